package org.mathlode.pipeline.model;

/** The language of a page as ISO 639-3: what the crawler found out, else what the script alone tells. */
public final class Language {
    /** No statement: a Latin, Cyrillic or other alphabet serves many languages. */
    public static final String UNDETERMINED = "und";

    private static final double HAN_SHARE = 0.2;
    private static final int LETTERS = 20_000;

    private Language() {}

    /** The first of {@code contentLanguages} (Common Crawl's comma-separated codes), else the script's language. */
    public static String of(String contentLanguages, CharSequence text) {
        if (contentLanguages != null && contentLanguages.length() >= 3) {
            int comma = contentLanguages.indexOf(',');
            return comma < 0 ? contentLanguages : contentLanguages.substring(0, comma);
        }
        return byScript(text);
    }

    /** {@code zho}, {@code jpn} or {@code kor} where Chinese characters, kana or Hangul make up a fifth of the letters read. */
    static String byScript(CharSequence text) {
        int letters = 0;
        int han = 0;
        int kana = 0;
        int hangul = 0;
        for (int i = 0; i < text.length() && letters < LETTERS; i++) {
            char c = text.charAt(i);
            if (!Character.isLetter(c)) {
                continue;
            }
            letters++;
            if (c >= '\u4e00' && c <= '\u9fff' || c >= '\u3400' && c <= '\u4dbf') {
                han++;
            } else if (c >= '\u3040' && c <= '\u30ff') {
                kana++;
            } else if (c >= '\uac00' && c <= '\ud7a3') {
                hangul++;
            }
        }
        int east = han + kana + hangul;
        if (east == 0 || east < HAN_SHARE * letters) {
            return UNDETERMINED;
        }
        if (hangul * 2 > east) {
            return "kor";
        }
        return kana * 10 > east ? "jpn" : "zho";
    }
}
