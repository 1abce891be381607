package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a page's scripts and elements say about how it carries mathematics. Read once per page, before rendering. */
final class MathConfig {
    /** A pair of delimiters a page configured for MathJax or KaTeX. */
    record Delimiters(String open, String close, Formula.Placement placement) {}

    private static final int LONGEST_DELIMITER = 200;
    private static final int LONGEST_MACRO = 4_000;
    private static final int MOST_DELIMITERS = 50;

    private final List<Delimiters> custom = new ArrayList<>();
    private final Set<String> sources = new HashSet<>();
    private final List<String> macros = new ArrayList<>();
    /** What the page says of the two usual pairs; null if nothing. */
    private Formula.Placement round;
    private Formula.Placement square;
    private boolean renders;
    private boolean dollarDeclared;
    private boolean asciiMath;
    private boolean scripts;
    private boolean texInVar;

    private MathConfig() {}

    static MathConfig read(PageTree tree) {
        MathConfig config = new MathConfig();
        for (int i = 0; i < tree.size(); i++) {
            Tag tag = tree.tag(i);
            if (tag == Tag.SCRIPT) {
                config.script(tree, i);
            } else if (tag == Tag.VAR && !config.texInVar) {
                config.texInVar = isTexVariable(tree.text(i));
            }
        }
        return config;
    }

    /** True for {@code a_i}, {@code x^2} and whatever holds a command, but not for {@code accept_filter}. */
    private static boolean isTexVariable(String text) {
        for (int i = 0; i + 1 < text.length(); i++) {
            char c = text.charAt(i);
            boolean base = i > 0 && (!Latex.isLetter(text.charAt(i - 1)) || i == 1 || !Latex.isLetter(text.charAt(i - 2)) && text.charAt(i - 2) != '_');
            boolean script = (c == '_' || c == '^') && base && (i + 2 >= text.length() || !Latex.isLetter(text.charAt(i + 1)) || !Latex.isLetter(text.charAt(i + 2)));
            if (script || c == '\\' && Latex.isLetter(text.charAt(i + 1)) && (i == 0 || text.charAt(i - 1) != ':')) {
                return true;
            }
        }
        return false;
    }

    /** MathJax, KaTeX or the like runs on the page. */
    boolean renders() {
        return renders;
    }

    /** The page says that single dollars delimit formulas. */
    boolean dollarDeclared() {
        return dollarDeclared;
    }

    /** Back quotes delimit AsciiMath. */
    boolean asciiMath() {
        return asciiMath;
    }

    /** The page holds {@code <script type="math/tex">}, so MathJax output is a copy. */
    boolean scripts() {
        return scripts;
    }

    /** {@code <var>} holds TeX on this page. */
    boolean texInVar() {
        return texInVar;
    }

    /** True if the page holds the script element that MathJax output with this id was made from. */
    boolean hasSource(String outputId) {
        String id = outputId.endsWith("-Frame") ? outputId.substring(0, outputId.length() - 6) : outputId;
        return sources.contains(id);
    }

    /** Macros of the page's configuration, as definitions in LaTeX. */
    List<String> macros() {
        return macros;
    }

    /** {@code \\(…\\)} is configured to display. */
    boolean roundDisplays() {
        return round == Formula.Placement.DISPLAY;
    }

    /** {@code \\[…\\]} is configured for formulas within a line. */
    boolean squareIsInline() {
        return square == Formula.Placement.INLINE;
    }

    /** Delimiters beyond the usual ones. */
    List<Delimiters> custom() {
        return custom;
    }

    private void script(PageTree tree, int node) {
        String type = tree.attribute(node, "type");
        if (type != null && (type.startsWith("math/") || type.startsWith("text/tex") || type.startsWith("text/latex"))) {
            scripts |= type.startsWith("math/tex") || type.startsWith("math/mml") || type.startsWith("math/asciimath");
            String id = tree.attribute(node, "id");
            if (id != null) {
                sources.add(id);
            }
            renders = true;
            return;
        }
        String src = tree.attribute(node, "src");
        if (src != null) {
            String address = src.toLowerCase(java.util.Locale.ROOT);
            if (address.contains("mathjax") || address.contains("katex") || address.contains("jsmath") || address.contains("tex-chtml") || address.contains("tex-mml")) {
                renders = true;
            }
            if (address.contains("asciimath") || address.contains("config=am_") || address.contains("config=am-") || address.contains("-am_") || address.contains("mathjax") && address.contains("am_")) {
                asciiMath = true;
                renders = true;
            }
        }
        int raw = tree.firstChild(node);
        if (raw != PageTree.NONE && (tree.tag(raw) == Tag.RAW || tree.isText(raw)) && mentionsMath(tree.characters(raw))) {
            configuration(tree.rawText(node));
        }
    }

