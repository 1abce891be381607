package org.mathlode.dedup.text;

import java.util.Locale;

/** How Chinese characters of the two scripts are compared. */
public enum ChineseScript {
    /** Traditional characters are other characters than simplified ones. */
    AS_WRITTEN,
    /** Traditional characters count as their simplified forms, character by character; words that only one side of the strait uses stay different. */
    SIMPLIFIED;

    /** The word in configs and on the command line: {@code as-written}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The text with one traditional form for every simplified character that has any: for making test texts, not for reading. */
    public static String traditional(String simplified) {
        return HanForms.traditional(simplified);
    }

    /** The script of that label. */
    public static ChineseScript ofLabel(String label) {
        for (ChineseScript script : values()) {
            if (script.label().equals(label)) {
                return script;
            }
        }
        throw new IllegalArgumentException("Cannot use decontamination.chinese: simplified or as-written (" + label + ")");
    }
}
