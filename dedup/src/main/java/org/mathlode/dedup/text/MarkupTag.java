package org.mathlode.dedup.text;

import java.util.Locale;
import java.util.Set;

/** Tags that stand in texts as they were typed, and say nothing there: {@code <math>x</math>}, {@code H<sub>2</sub>O}, {@code [itex]}. */
public final class MarkupTag {
    // names of one letter are left out: a<b>c is an inequality
    private static final Set<String> ANGLED = Set.of("math", "tex", "latex", "sub", "sup", "br", "em", "strong", "span", "div");
    private static final Set<String> SQUARE = Set.of("math", "tex", "latex", "itex");
    private static final int LONGEST = "</strong>".length();

    private MarkupTag() {}

    /** The index after the tag that opens with the bracket at {@code at}; {@code at} itself if none does. */
    public static int end(CharSequence text, int at) {
        boolean angled = text.charAt(at) == '<';
        int limit = Math.min(text.length(), at + LONGEST);
        int from = at + 1 < limit && text.charAt(at + 1) == '/' ? at + 2 : at + 1;
        int to = from;
        while (to < limit && isLetter(text.charAt(to))) {
            to++;
        }
        int close = angled && to < limit && text.charAt(to) == '/' ? to + 1 : to;
        return close < limit && text.charAt(close) == (angled ? '>' : ']') && isTag(text.subSequence(from, to).toString(), angled) ? close + 1 : at;
    }

    /** Whether the word between {@code from} and {@code to} is the name in a tag in angle brackets; a zero follows the text. */
    static boolean isName(char[] text, int from, int to) {
        int close = text[to] == '/' ? to + 1 : to;
        return to - from <= LONGEST && text[close] == '>'
                && from > 0 && (text[from - 1] == '<' || text[from - 1] == '/' && from > 1 && text[from - 2] == '<')
                && isTag(new String(text, from, to - from), true);
    }

    private static boolean isTag(String name, boolean angled) {
        return (angled ? ANGLED : SQUARE).contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