    /** Looks for "mathjax", "katex", "tex2jax", "asciimath" and "renderMathInElement" by their rarest letters. */
    private static boolean mentionsMath(String source) {
        for (int i = source.indexOf('x', 4); i >= 0; i = source.indexOf('x', i + 1)) {
            if (isMathName(source, i)) {
                return true;
            }
        }
        for (int i = source.indexOf('X', 4); i >= 0; i = source.indexOf('X', i + 1)) {
            if (isMathName(source, i)) {
                return true;
            }
        }
        return source.indexOf("oInM", 1) >= 0;
    }

    private static boolean isMathName(String source, int x) {
        char before = source.charAt(x - 1);
        return before == 'a' && (source.charAt(x - 2) | 32) == 'j' || (before == 'e' || before == 'E') && (source.charAt(x - 2) | 32) == 't' && (source.charAt(x - 3) | 32) == 'a';
    }

    private void configuration(String script) {
        renders = true;
        if (script.contains("asciimath") || script.contains("AsciiMath") || script.contains("AM_HTML") || script.contains("AM_CHTML")) {
            asciiMath |= script.contains("asciimath2jax") || script.contains("input/asciimath") || script.contains("input/AsciiMath")
                    || script.contains("AM_HTML") || script.contains("AM_CHTML");
        }
        pairs(script, "inlineMath", Formula.Placement.INLINE);
        pairs(script, "displayMath", Formula.Placement.DISPLAY);
        katexPairs(script);
        macros(script);
    }

    /** {@code inlineMath: [['$','$'], ['\\(','\\)']]}: string literals in brackets behind the name. */
    private void pairs(String script, String name, Formula.Placement placement) {
        int lists = 0;
        for (int at = script.indexOf(name); at >= 0 && lists++ < MOST_DELIMITERS; at = script.indexOf(name, at + 1)) {
            int i = at + name.length();
            while (i < script.length() && script.charAt(i) != '[' && i < at + name.length() + 12) {
                i++;
            }
            int depth = 0;
            String open = null;
            for (; i < script.length() && i < at + 2_000; i++) {
                char c = script.charAt(i);
                if (c == '[') {
                    depth++;
                    open = null;
                } else if (c == ']') {
                    if (--depth <= 0) {
                        break;
                    }
                } else if (c == '\'' || c == '"') {
                    int end = literalEnd(script, i, LONGEST_DELIMITER);
                    String literal = literal(script, i + 1, end);
                    if (open == null) {
                        open = literal;
                    } else {
                        add(open, literal, placement);
                        open = null;
                    }
                    i = end;
                }
            }
        }
    }

    /** {@code {left: "$", right: "$", display: false}}. */
    private void katexPairs(String script) {
        for (int at = script.indexOf("left"); at >= 0; at = script.indexOf("left", at + 1)) {
            int end = indexOf(script, '}', at, at + 201);
            if (end < 0) {
                continue;
            }
            String open = member(script, "left", at, end + 1);
            String close = member(script, "right", at, Math.min(script.length(), end + 40));
            if (open != null && close != null) {
                String entry = script.substring(at, Math.min(script.length(), end + 40));
                add(open, close, entry.contains("true") || entry.contains("!0") ? Formula.Placement.DISPLAY : Formula.Placement.INLINE);
            }
        }
    }

    private static String member(String script, String name, int from, int to) {
        int at = from;
        while (at < to && !script.startsWith(name, at)) {
            at++;
        }
        if (at >= to) {
            return null;
        }
        int i = at + name.length();
        while (i < to && "\"': \t\n".indexOf(script.charAt(i)) >= 0 && !(isQuote(script.charAt(i)) && i > at + name.length() + 1)) {
            i++;
        }
        if (i >= to || !isQuote(script.charAt(i))) {
            return null;
        }
        return literal(script, i + 1, literalEnd(script, i, LONGEST_DELIMITER));
    }

