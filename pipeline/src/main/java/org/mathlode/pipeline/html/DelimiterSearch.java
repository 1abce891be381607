package org.mathlode.pipeline.html;

import java.util.HashSet;
import java.util.Set;
import org.mathlode.pipeline.html.Formula.Placement;

/** Where a formula that opens in a text ends. One per page; each text starts with {@link #restart}. */
final class DelimiterSearch {
    private static final int LONGEST_INLINE = 4_000;
    private static final int LONGEST_DISPLAY = 40_000;
    private static final Set<String> ENVIRONMENTS = Set.of("align", "align*", "aligned", "alignat", "alignat*", "equation", "equation*", "eqnarray",
            "eqnarray*", "gather", "gather*", "gathered", "multline", "multline*", "displaymath", "math", "split", "flalign", "flalign*", "array",
            "matrix", "pmatrix", "bmatrix", "vmatrix", "Vmatrix", "Bmatrix", "smallmatrix", "cases", "dcases", "subequations", "CD", "tikzcd", "dmath", "dmath*", "numcases");
    private static final String[] BB_TAGS = {"tex", "itex", "math", "latex", "imath", "dmath", "eqn", "mathjax", "m", "katex", "formula"};

    /** A formula found in the text: its inside is {@code from..to}, it ends at {@code end}; {@code raw} stands for it if not null. */
    record Span(int from, int to, int end, Placement placement, FormulaSource source, String raw) {}

    private final WorkBudget work;
    /** Closing delimiters that do not occur behind the position the scan has reached. */
    private final Set<String> missing = new HashSet<>();

    DelimiterSearch(WorkBudget work) {
        this.work = work;
    }

    /** Forgets what the text before did not hold. */
    void restart() {
        missing.clear();
    }

    /** A formula of a line, the opening delimiter at {@code at}; null if it is empty or not closed. */
    Span inline(StringBuilder text, int at, String open, String close, FormulaSource source) {
        return between(text, at, open, close, LONGEST_INLINE, Placement.INLINE, source);
    }

    /** A displayed formula, the opening delimiter at {@code at}; null if it is empty or not closed. */
    Span display(StringBuilder text, int at, String open, String close) {
        return between(text, at, open, close, LONGEST_DISPLAY, Placement.DISPLAY, FormulaSource.DELIMITER);
    }

    /** A formula between delimiters of the page's own. */
    Span configured(StringBuilder text, int at, String open, String close, Placement placement) {
        return between(text, at, open, close, LONGEST_DISPLAY, placement, FormulaSource.DELIMITER);
    }

    private Span between(StringBuilder text, int at, String open, String close, int longest, Placement placement, FormulaSource source) {
        int from = at + open.length();
        if (isMissing(text, close, from)) {
            return null;
        }
        int limit = Math.min(text.length(), from + longest);
        for (int i = from; i < limit; i++) {
            char c = text.charAt(i);
            if (c == close.charAt(0) && starts(text, i, close)) {
                work.spend(i - at);
                return i == from ? null : new Span(from, i, i + close.length(), placement, source, null);
            }
            if (c == '\\' && i + 1 < limit) {
                if (open.equals("\\(") && text.charAt(i + 1) == '(' && !inText(text, from, i)) {
                    break; // the first one was never closed
                }
                i++;
            }
        }
        work.spend(limit - at);
        return null;
    }

    /** True if a closing delimiter does not occur any more; asked once for each. */
    boolean isMissing(StringBuilder text, String close, int from) {
        if (missing.contains(close)) {
            return true;
        }
        int found = text.indexOf(close, from);
        work.spend((found < 0 ? text.length() : found) - from >> 3);
        return found < 0 && missing.add(close);
    }

    /** True if the position lies in an open brace, as {@code \(} in {@code \text{…}} does. */
    private static boolean inText(StringBuilder text, int from, int at) {
        int depth = 0;
        for (int i = from; i < at; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
        }
        return depth > 0;
    }

