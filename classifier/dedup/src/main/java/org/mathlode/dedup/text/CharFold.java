package org.mathlode.dedup.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * What one UTF-16 unit becomes in the normal form: NFKC, case folding and loss of accents, looked up in one table.
 * Values above {@link #LAST_CODE} are the folded character itself.
 */
final class CharFold {
    /** Ends a gram. */
    static final char SEPARATOR = 0;
    /** Stands for nothing and ends nothing: zero-width characters, soft hyphens, combining accents. */
    static final char IGNORED = 1;
    /** A gram by itself. */
    static final char CJK = 2;
    /** Several characters, or one that does not join the run it stands in: {@link #expansion}. */
    static final char EXPANDED = 3;
    /** A mathematical sign that LaTeX spells with a name: {@link #expansion}, a gram by itself. */
    static final char SIGN = 4;
    /** Needs a look at what follows: {@code \ & [ , {} and thin spaces. */
    static final char SPECIAL = 5;
    /** First half of a supplementary character. */
    static final char SURROGATE = 6;
    static final char LAST_CODE = 6;

    static final char[] TABLE = new char[0x10000];
    private static final String[] EXPANSIONS = new String[0x10000];

    /** Signs that pages write as characters and benchmarks as commands; {@link Latex} folds the commands to these names. */
    private static final String[] SIGNS = {
        "×", "times", "÷", "div", "±", "pm", "∓", "mp", "≤", "leq", "≥", "geq", "≦", "leq", "≧", "geq", "⩽", "leq", "⩾", "geq",
        "≠", "neq", "≈", "approx", "≡", "equiv", "∞", "infty", "√", "sqrt", "∑", "sum", "∏", "prod", "∫", "int", "∂", "partial",
        "∇", "nabla", "∈", "in", "∉", "notin", "⊂", "subset", "⊆", "subseteq", "∪", "cup", "∩", "cap", "∅", "emptyset",
        "°", "circ", "∘", "circ", "∠", "angle", "△", "triangle", "⊥", "perp", "∥", "parallel", "→", "rightarrow",
        "⇒", "implies", "∀", "forall", "∃", "exists"
    };
    private static final String[] GREEK = {
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron",
        "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"
    };

    static {
        Arrays.fill(TABLE, SEPARATOR);
        for (int c = 0; c < 0x10000; c++) {
            classify((char) c);
        }
        for (int i = 0; i < SIGNS.length; i += 2) {
            TABLE[SIGNS[i].charAt(0)] = SIGN;
            EXPANSIONS[SIGNS[i].charAt(0)] = SIGNS[i + 1];
        }
        for (char c : new char[] {'\\', '&', '[', ',', '{', '\uFF0C', '\u2009', '\u202F'}) {
            TABLE[c] = SPECIAL;
        }
    }

    private CharFold() {}

    static String expansion(char c) {
        return EXPANSIONS[c];
    }

    /** The folded form of a supplementary character; empty if it is no letter or digit. */
    static String supplementary(int codePoint) {
        return Character.isLetterOrDigit(codePoint) ? fold(new String(Character.toChars(codePoint))) : "";
    }

    static boolean isCjk(int codePoint) {
        if (codePoint < 0x2E80) {
            return false;
        }
        if (Character.isIdeographic(codePoint)) {
            return true;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        return script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.BOPOMOFO;
    }

    /** {@code pi} for π; null for what is no Greek letter. */
    static String greekName(char folded) {
        return folded >= 'α' && folded <= 'ω' ? GREEK[folded - 'α'] : null;
    }

    private static void classify(char c) {
        if (Character.isSurrogate(c)) {
            TABLE[c] = Character.isHighSurrogate(c) ? SURROGATE : SEPARATOR;
            return;
        }
        int type = Character.getType(c);
        if (type == Character.FORMAT || isAccent(c) || c >= 0xFE00 && c <= 0xFE0F || c == 0x115F || c == 0x1160 || c == 0x3164
                || c == 0x3099 || c == 0x309A || c == 0xFF9E || c == 0xFF9F) {
            TABLE[c] = IGNORED;
            return;
        }
        String folded = fold(String.valueOf(c));
        boolean splits = !folded.isEmpty() && isRaisedOrLowered(c);
        if (folded.isEmpty()) {
            TABLE[c] = SEPARATOR;
        } else if (folded.length() == 1 && !splits) {
            char only = folded.charAt(0);
            if (isCjk(only)) {
                TABLE[c] = only == c ? CJK : EXPANDED;
                EXPANSIONS[c] = folded;
            } else {
                TABLE[c] = only;
            }
        } else {
            TABLE[c] = EXPANDED;
            EXPANSIONS[c] = (splits || !Character.isLetterOrDigit(c) ? " " : "") + folded;
        }
    }

    /** Letters and digits only, a blank for what separates inside an expansion (½ is 1 and 2). */
    private static String fold(String text) {
        String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
        String cased = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        String latin = hasLatinGreekOrCyrillic(cased) ? Normalizer.normalize(cased, Normalizer.Form.NFKD) : cased;
        StringBuilder out = new StringBuilder();
        latin.codePoints().forEach(c -> {
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                out.append((char) ('0' + digit));
            } else if (c == 'ς') {
                out.append('σ');
            } else if (isAccent(c)) {
                return;
            } else if (isPartOfGram(c)) {
                out.appendCodePoint(c);
            } else if (out.length() > 0) {
                out.append(' ');
            }
        });
        return out.toString().stripTrailing();
    }

    private static boolean hasLatinGreekOrCyrillic(String text) {
        return text.codePoints().anyMatch(c -> c < 0x530 || c >= 0x1E00 && c < 0x2000);
    }

    private static boolean isAccent(int c) {
        return c >= 0x300 && c <= 0x36F;
    }

    /** Letters, digits and the vowel signs that are part of words in the scripts of India and south-east Asia. */
    private static boolean isPartOfGram(int c) {
        if (Character.isLetterOrDigit(c)) {
            return true;
        }
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private static boolean isRaisedOrLowered(char c) {
        return c >= 0x2070 && c <= 0x209C || c == '²' || c == '³' || c == '¹' || c == 'ª' || c == 'º';
    }
}