    /** {@code Macros: {RR: "{\\bf R}", bold: ["{\\bf #1}", 1]}}, kept as {@code \\newcommand}. */
    private void macros(String script) {
        for (int at = indexOfMacros(script, 0); at >= 0; at = indexOfMacros(script, at + 6)) {
            int i = indexOf(script, '{', at, at + 13);
            if (i < 0) {
                continue;
            }
            i++;
            while (i < script.length() && macros.size() < 1_000) {
                while (i < script.length() && " \t\r\n,'\"\\".indexOf(script.charAt(i)) >= 0) {
                    i++;
                }
                int start = i;
                while (i < script.length() && Character.isLetterOrDigit(script.charAt(i))) {
                    i++;
                }
                String name = script.substring(start, i);
                boolean colon = false;
                while (i < script.length() && " \t\r\n:'\"[".indexOf(script.charAt(i)) >= 0 && !(isQuote(script.charAt(i)) && colon)) {
                    colon |= script.charAt(i) == ':';
                    i++;
                }
                if (name.isEmpty() || i >= script.length() || !isQuote(script.charAt(i))) {
                    break;
                }
                int end = literalEnd(script, i, LONGEST_MACRO);
                String body = literal(script, i + 1, end);
                i = Math.min(script.length(), end + 1);
                int next = i;
                while (next < script.length() && " ,".indexOf(script.charAt(next)) >= 0) {
                    next++;
                }
                boolean arguments = next < script.length() && Character.isDigit(script.charAt(next));
                macros.add("\\newcommand{\\" + name + "}" + (arguments ? "[" + script.charAt(next) + "]" : "") + "{" + body + "}");
                i = arguments ? script.indexOf(']', next) + 1 : i;
                if (i == 0) {
                    break;
                }
                while (i < script.length() && " \t\r\n]".indexOf(script.charAt(i)) >= 0) {
                    i++;
                }
                if (i >= script.length() || script.charAt(i) != ',') {
                    break;
                }
            }
        }
    }

    private static int indexOfMacros(String script, int from) {
        for (int at = script.indexOf("acros", from + 1); at > 0; at = script.indexOf("acros", at + 1)) {
            if ((script.charAt(at - 1) | 32) == 'm') {
                return at - 1;
            }
        }
        return -1;
    }

    /** The first {@code wanted} from {@code from} on and before {@code to}, or -1. */
    private static int indexOf(String script, char wanted, int from, int to) {
        for (int i = from; i < Math.min(to, script.length()); i++) {
            if (script.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private void add(String open, String close, Formula.Placement placement) {
        if (custom.size() == MOST_DELIMITERS || open.isEmpty() || close.isEmpty() || open.length() > 20 || close.length() > 20) {
            return;
        }
        if (open.equals("$")) {
            dollarDeclared = true;
            return;
        }
        if (open.equals("\\(")) {
            round = round == null || placement == Formula.Placement.INLINE ? placement : round;
        } else if (open.equals("\\[")) {
            square = square == null || placement == Formula.Placement.DISPLAY ? placement : square;
        }
        boolean usual = open.equals("$$") || open.equals("\\(") || open.equals("\\[") || open.startsWith("\\begin");
        boolean telling = open.length() > 1 || "$@#%!€§¤¦".indexOf(open.charAt(0)) >= 0;
        if (!usual && telling && !open.equals("`")) {
            custom.add(new Delimiters(open, close, placement));
        } else if (open.equals("`")) {
            asciiMath = true;
        }
    }

    private static int literalEnd(String script, int quote, int longest) {
        char mark = script.charAt(quote);
        int i = quote + 1;
        int last = Math.min(script.length(), quote + longest);
        while (i < last && script.charAt(i) != mark) {
            i += script.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, script.length());
    }

    private static String literal(String script, int from, int to) {
        StringBuilder out = new StringBuilder();
        for (int i = from; i < to; i++) {
            char c = script.charAt(i);
            if (c == '\\' && i + 1 < to) {
                c = script.charAt(++i);
            }
            out.append(c);
        }
        return out.toString();
    }
}
