package org.mathlode.classifier;

import java.util.EnumSet;
import java.util.Set;

/**
 * The one form of text that the classifier is trained on and scores: words and marks on one line, a blank between them.
 *
 * <p>Seed texts and crawled pages come from different extractors. What tells the two apart and not the subject is taken
 * away: case, quotation marks, bullets, Markdown, web addresses, the spelling of a formula. Numbers fold to {@code 0},
 * scripts without blanks give one word a character, {@code \command} is one word, punctuation stands apart, formula
 * delimiters are all {@code $}, Unicode mathematics becomes the LaTeX command of the same meaning. The result holds no
 * line end, no label and no {@code </s>}, and is valid UTF-8. Pure and thread-safe. What each rule is worth was
 * measured: docs/classifier.md.
 */
public final class ClassifierText {
    /** Changes when the same text gives another result: a model scores only the form it was trained on. */
    public static final int VERSION = 1;
    /** The version of models that were trained on text as it was. */
    public static final int RAW = 0;
    /** Text beyond this many bytes of the normal form is left out. */
    public static final int MAX_BYTES = 200_000;
    /** Longer runs of letters are cut here: they are data, not words. */
    static final int MAX_WORD = 40;

    /** Blanks and hyphens that may stand before a list item's hyphen. */
    private static final int DEEPEST_BULLET = 32;

    /** The single rules, so that each can be measured. */
    enum Step { CASE, DIGITS, CJK, PUNCTUATION, COMMANDS, MARKS, SPELLING, UNICODE_MATH }

    private static final ClassifierText FORM = new ClassifierText(EnumSet.allOf(Step.class));

    private final Set<Step> steps;
    private final Characters characters;
    private final boolean marks;
    private final boolean spelling;

    ClassifierText(Set<Step> steps) {
        this.steps = EnumSet.copyOf(steps);
        this.characters = new Characters(this.steps);
        this.marks = steps.contains(Step.MARKS);
        this.spelling = steps.contains(Step.SPELLING);
    }

    /** The normal form of a text. */
    public static String normalize(CharSequence text) {
        Utf8Buffer out = new Utf8Buffer();
        FORM.append(text, out);
        return out.toString();
    }

    /**
     * Appends the normal form of a text as UTF-8.
     *
     * @return the number of words appended
     */
    public static int normalize(CharSequence text, Utf8Buffer out) {
        return FORM.append(text, out);
    }

    int append(CharSequence text, Utf8Buffer out) {
        return new Pass(text, out).run();
    }

    /** One walk over one text. */
    private final class Pass {
        private final CharSequence text;
        private final Utf8Buffer out;
        private final int start;
        private final int end;
        private final byte[] kinds = characters.kinds;
        private final char[] written = characters.written;
        private int words;
        /** Letters of the word being written; 0 = none is. */
        private int letters;
        private int wordStart;
        /** The character of a word that so far is one Greek letter, or 0. */
        private char loneGreek;

        Pass(CharSequence text, Utf8Buffer out) {
            this.text = text;
            this.out = out;
            this.start = out.length();
            this.end = text.length();
        }

        int run() {
            int i = 0;
            while (i < end && out.length() - start < MAX_BYTES) {
                char c = text.charAt(i);
                switch (kinds[c]) {
                    case Characters.LETTER -> i = letter(c, i);
                    case Characters.GREEK -> {
                        letter(written[c]);
                        loneGreek = letters == 1 ? c : 0;
                        i++;
                    }
                    case Characters.BLANK -> {
                        endWord();
                        i++;
                    }
                    case Characters.NOTHING -> i++;
                    case Characters.DIGIT -> i = number(i);
                    case Characters.WORD -> {
                        whole(written[c]);
                        i++;
                    }
                    case Characters.PUNCTUATION -> {
                        if (c == '$' && spelling) {
                            i = formulaMark(i + 1);
                        } else {
                            whole(written[c]);
                            i++;
                        }
                    }
                    case Characters.HYPHEN -> i = hyphen(c, i);
                    case Characters.BACKSLASH -> i = command(i);
                    case Characters.SYMBOL -> {
                        command(characters.command(c));
                        i++;
                    }
                    default -> i = surrogate(c, i);
                }
            }
            endWord();
            return words;
        }

        private int letter(char c, int i) {
            if (letters == 0 && marks && (c == 'h' || c == 'H') && isAddress(i)) {
                return addressEnd(i);
            }
            letter(written[c]);
            return asciiLetters(i + 1);
        }

        /** The rest of a word of plain letters, most words there are; stops wherever the walk itself would. */
        private int asciiLetters(int from) {
            int i = from;
            int full = start + MAX_BYTES;
            while (i < end && out.length() < full) {
                char c = text.charAt(i);
                if (c >= 0x80 || kinds[c] != Characters.LETTER) {
                    break;
                }
                if (letters++ < MAX_WORD) {
                    out.put((byte) written[c]);
                }
                i++;
            }
            return i;
        }