    /** The environment whose {@code \begin} stands at {@code at}; null if it is no environment of mathematics or not closed. */
    Span environment(StringBuilder text, int at) {
        int nameEnd = text.indexOf("}", at);
        if (nameEnd < 0 || nameEnd > at + 24) {
            return null;
        }
        String name = text.substring(at + 7, nameEnd);
        if (!ENVIRONMENTS.contains(name)) {
            return null;
        }
        String open = "\\begin{" + name + "}";
        String close = "\\end{" + name + "}";
        if (isMissing(text, close, nameEnd)) {
            return null;
        }
        int depth = 1;
        int i = nameEnd + 1;
        int limit = Math.min(text.length(), at + LONGEST_DISPLAY);
        while (i < limit) {
            int slash = text.indexOf("\\", i);
            if (slash < 0 || slash >= limit) {
                break;
            }
            if (starts(text, slash, close)) {
                if (--depth == 0) {
                    int end = slash + close.length();
                    work.spend(end - at);
                    return new Span(at, end, end, Placement.DISPLAY, FormulaSource.ENVIRONMENT, null);
                }
            } else if (starts(text, slash, open)) {
                depth++;
            }
            i = slash + 2;
        }
        work.spend(limit - at);
        return null;
    }

    /** The two dollars that close those at {@code at}; −1 if there are none. */
    int closingDollars(StringBuilder text, int at) {
        int limit = Math.min(text.length(), at + 2 + LONGEST_DISPLAY);
        for (int i = at + 2; i + 1 < limit; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '$' && text.charAt(i + 1) == '$') {
                work.spend(i - at);
                return i;
            }
        }
        work.spend(limit - at);
        return -1;
    }

    /** The dollar that closes one before {@code from}: outside braces if possible. */
    int closingDollar(StringBuilder text, int from) {
        int limit = Math.min(text.length(), from + LONGEST_INLINE);
        int depth = 0;
        int first = -1;
        for (int i = from; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (c == '$') {
                if (depth <= 0) {
                    work.spend(i - from);
                    return i;
                }
                if (first < 0) {
                    first = i;
                }
                if (i - first > 200) {
                    break;
                }
            } else if (c == Line.BREAK) {
                break;
            }
        }
        work.spend(limit - from);
        return first;
    }

    /** {@code [tex]…[/tex]} and its like, with the bracket at {@code at}. */
    Span tags(StringBuilder text, int at) {
        for (String tag : BB_TAGS) {
            if (startsIgnoringCase(text, at + 1, tag) && at + 1 + tag.length() < text.length()) {
                int end = at + 1 + tag.length();
                if (text.charAt(end) == '=' || text.charAt(end) == ' ') {
                    int close = text.indexOf("]", end);
                    end = close < 0 || close > end + 40 ? -1 : close;
                }
                if (end < 0 || text.charAt(end) != ']') {
                    continue;
                }
                int from = end + 1;
                if (isMissing(text, "[/", from)) {
                    return null;
                }
                int limit = Math.min(text.length(), from + LONGEST_DISPLAY);
                for (int i = text.indexOf("[/", from); i >= 0 && i < limit; i = text.indexOf("[/", i + 1)) {
                    if (startsIgnoringCase(text, i + 2, tag) && i + 2 + tag.length() < text.length() && text.charAt(i + 2 + tag.length()) == ']') {
                        Placement placement = tag.equals("itex") || tag.equals("imath") ? Placement.INLINE : tag.equals("dmath") ? Placement.DISPLAY : Placement.BY_PLACE;
                        return tag.equals("m") && !Latex.looksLikeTex(text.substring(from, i)) ? null
                                : new Span(from, i, i + 3 + tag.length(), placement, FormulaSource.BBCODE, null);
                    }
                }
                work.spend(limit - from);
            }
        }
        return null;
    }

    static boolean starts(CharSequence text, int at, String word) {
        if (at + word.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text.charAt(at + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsIgnoringCase(CharSequence text, int at, String word) {
        if (at + word.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((text.charAt(at + i) | 32) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
