package org.mathlode.pipeline.html;

import java.util.HashSet;
import java.util.Set;
import org.mathlode.pipeline.html.Formula.Placement;

/**
 * Finds formulas written into running text: TeX delimiters, those the page configured, environments, dollars that are no
 * prices, BBCode, AsciiMath. One per page.
 */
final class TexScanner {
    private static final int LONGEST_INLINE = 4_000;
    private static final int LONGEST_DISPLAY = 40_000;
    private static final Set<String> ENVIRONMENTS = Set.of("align", "align*", "aligned", "alignat", "alignat*", "equation", "equation*", "eqnarray",
            "eqnarray*", "gather", "gather*", "gathered", "multline", "multline*", "displaymath", "math", "split", "flalign", "flalign*", "array",
            "matrix", "pmatrix", "bmatrix", "vmatrix", "Vmatrix", "Bmatrix", "smallmatrix", "cases", "dcases", "subequations", "CD", "tikzcd", "dmath", "dmath*", "numcases");
    private static final String[] BB_TAGS = {"tex", "itex", "math", "latex", "imath", "dmath", "eqn", "mathjax", "m", "katex", "formula"};

    private final MathConfig config;
    private final Macros macros;
    private final WorkBudget work;
    /** Closing delimiters that do not occur behind the position the scan has reached. */
    private final Set<String> missing = new HashSet<>();

    TexScanner(MathConfig config, Macros macros, WorkBudget work) {
        this.config = config;
        this.macros = macros;
        this.work = work;
    }

    /** Replaces the formulas in a line by marks. */
    void scan(Line line) {
        StringBuilder text = line.text;
        StringBuilder out = null;
        int copied = 0;
        int i = 0;
        int length = text.length();
        missing.clear();
        work.spend(length);
        while (i < length) {
            char c = text.charAt(i);
            if (c == Line.MARK) {
                i += 3;
                continue;
            }
            Span span = null;
            switch (c) {
                case '\\':
                    span = backslash(text, i);
                    break;
                case '$':
                    span = dollar(line, text, i);
                    break;
                case '[':
                    span = bracket(text, i);
                    break;
                case '`':
                    span = config.asciiMath() ? between(text, i, "`", "`", LONGEST_INLINE, Placement.INLINE, FormulaSource.ASCIIMATH) : null;
                    break;
                default:
                    break;
            }
            if (span == null && !config.custom().isEmpty()) {
                span = custom(text, i);
            }
            if (span == null) {
                if (c == '$') {
                    text.setCharAt(i, Line.PLAIN_DOLLAR);
                } else if (c == '\\' && i + 1 < length && (text.charAt(i + 1) == '$')) {
                    out = out == null ? new StringBuilder(length) : out;
                    out.append(text, copied, i).append(Line.PLAIN_DOLLAR);
                    i += 2;
                    copied = i;
                    continue;
                }
                i++;
                continue;
            }
            out = out == null ? new StringBuilder(length) : out;
            out.append(text, copied, i);
            emit(line, span, out);
            i = span.end;
            copied = i;
        }
        if (out != null) {
            out.append(text, copied, length);
            text.setLength(0);
            text.append(out);
        }
    }

    private void emit(Line line, Span span, StringBuilder out) {
        String body = span.raw != null ? span.raw : line.latex(line.text, span.from, span.to);
        if (span.source == FormulaSource.ASCIIMATH) {
            body = AsciiMath.toLatex(body);
        }
        String tex = macros.withoutDefinitions(Latex.clean(body));
        if (tex.isEmpty()) {
            return;
        }
        line.mark(new Line.FormulaAtom(new Formula(tex, span.placement, span.source)), out);
    }

    /** A formula found in the text: its inside is {@code from..to}, it ends at {@code end}. */
    private record Span(int from, int to, int end, Placement placement, FormulaSource source, String raw) {}

