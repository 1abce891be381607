package org.mathlode.classifier;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.mathlode.classifier.ClassifierText.Step;

/** What {@link ClassifierText} does with each character. Immutable once built. */
final class Characters {
    static final byte BLANK = 0;
    /** Part of a word. */
    static final byte LETTER = 1;
    static final byte DIGIT = 2;
    /** A word of its own: CJK and the other scripts that write no blanks. */
    static final byte WORD = 3;
    static final byte PUNCTUATION = 4;
    /** Not there at all: soft hyphens, zero-width and direction marks. */
    static final byte NOTHING = 5;
    static final byte BACKSLASH = 6;
    /** Stands for the LaTeX command of the same meaning. */
    static final byte SYMBOL = 7;
    static final byte SURROGATE = 8;
    /** Greek: a lone letter is a LaTeX command, in a word it is a letter. */
    static final byte GREEK = 9;
    static final byte HYPHEN = 10;

    final byte[] kinds = new byte[0x10000];
    /** The character written for one, by its code: lower case, one form for dashes and full-width forms. */
    final char[] written = new char[0x10000];
    private final Map<Integer, byte[]> commands = new HashMap<>();

    private final Set<Step> steps;

    Characters(Set<Step> steps) {
        this.steps = steps;
        for (int c = 0; c < 0x10000; c++) {
            written[c] = (char) c;
            kinds[c] = kind(c);
            if (steps.contains(Step.CASE)) {
                written[c] = (char) lower(c);
            }
        }
        if (steps.contains(Step.UNICODE_MATH)) {
            MathSymbols.forEach((symbol, command) -> {
                commands.put(symbol, command.getBytes(StandardCharsets.US_ASCII));
                kinds[symbol] = Character.isLetter(symbol) ? GREEK : SYMBOL;
            });
        }
        if (steps.contains(Step.CASE)) {
            for (char c = '\uFF01'; c <= '\uFF5E'; c++) {
                char ascii = (char) (c - 0xFEE0);
                kinds[c] = kinds[ascii];
                written[c] = written[ascii];
            }
        }
        if (steps.contains(Step.PUNCTUATION)) {
            for (char c : "\u2212\uFE63".toCharArray()) {
                kinds[c] = PUNCTUATION;
                written[c] = '-';
            }
            kinds['-'] = HYPHEN;
            kinds['\u2010'] = HYPHEN;
            kinds['\u2011'] = HYPHEN;
            written['\u2010'] = '-';
            written['\u2011'] = '-';
        }
    }

    byte[] command(int symbol) {
        return commands.get(symbol);
    }

    private static int lower(int c) {
        int lower = Character.toLowerCase(c);
        return lower < 0x10000 ? lower : c;
    }

    byte kind(int c) {
        if (c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return BLANK;
        }
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            return SURROGATE;
        }
        switch (Character.getType(c)) {
            case Character.CONTROL:
                return BLANK;
            case Character.FORMAT:
            case Character.UNASSIGNED:
            case Character.PRIVATE_USE:
                return NOTHING;
            case Character.DECIMAL_DIGIT_NUMBER:
            case Character.OTHER_NUMBER:
                return steps.contains(Step.DIGITS) ? DIGIT : LETTER;
            default:
        }
        if (c == '\\') {
            return steps.contains(Step.COMMANDS) ? BACKSLASH : steps.contains(Step.PUNCTUATION) ? PUNCTUATION : LETTER;
        }
        if (Character.isLetterOrDigit(c) || isMark(c)) {
            return steps.contains(Step.CJK) && UNSPACED[UnicodeScript.of(c).ordinal()] ? WORD : LETTER;
        }
        if (!steps.contains(Step.PUNCTUATION)) {
            return LETTER;
        }
        return steps.contains(Step.MARKS) && isFormatting(c) ? BLANK : PUNCTUATION;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static final boolean[] UNSPACED = new boolean[UnicodeScript.values().length];

    static {
        for (UnicodeScript script : Arrays.asList(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA,
                UnicodeScript.BOPOMOFO, UnicodeScript.YI, UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER,
                UnicodeScript.MYANMAR, UnicodeScript.TIBETAN)) {
            UNSPACED[script.ordinal()] = true;
        }
    }

    /**
     * Marks that tell an extractor's or an author's habits rather than the subject: quotation marks, bullets, Markdown,
     * table bars, LaTeX alignment.
     */
    private static boolean isFormatting(int c) {
        return FORMATTING.indexOf(c) >= 0 || c >= 0x2018 && c <= 0x2027 || c >= 0x2012 && c <= 0x2015
                || c >= 0x2500 && c <= 0x25FF || c >= 0x2700 && c <= 0x27BF || c == 0xFFFD || c == 0xFFFC;
    }

    private static final String FORMATTING = "\"'`#~&|*\u00AB\u00BB\u00B4\u00B7\u00B6\u2039\u203A\u2032\u3001";

    /** The plain letter or digit of a mathematical alphabet (U+1D400–U+1D7FF), or the character itself. */
    int plain(int codePoint) {
        if (steps.contains(Step.UNICODE_MATH) && codePoint >= 0x1D400 && codePoint <= 0x1D7FF) {
            String plain = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
            return plain.codePointAt(0);
        }
        return codePoint;
    }
}
