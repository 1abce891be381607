package org.mathlode.pipeline.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jsoup.parser.Parser;

/** Small repairs and questions that concern LaTeX source, wherever it came from. */
final class Latex {
    private static final String[][] ENCLOSING = {{"$$", "$$"}, {"\\(", "\\)"}, {"\\[", "\\]"}, {"$", "$"}, {"\\begin{displaymath}", "\\end{displaymath}"},
        {"\\begin{math}", "\\end{math}"}};

    /** Those of LaTeX and amsmath that start a display of their own. */
    private static final Set<String> DISPLAY_ENVIRONMENTS = Set.of("align", "align*", "alignat", "alignat*", "eqnarray", "eqnarray*", "equation", "equation*", "flalign", "flalign*",
            "gather", "gather*", "multline", "multline*", "displaymath");

    private Latex() {}

    /**
     * LaTeX from a page made fit for a text: comments dropped where their line break is, delimiters and the wrapper
     * {@code {\displaystyle …}} of MediaWiki taken off, blank lines closed. Empty if nothing is left.
     */
    static String clean(String raw) {
        String tex = raw.replace('\u00a0', ' ').replace("\u200b", "").replace("\u2061", "").replace("\u2062", "").replace("\u2063", "");
        tex = unwrapCdata(tex);
        if (tex.indexOf('&') >= 0 && (tex.contains("&lt;") || tex.contains("&gt;") || tex.contains("&amp;"))) {
            tex = tex.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"); // escaped once more than it should have been
        }
        int document = tex.indexOf("\\begin{document}");
        if (document >= 0) {
            // journals carry a formula as a whole document
            int end = tex.indexOf("\\end{document}", document);
            tex = tex.substring(document + "\\begin{document}".length(), end < 0 ? tex.length() : end);
        }
        tex = stripDelimiters(tex.strip()).strip();
        tex = tidyLines(tex);
        if (tex.startsWith("{\\displaystyle") && closesAtEnd(tex)) {
            tex = tex.substring("{\\displaystyle".length(), tex.length() - 1).strip();
        } else if (tex.startsWith("{\\textstyle") && closesAtEnd(tex)) {
            tex = tex.substring("{\\textstyle".length(), tex.length() - 1).strip();
        }
        return escapeDollars(isStyleAlone(tex) ? "" : withoutOpenEscape(tex));
    }

    /** A style and blanks show nothing: cells of aligned steps that are left empty. */
    private static boolean isStyleAlone(String tex) {
        return tex.length() <= 30 && tex.startsWith("\\") && tex.replaceAll("\\\\(displaystyle|textstyle|scriptstyle|ds|q?quad|[,;:! ])(?![a-zA-Z])|[\\s{}~]", "").isEmpty();
    }

    /** A backslash whose blank was stripped would escape the delimiter behind the formula. */
    private static String withoutOpenEscape(String tex) {
        String open = tex;
        while (true) {
            int slashes = 0;
            while (slashes < open.length() && open.charAt(open.length() - 1 - slashes) == '\\') {
                slashes++;
            }
            if (slashes % 2 == 0) {
                return open;
            }
            open = open.substring(0, open.length() - 1).strip();
        }
    }

    /** {@code % <![CDATA[ … %]]>}: what XHTML pages and kramdown wrap scripts in. */
    private static String unwrapCdata(String tex) {
        int start = tex.indexOf("<![CDATA[");
        if (start < 0) {
            return tex;
        }
        int end = tex.lastIndexOf("]]>");
        String inner = tex.substring(start + 9, end < start ? tex.length() : end).strip();
        String before = tex.substring(0, start).strip();
        before = before.endsWith("%") ? before.substring(0, before.length() - 1) : before;
        return before + (inner.endsWith("%") && !inner.endsWith("\\%") ? inner.substring(0, inner.length() - 1) : inner);
    }

    /** Takes off the delimiters that enclose the whole of {@code tex}. */
    static String stripDelimiters(String tex) {
        for (String[] pair : ENCLOSING) {
            if (tex.length() > pair[0].length() + pair[1].length() && tex.startsWith(pair[0]) && tex.endsWith(pair[1])) {
                String inner = tex.substring(pair[0].length(), tex.length() - pair[1].length());
                if (!inner.contains(pair[1]) || (pair[1].equals("$") && inner.contains("\\text"))) {
                    return inner.strip();
                }
            }
        }
        return tex;
    }

    /** Resolves references in text that was escaped once more than it should have been; other text comes back as it is. */
    static String unescaped(String text) {
        return text.indexOf('&') < 0 ? text : Parser.unescapeEntities(text, false);
    }

    /**
     * True if LaTeX is nothing but environments that display themselves and that LaTeX refuses within dollars:
     * {@code \begin{align}…\end{align}} and its like.
     */
    static boolean isDisplayEnvironment(String tex) {
        int at = 0;
        while (tex.startsWith("\\begin{", at)) {
            int close = tex.indexOf('}', at);
            if (close < 0 || !DISPLAY_ENVIRONMENTS.contains(tex.substring(at + "\\begin{".length(), close))) {
                return false;
            }
            String end = "\\end" + tex.substring(at + "\\begin".length(), close + 1);
            int last = tex.indexOf(end, close);
            if (last < 0) {
                return false;
            }
            at = last + end.length();
            if (at == tex.length()) {
                return true;
            }
            while (at < tex.length() && tex.charAt(at) <= ' ') {
                at++;
            }
        }
        return false;
    }