        private void letter(int codePoint) {
            if (letters == 0) {
                beginWord();
            }
            loneGreek = 0;
            if (letters++ < MAX_WORD) {
                out.putCodePoint(codePoint);
            }
        }

        private void beginWord() {
            if (out.length() > start) {
                out.put((byte) ' ');
            }
            wordStart = out.length();
            words++;
        }

        private void endWord() {
            if (letters > 0) {
                if (loneGreek != 0) {
                    out.truncate(wordStart);
                    out.put(characters.command(loneGreek));
                    loneGreek = 0;
                }
                letters = 0;
            }
        }

        private void whole(int codePoint) {
            endWord();
            beginWord();
            out.putCodePoint(codePoint);
        }

        private void command(byte[] name) {
            endWord();
            beginWord();
            out.put(name);
        }

        /** A run of digits with the points and commas inside is one word. */
        private int number(int from) {
            whole('0');
            int i = from + 1;
            while (i < end) {
                char c = text.charAt(i);
                if (kinds[c] == Characters.DIGIT) {
                    i++;
                } else if ((c == '.' || c == ',') && i + 1 < end && kinds[text.charAt(i + 1)] == Characters.DIGIT) {
                    i += 2;
                } else {
                    break;
                }
            }
            return i;
        }

        /** A hyphen inside a compound or before a list item only parts words; elsewhere it is a minus. */
        private int hyphen(char c, int i) {
            boolean inside = letters > 1;
            if (marks && (inside || isBullet(i))) {
                endWord();
            } else {
                whole(written[c]);
            }
            return i + 1;
        }

        private boolean isBullet(int i) {
            int before = i - 1;
            while (before >= Math.max(0, i - DEEPEST_BULLET) && (text.charAt(before) == ' ' || text.charAt(before) == '\t' || text.charAt(before) == '-')) {
                before--;
            }
            boolean lineStart = before < 0 || text.charAt(before) == '\n' || text.charAt(before) == '\r';
            return lineStart && (i + 1 >= end || kinds[text.charAt(i + 1)] == Characters.BLANK || text.charAt(i + 1) == '-');
        }

        private int command(int from) {
            endWord();
            int i = from + 1;
            while (i < end && isAsciiLetter(text.charAt(i))) {
                i++;
            }
            if (i == from + 1) {
                return afterBackslash(i);
            }
            int nameEnd = Math.min(i, from + 1 + LatexCommands.LONGEST);
            if (spelling) {
                byte[] known = LatexCommands.written(text.subSequence(from + 1, nameEnd).toString());
                if (known != null) {
                    if (known.length > 0) {
                        command(known);
                    }
                    return i;
                }
            }
            beginWord();
            out.put((byte) '\\');
            for (int k = from + 1; k < nameEnd; k++) {
                out.putCodePoint(written[text.charAt(k)]);
            }
            return i;
        }

        /** Spacing, escapes and delimiters: {@code \,} {@code \\} {@code \(} {@code \[}. */
        private int afterBackslash(int i) {
            if (!spelling || i >= end) {
                whole('\\');
                return i;
            }
            char c = text.charAt(i);
            if ("()[]".indexOf(c) >= 0) {
                return formulaMark(i + 1);
            }
            if (c == '%' || c == '_') {
                return i;
            }
            return c < 0x80 && kinds[c] != Characters.DIGIT ? i + 1 : i;
        }

        private int formulaMark(int i) {
            whole('$');
            return i < end && text.charAt(i) == '$' ? i + 1 : i;
        }

        private int surrogate(char c, int i) {
            if (!Character.isHighSurrogate(c) || i + 1 >= end || !Character.isLowSurrogate(text.charAt(i + 1))) {
                return i + 1;
            }
            int codePoint = Character.toCodePoint(c, text.charAt(i + 1));
            int plain = characters.plain(codePoint);
            if (plain != codePoint && plain < 0x10000) {
                if (kinds[plain] == Characters.DIGIT) {
                    whole('0');
                } else if (kinds[plain] == Characters.GREEK) {
                    command(characters.command(written[plain]));
                } else {
                    letter(written[plain]);
                }
                return i + 2;
            }
            switch (characters.kind(codePoint)) {
                case Characters.LETTER -> letter(steps.contains(Step.CASE) ? Character.toLowerCase(codePoint) : codePoint);
                case Characters.BLANK -> endWord();
                case Characters.NOTHING -> { }
                case Characters.DIGIT -> whole('0');
                default -> whole(codePoint);
            }
            return i + 2;
        }

        private boolean isAddress(int i) {
            return matches(i, "http://") || matches(i, "https://");
        }

        private boolean matches(int i, String lower) {
            if (i + lower.length() > end) {
                return false;
            }
            for (int k = 0; k < lower.length(); k++) {
                if ((text.charAt(i + k) | 0x20) != (lower.charAt(k) | 0x20)) {
                    return false;
                }
            }
            return true;
        }

        private int addressEnd(int i) {
            int at = i;
            while (at < end && text.charAt(at) > ' ' && text.charAt(at) < 0x7F && "<>\"'`)]}".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return at;
        }
    }

    private static boolean isAsciiLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
