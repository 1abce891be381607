package org.mathlode.pipeline.model;

import java.util.Set;

/**
 * The language of a page as ISO 639-3: what the crawler found out, unless the text plainly says otherwise, else what script and
 * function words tell. Only the beginning of a text is read, formulas and code left out; the same text always gets the same word.
 */
public final class Language {
    /** No statement: too little running text, or a language that is not known here. */
    public static final String UNDETERMINED = "und";

    private static final double HAN_SHARE = 0.2;
    private static final int LETTERS = 4_000;
    /** So much of a text must be function words of one language before the crawler's word for another is not believed. */
    private static final double PLAIN_SHARE = 0.25;
    /** And so many times as much as of the crawler's language. */
    private static final double PLAIN_LEAD = 2.5;
    /** Fewer letters contradict nobody. */
    private static final int FEWEST_LETTERS = 400;
    /** Languages that share so many words that one does not contradict the other. */
    private static final String[] RELATED = {"dan nor nob nno swe isl fao", "por glg spa cat ast oci arg lat ita fra ron cos", "ces slk slv hrv srp bos", "hrv srp bos slv mkd bul", "ind msa zsm jav sun",
        "rus ukr bel bul mkd srp", "deu ltz nds gsw nld afr fry", "eng sco", "zho yue lzh wuu jpn", "tur aze tuk crh", "fin est", "lit lav"};
    private static final Set<String> EAST = Set.of("zho", "jpn", "kor");

    private final FunctionWords words = new FunctionWords();
    private int letters;
    private int latin;
    private int cyrillic;
    private int arabic;
    private int persian;
    private int hebrew;
    private int greek;
    private int thai;
    private int devanagari;
    private int han;
    private int kana;
    private int hangul;

    private Language() {}

    /**
     * The first of {@code contentLanguages} (Common Crawl's comma-separated codes) unless the text is plainly in another
     * language, else the language of the text.
     */
    public static String of(String contentLanguages, CharSequence text) {
        Language read = new Language();
        read.read(text);
        String own = read.own();
        if (contentLanguages == null || contentLanguages.length() < 3) {
            return own;
        }
        int comma = contentLanguages.indexOf(',');
        String told = comma < 0 ? contentLanguages : contentLanguages.substring(0, comma);
        return read.contradicts(told, own) ? own : told;
    }

    private boolean contradicts(String told, String own) {
        if (own.equals(UNDETERMINED) || own.equals(told) || letters < FEWEST_LETTERS || isRelated(told, own)) {
            return false;
        }
        int east = han + kana + hangul;
        if (EAST.contains(own)) {
            return east * 2 > letters;
        }
        if (EAST.contains(told)) {
            return east * 20 < letters && words.share(own) >= PLAIN_SHARE;
        }
        return words.share(own) >= PLAIN_SHARE && words.share(own) >= words.share(told) * PLAIN_LEAD;
    }

    private static boolean isRelated(String one, String other) {
        for (String family : RELATED) {
            if (family.contains(one) && family.contains(other)) {
                return true;
            }
        }
        return false;
    }

    /** What script and words tell. */
    private String own() {
        int east = han + kana + hangul;
        if (east > 0 && east >= HAN_SHARE * letters) {
            return hangul * 2 > east ? "kor" : kana * 10 > east ? "jpn" : "zho";
        }
        int half = letters / 2;
        if (latin > half || cyrillic > half) {
            return words.best();
        }
        return letters == 0 ? UNDETERMINED : arabic > half ? persian * 50 > arabic ? "fas" : "ara" : hebrew > half ? "heb" : greek > half ? "ell" : thai > half ? "tha" : devanagari > half ? "hin" : UNDETERMINED;
    }

    /** Counts the letters of the beginning by their script, and the words of alphabets. */
    private void read(CharSequence text) {
        int length = text.length();
        int word = -1;
        int i = 0;
        while (i < length && letters < LETTERS) {
            char c = text.charAt(i);
            if (c < 0x2E80 && Character.isLetter(c)) {
                word = word < 0 ? i : word;
                count(c);
                i++;
                continue;
            }
            if (word >= 0) {
                words.add(text, word, i);
                word = -1;
            }
            if (c == '$' && (i == 0 || text.charAt(i - 1) != '\\')) {
                i = behindFormula(text, i);
            } else if (c == '`') {
                i = behindCode(text, i);
            } else if (c == '\\') {
                i++;
                while (i < length && text.charAt(i) < 0x80 && Character.isLetter(text.charAt(i))) {
                    i++;
                }
            } else {
                if (c >= 0x2E80 && Character.isLetter(c)) {
                    count(c);
                }
                i++;
            }
        }
        if (word >= 0) {
            words.add(text, word, i);
        }
    }

    private static int behindFormula(CharSequence text, int at) {
        int start = at;
        while (start < text.length() && text.charAt(start) == '$') {
            start++;
        }
        int i = start;
        while (i < text.length() && text.charAt(i) != '$') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        while (i < text.length() && text.charAt(i) == '$') {
            i++;
        }
        return Math.min(i, text.length());
    }

    private static int behindCode(CharSequence text, int at) {
        int marks = 0;
        int i = at;
        while (i < text.length() && text.charAt(i) == '`') {
            i++;
            marks++;
        }
        int start = i;
        int run = 0;
        while (i < text.length()) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            i++;
            if (run == marks) {
                return i;
            }
        }
        return start;
    }

    private void count(char c) {
        letters++;
        if (c < '\u0250' || c >= '\u1e00' && c <= '\u1eff') {
            latin++;
        } else if (c >= '\u0370' && c < '\u0400') {
            greek++;
        } else if (c >= '\u0400' && c < '\u0530') {
            cyrillic++;
        } else if (c >= '\u0590' && c < '\u0600') {
            hebrew++;
        } else if (c >= '\u0600' && c < '\u0780') {
            arabic++;
            persian += c == '\u067e' || c == '\u0686' || c == '\u0698' || c == '\u06af' || c == '\u06cc' ? 1 : 0;
        } else if (c >= '\u0900' && c < '\u0980') {
            devanagari++;
        } else if (c >= '\u0e00' && c < '\u0e80') {
            thai++;
        } else if (c >= '\u4e00' && c <= '\u9fff' || c >= '\u3400' && c <= '\u4dbf') {
            han++;
        } else if (c >= '\u3040' && c <= '\u30ff') {
            kana++;
        } else if (c >= '\uac00' && c <= '\ud7a3') {
            hangul++;
        }
    }
}