    private static boolean closesAtEnd(String tex) {
        int depth = 0;
        for (int i = 0; i < tex.length(); i++) {
            char c = tex.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i == tex.length() - 1;
            }
        }
        return false;
    }

    /** White space runs to one blank or, where the source broke the line, one line break; comments keep their own line break. */
    private static String tidyLines(String tex) {
        StringBuilder out = new StringBuilder(tex.length());
        int i = 0;
        while (i < tex.length()) {
            char c = tex.charAt(i);
            if (c == '\\' && i + 1 < tex.length()) {
                char next = tex.charAt(i + 1);
                out.append(c).append(next == '\n' || next == '\r' || next == '\t' ? ' ' : next);
                i += 2;
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
                boolean broken = false;
                while (i < tex.length() && tex.charAt(i) <= ' ') {
                    broken |= tex.charAt(i) == '\n' || tex.charAt(i) == '\r';
                    i++;
                }
                out.append(broken ? '\n' : ' ');
            } else if (c == '%' && commentIsWholeLine(out) && tex.indexOf('\n', i) > 0) {
                i = tex.indexOf('\n', i) + 1;
            } else {
                if (c >= ' ') {
                    out.append(c);
                }
                i++;
            }
        }
        return out.toString();
    }

    /** LaTeX for running text: on one line, unless a comment needs its line break. */
    static String inline(String tex) {
        return tex.indexOf('\n') < 0 || hasComment(tex) ? tex : tex.replace('\n', ' ');
    }

    /** LaTeX on one line, comments taken out. */
    static String oneLine(String tex) {
        if (tex.indexOf('\n') < 0) {
            return tex;
        }
        return tex.replaceAll("(?<!\\\\)%[^\n]*\n", "").replace('\n', ' ');
    }

    private static boolean hasComment(String tex) {
        for (int at = tex.indexOf('%'); at >= 0; at = tex.indexOf('%', at + 1)) {
            if (at == 0 || tex.charAt(at - 1) != '\\') {
                return true;
            }
        }
        return false;
    }

    private static boolean commentIsWholeLine(StringBuilder out) {
        return out.length() == 0 || out.charAt(out.length() - 1) == '\n';
    }

    /** A bare dollar inside a formula is only sound inside {@code \text{…}}; elsewhere it would end the formula. */
    private static String escapeDollars(String tex) {
        int at = tex.indexOf('$');
        if (at < 0) {
            return tex;
        }
        if (tex.contains("\\text") || tex.contains("\\mbox") || tex.contains("\\hbox")) {
            return tex;
        }
        StringBuilder out = new StringBuilder(tex.length() + 2);
        for (int i = 0; i < tex.length(); i++) {
            char c = tex.charAt(i);
            if (c == '\\' && i + 1 < tex.length()) {
                out.append(c).append(tex.charAt(++i));
            } else if (c == '$') {
                out.append("\\$");
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** True if braces, {@code \left}/{@code \right} and environments match. */
    static boolean isBalanced(String tex) {
        int braces = 0;
        int fences = 0;
        Deque<String> environments = new ArrayDeque<>();
        for (int i = 0; i < tex.length(); i++) {
            char c = tex.charAt(i);
            if (c == '{') {
                braces++;
            } else if (c == '}') {
                if (--braces < 0) {
                    return false;
                }
            } else if (c == '\\') {
                int end = commandEnd(tex, i);
                if (is(tex, i, end, "\\left")) {
                    fences++;
                } else if (is(tex, i, end, "\\right")) {
                    fences--;
                } else if (is(tex, i, end, "\\begin")) {
                    environments.push(argument(tex, end));
                } else if (is(tex, i, end, "\\end")) {
                    if (environments.isEmpty() || !environments.pop().equals(argument(tex, end))) {
                        return false;
                    }
                }
                i = end - 1;
            }
        }
        return braces == 0 && fences == 0 && environments.isEmpty();
    }

    /** The index behind the command that starts with the backslash at {@code at}. */
    static int commandEnd(CharSequence tex, int at) {
        int i = at + 1;
        while (i < tex.length() && isLetter(tex.charAt(i))) {
            i++;
        }
        return i == at + 1 ? Math.min(tex.length(), at + 2) : i;
    }

    /** The index behind the brace that closes the one at {@code at}, or -1. */
    static int groupEnd(CharSequence tex, int at) {
        return groupEnd(tex, at, tex.length());
    }

    /** As {@link #groupEnd(CharSequence, int)}, if the brace closes before {@code limit}. */
    static int groupEnd(CharSequence tex, int at, int limit) {
        int depth = 0;
        for (int i = at; i < limit; i++) {
            char c = tex.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** True if the text holds something only LaTeX has: a command, a script with braces, an alignment. */
    static boolean looksLikeTex(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && (isLetter(text.charAt(i + 1)) || "{}|,;!\\".indexOf(text.charAt(i + 1)) >= 0)) {
                return true;
            }
            if ((c == '^' || c == '_') && i > 0 && i + 1 < text.length() && text.charAt(i + 1) > ' ' && text.charAt(i + 1) != c) {
                return true;
            }
        }
        return false;
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean is(String tex, int from, int to, String command) {
        return to - from == command.length() && tex.startsWith(command, from);
    }

    private static String argument(String tex, int at) {
        int close = at < tex.length() && tex.charAt(at) == '{' ? tex.indexOf('}', at) : -1;
        return close < 0 ? "" : tex.substring(at + 1, close);
    }
}