    private Span backslash(StringBuilder text, int at) {
        if (at + 1 >= text.length()) {
            return null;
        }
        char next = text.charAt(at + 1);
        switch (next) {
            case '(':
                return between(text, at, "\\(", "\\)", LONGEST_INLINE, Placement.INLINE, FormulaSource.DELIMITER);
            case '[':
                return between(text, at, "\\[", "\\]", LONGEST_DISPLAY, Placement.DISPLAY, FormulaSource.DELIMITER);
            case '\\':
                if (at + 2 < text.length() && text.charAt(at + 2) == '(') {
                    return between(text, at, "\\\\(", "\\\\)", LONGEST_INLINE, Placement.INLINE, FormulaSource.DELIMITER);
                }
                if (at + 2 < text.length() && text.charAt(at + 2) == '[') {
                    return between(text, at, "\\\\[", "\\\\]", LONGEST_DISPLAY, Placement.DISPLAY, FormulaSource.DELIMITER);
                }
                return null;
            case 'f':
                if (starts(text, at, "\\f$")) {
                    return between(text, at, "\\f$", "\\f$", LONGEST_INLINE, Placement.INLINE, FormulaSource.DELIMITER);
                }
                return starts(text, at, "\\f[") ? between(text, at, "\\f[", "\\f]", LONGEST_DISPLAY, Placement.DISPLAY, FormulaSource.DELIMITER) : null;
            case 'b':
                return starts(text, at, "\\begin{") ? environment(text, at) : null;
            default:
                int end = macros.definitionEnd(text, at);
                return end > 0 ? new Span(at, at, end, Placement.INLINE, FormulaSource.DELIMITER, macros.remember(text.substring(at, end))) : null;
        }
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

    private boolean isMissing(StringBuilder text, String close, int from) {
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

    private Span environment(StringBuilder text, int at) {
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

    private Span dollar(Line line, StringBuilder text, int at) {
        int length = text.length();
        if (at + 1 >= length) {
            return null;
        }
        if (starts(text, at, "$$$") && !isMissing(text, "$$$", at + 3)) {
            return between(text, at, "$$$", "$$$", LONGEST_INLINE, Placement.INLINE, FormulaSource.DOLLAR);
        }
        if (text.charAt(at + 1) == '$') {
            int from = at + 2;
            int limit = Math.min(length, from + LONGEST_DISPLAY);
            for (int i = from; i + 1 < limit; i++) {
                char c = text.charAt(i);
                if (c == '\\') {
                    i++;
                } else if (c == '$' && text.charAt(i + 1) == '$') {
                    work.spend(i - at);
                    String body = line.latex(text, from, i);
                    boolean formula = !body.isBlank() && (config.renders() ? !plainProse(body) : Latex.looksLikeTex(body) || !soundsLikeProse(body));
                    return formula ? new Span(from, i, i + 2, Placement.DISPLAY, FormulaSource.DOLLAR, null) : null;
                }
            }
            work.spend(limit - at);
            return null;
        }
        if (at > 0 && text.charAt(at - 1) == '\\') {
            return null;
        }
        int close = closingDollar(text, at + 1);
        if (close < 0) {
            return null;
        }
        // a mark of emphasis may be an underscore, but it must not make a formula of prose between two prices
        String marked = text.substring(at + 1, close).replace(String.valueOf(Line.EMPHASIS), "");
        String body = line.latex(marked, 0, marked.length());
        if (body.startsWith("latex ")) {
            return new Span(at + 7, close, close + 1, Placement.INLINE, FormulaSource.DOLLAR, null);
        }
        if (body.startsWith("`") && body.endsWith("`") && body.length() > 2) {
            return new Span(at + 2, close - 1, close + 1, Placement.INLINE, FormulaSource.DOLLAR, null);
        }
        boolean digitFollows = close + 1 < length && Character.isDigit(text.charAt(close + 1));
        return DollarRule.isFormula(body, digitFollows, trust()) ? new Span(at + 1, close, close + 1, Placement.INLINE, FormulaSource.DOLLAR, null) : null;
    }

    private DollarRule.Trust trust() {
        return config.dollarDeclared() ? DollarRule.Trust.DECLARED : config.renders() ? DollarRule.Trust.RENDERS : DollarRule.Trust.NONE;
    }

    private static boolean plainProse(String body) {
        return !Latex.looksLikeTex(body) && soundsLikeProse(body) && body.indexOf('=') < 0;
    }

    /** The dollar that closes one before {@code from}: outside braces if possible. */
    private int closingDollar(StringBuilder text, int from) {
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

    private Span bracket(StringBuilder text, int at) {
        if (at + 1 >= text.length()) {
            return null;
        }
        if (text.charAt(at + 1) == ';') {
            return between(text, at, "[;", ";]", LONGEST_INLINE, Placement.INLINE, FormulaSource.BBCODE);
        }
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

    private Span custom(StringBuilder text, int at) {
        for (MathConfig.Delimiters pair : config.custom()) {
            if (text.charAt(at) == pair.open().charAt(0) && starts(text, at, pair.open())) {
                Span span = between(text, at, pair.open(), pair.close(), LONGEST_DISPLAY, pair.placement(), FormulaSource.DELIMITER);
                if (span != null) {
                    return span;
                }
            }
        }
        return null;
    }

    /** True if a line ends inside a displayed formula that a later paragraph may close. */
    static boolean endsInsideDisplay(StringBuilder text) {
        int dollars = 0;
        int open = 0;
        int lastOpen = -1;
        for (int i = 0; i + 1 < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '$' && text.charAt(i + 1) == '$') {
                dollars++;
                lastOpen = i;
                i++;
            } else if (c == '\\') {
                char next = text.charAt(i + 1);
                if (next == '[' && (i == 0 || text.charAt(i - 1) != '\\')) {
                    open = 1;
                    lastOpen = i;
                } else if (next == ']') {
                    open = 0;
                } else if (starts(text, i, "\\begin{")) {
                    open++;
                    lastOpen = i;
                } else if (starts(text, i, "\\end{")) {
                    open--;
                }
                i++;
            }
        }
        return (dollars % 2 == 1 || open > 0) && text.length() - lastOpen < 3_000;
    }

    /** True if a text has two plain words of three or more letters in a row, or reads as a sentence. */
    static boolean soundsLikeProse(CharSequence text) {
        int words = 0;
        int letters = 0;
        int cjk = 0;
        int braces = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c == '\\') {
                int end = Latex.commandEnd(text, i);
                i = end - 1;
                letters = 0;
            } else if (c == '{') {
                braces++;
                letters = 0;
            } else if (c == '}') {
                braces--;
                letters = 0;
            } else if (braces > 0) {
                continue;
            } else if (Character.isLetter(c) && c < 0x2E80) {
                letters++;
            } else {
                boolean wordEnd = c == ' ' || c == '\n' || c == ',' || c == '.' || c == ';' || c == ':' || c == '!' || c == '?';
                if (letters >= 3 && wordEnd && !isFunction(text, i - letters, i)) {
                    if (++words >= 2) {
                        return true;
                    }
                } else if (letters >= 1 && !wordEnd) {
                    words = 0;
                }
                letters = 0;
                cjk += c >= 0x2E80 && Character.isLetter(c) ? 1 : 0;
                if (cjk >= 6) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isFunction(CharSequence text, int from, int to) {
        return to - from <= 6 && from >= 0 && MathSymbols.FUNCTIONS.contains(text.subSequence(from, to).toString());
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
