package org.mathlode.pipeline.model;

import org.mathlode.dedup.url.PageUrl;

/** Small facts of a page that later stages filter by. */
public final class TextFacts {
    private TextFacts() {}

    /** The host of a URL in lower case, or "". */
    public static String host(String url) {
        return PageUrl.parse(url).map(PageUrl::host).orElse("");
    }

    /** How many TeX commands, a backslash and a letter, a text holds. */
    public static int texCommands(String text) {
        int commands = 0;
        for (int i = text.indexOf('\\'); i >= 0 && i + 1 < text.length(); i = text.indexOf('\\', i + 1)) {
            char next = text.charAt(i + 1);
            if (next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z') {
                commands++;
            }
        }
        return commands;
    }

    /** How many formulas, {@code $…$} or {@code $$…$$}, an extracted text holds. */
    public static int formulas(String text) {
        int formulas = 0;
        for (int i = dollar(text, 0); i >= 0; ) {
            String mark = text.startsWith("$$", i) ? "$$" : "$";
            int end = dollar(text, i + mark.length());
            if (end < 0) {
                break;
            }
            formulas++;
            i = dollar(text, end + mark.length());
        }
        return formulas;
    }

    /** The next dollar that no backslash stands before. */
    private static int dollar(String text, int from) {
        int i = text.indexOf('$', from);
        while (i > 0 && text.charAt(i - 1) == '\\') {
            i = text.indexOf('$', i + 1);
        }
        return i;
    }

    /** Characters other than whitespace. */
    public static int characters(String text) {
        int characters = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                characters++;
            }
        }
        return characters;
    }
}
