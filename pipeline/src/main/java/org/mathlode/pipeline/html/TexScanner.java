package org.mathlode.pipeline.html;

import java.util.regex.Pattern;
import org.mathlode.pipeline.html.DelimiterSearch.Span;
import org.mathlode.pipeline.html.Formula.Placement;

/**
 * Finds formulas written into running text: TeX delimiters, those the page configured, environments, dollars that are no
 * prices, BBCode, AsciiMath. One per page.
 */
final class TexScanner {
    /** Colours and size behind a formula of WordPress: {@code &fg=aa0000&s=1}. */
    private static final Pattern WORDPRESS_STYLE = Pattern.compile("\\s*(?:&(?:fg|bg|s|c)=[0-9a-zA-Z]*)+\\s*$");

    /** The pattern is not looked for in longer formulas: it begins anew at every ampersand. */
    private static final int LONGEST_STYLED = 600;

    private final MathConfig config;
    private final Macros macros;
    private final WorkBudget work;
    private final DelimiterSearch search;

    TexScanner(MathConfig config, Macros macros, WorkBudget work) {
        this.config = config;
        this.macros = macros;
        this.work = work;
        this.search = new DelimiterSearch(work);
    }

    /** Replaces the formulas in a line by marks. */
    void scan(Line line) {
        StringBuilder text = line.text;
        StringBuilder out = null;
        int copied = 0;
        int i = 0;
        int length = text.length();
        search.restart();
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
                case '#':
                    span = config.renders() ? hashes(text, i) : null;
                    break;
                case '`':
                    span = config.asciiMath() ? search.inline(text, i, "`", "`", FormulaSource.ASCIIMATH) : null;
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
            i = span.end();
            copied = i;
        }
        if (out != null) {
            out.append(text, copied, length);
            text.setLength(0);
            text.append(out);
        }
    }

    private void emit(Line line, Span span, StringBuilder out) {
        String body = span.raw() != null ? span.raw() : line.latex(line.text, span.from(), span.to());
        if (span.source() == FormulaSource.ASCIIMATH) {
            body = AsciiMath.toLatex(body);
        }
        String tex = macros.withoutDefinitions(Latex.clean(body));
        if (tex.isEmpty()) {
            return;
        }
        line.mark(new Line.FormulaAtom(new Formula(tex, span.placement(), span.source())), out);
    }

    private Span backslash(StringBuilder text, int at) {
        if (at + 1 >= text.length()) {
            return null;
        }
        char next = text.charAt(at + 1);
        switch (next) {
            case '(':
                return config.roundDisplays() ? search.display(text, at, "\\(", "\\)") : search.inline(text, at, "\\(", "\\)", FormulaSource.DELIMITER);
            case '[':
                return config.squareIsInline() ? search.inline(text, at, "\\[", "\\]", FormulaSource.DELIMITER) : search.display(text, at, "\\[", "\\]");
            case '\\':
                if (at + 2 < text.length() && text.charAt(at + 2) == '(') {
                    return search.inline(text, at, "\\\\(", "\\\\)", FormulaSource.DELIMITER);
                }
                if (at + 2 < text.length() && text.charAt(at + 2) == '[') {
                    return search.display(text, at, "\\\\[", "\\\\]");
                }
                return null;
            case 'f':
                if (DelimiterSearch.starts(text, at, "\\f$")) {
                    return search.inline(text, at, "\\f$", "\\f$", FormulaSource.DELIMITER);
                }
                return DelimiterSearch.starts(text, at, "\\f[") ? search.display(text, at, "\\f[", "\\f]") : null;
            case 'b':
                return DelimiterSearch.starts(text, at, "\\begin{") ? search.environment(text, at) : null;
            default:
                int end = macros.definitionEnd(text, at);
                return end > 0 ? new Span(at, at, end, Placement.INLINE, FormulaSource.DELIMITER, macros.remember(text.substring(at, end))) : null;
        }
    }

    private Span dollar(Line line, StringBuilder text, int at) {
        int length = text.length();
        if (at + 1 >= length) {
            return null;
        }
        if (DelimiterSearch.starts(text, at, "$$$$$$") && !search.isMissing(text, "$$$$$$", at + 6)) {
            return search.configured(text, at, "$$$$$$", "$$$$$$", Placement.DISPLAY); // Codeforces
        }
        if (DelimiterSearch.starts(text, at, "$$$") && !search.isMissing(text, "$$$", at + 3)) {
            Span span = search.inline(text, at, "$$$", "$$$", FormulaSource.DOLLAR);
            return span == null || Prose.soundsLikeProse(text.subSequence(span.from(), span.to())) ? null : span;
        }
        if (text.charAt(at + 1) == '$') {
            int close = search.closingDollars(text, at);
            if (close < 0) {
                return null;
            }
            String body = line.latex(text, at + 2, close);
            boolean formula = !body.isBlank() && (config.renders() ? !plainProse(body) : Latex.looksLikeTex(body) || !Prose.soundsLikeProse(body));
            return formula ? new Span(at + 2, close, close + 2, Placement.DISPLAY, FormulaSource.DOLLAR, null) : null;
        }
        if (at > 0 && text.charAt(at - 1) == '\\') {
            return null;
        }
        int close = search.closingDollar(text, at + 1);
        if (close < 0) {
            return null;
        }
        // a mark of emphasis may be an underscore, but it must not make a formula of prose between two prices
        String marked = text.substring(at + 1, close).replace(String.valueOf(Line.EMPHASIS), "");
        String body = line.latex(marked, 0, marked.length());
        if (body.startsWith("latex ")) {
            int end = body.length() > LONGEST_STYLED ? body.length() : WORDPRESS_STYLE.matcher(body).replaceFirst("").length();
            return end < body.length() && body.length() == close - at - 1 ? new Span(at + 7, at + 1 + end, close + 1, Placement.INLINE, FormulaSource.DOLLAR, null) : new Span(at + 7, close, close + 1, Placement.INLINE, FormulaSource.DOLLAR, null);
        }
        if (body.startsWith("`") && body.endsWith("`") && body.length() > 2) {
            return new Span(at + 2, close - 1, close + 1, Placement.INLINE, FormulaSource.DOLLAR, null);
        }
        boolean digitFollows = close + 1 < length && Character.isDigit(text.charAt(close + 1));
        return DollarRule.isFormula(body, digitFollows, trust()) ? new Span(at + 1, close, close + 1, Placement.INLINE, FormulaSource.DOLLAR, null) : null;
    }

    /** {@code ##x^2##}, as forums of physics write it, but not {@code ## a heading ##}. */
    private Span hashes(StringBuilder text, int at) {
        if (at + 4 >= text.length() || text.charAt(at + 1) != '#' || text.charAt(at + 2) <= ' ' || text.charAt(at + 2) == '#') {
            return null;
        }
        Span span = search.inline(text, at, "##", "##", FormulaSource.DELIMITER);
        return span == null || text.charAt(span.to() - 1) <= ' ' || Prose.soundsLikeProse(text.subSequence(span.from(), span.to())) ? null : span;
    }

    private DollarRule.Trust trust() {
        return config.dollarDeclared() ? DollarRule.Trust.DECLARED : config.renders() ? DollarRule.Trust.RENDERS : DollarRule.Trust.NONE;
    }

    private static boolean plainProse(String body) {
        return !Latex.looksLikeTex(body) && Prose.soundsLikeProse(body) && body.indexOf('=') < 0;
    }

    private Span bracket(StringBuilder text, int at) {
        if (at + 1 >= text.length()) {
            return null;
        }
        if (text.charAt(at + 1) == ';') {
            return search.inline(text, at, "[;", ";]", FormulaSource.BBCODE);
        }
        return search.tags(text, at);
    }

    private Span custom(StringBuilder text, int at) {
        for (MathConfig.Delimiters pair : config.custom()) {
            if (text.charAt(at) == pair.open().charAt(0) && DelimiterSearch.starts(text, at, pair.open())) {
                Span span = search.configured(text, at, pair.open(), pair.close(), pair.placement());
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
                } else if (DelimiterSearch.starts(text, i, "\\begin{")) {
                    open++;
                    lastOpen = i;
                } else if (DelimiterSearch.starts(text, i, "\\end{")) {
                    open--;
                }
                i++;
            }
        }
        return (dollars % 2 == 1 || open > 0) && text.length() - lastOpen < 3_000;
    }
}
