package org.mathlode.pipeline.sample;

import java.util.stream.Collectors;

/** A formula in the forms other than TeX in which pages hold it. */
final class FormulaText {
    private FormulaText() {}

    /** The children of a MathML {@code math} element. */
    static String mathMl(Tex tex) {
        if (tex instanceof Tex.Row row) {
            return "<mrow>" + row.items().stream().map(FormulaText::mathMl).collect(Collectors.joining()) + "</mrow>";
        } else if (tex instanceof Tex.Symbol symbol) {
            String element = symbol.kind().name().toLowerCase(java.util.Locale.ROOT);
            return "<" + element + ">" + Html.escape(symbol.text().strip()) + "</" + element + ">";
        } else if (tex instanceof Tex.Fraction fraction) {
            return "<mfrac>" + mathMl(fraction.over()) + mathMl(fraction.under()) + "</mfrac>";
        } else if (tex instanceof Tex.Binomial binomial) {
            return "<mrow><mo>(</mo><mfrac linethickness=\"0\">" + mathMl(binomial.over()) + mathMl(binomial.under()) + "</mfrac><mo>)</mo></mrow>";
        } else if (tex instanceof Tex.Root root) {
            return "<msqrt>" + mathMl(root.inside()) + "</msqrt>";
        } else if (tex instanceof Tex.Script script) {
            String element = script.sub() == null ? "msup" : script.sup() == null ? "msub" : "msubsup";
            return "<" + element + ">" + mathMl(script.of()) + (script.sub() == null ? "" : mathMl(script.sub()))
                    + (script.sup() == null ? "" : mathMl(script.sup())) + "</" + element + ">";
        }
        return "<mrow><mo>(</mo><mtable>" + ((Tex.Matrix) tex).rows().stream()
                .map(row -> "<mtr>" + row.stream().map(cell -> "<mtd>" + mathMl(cell) + "</mtd>").collect(Collectors.joining()) + "</mtr>")
                .collect(Collectors.joining()) + "</mtable><mo>)</mo></mrow>";
    }

    /** AsciiMath, without its backticks. */
    static String asciiMath(Tex tex) {
        if (tex instanceof Tex.Row row) {
            return row.items().stream().map(FormulaText::asciiMath).collect(Collectors.joining(" "));
        } else if (tex instanceof Tex.Symbol symbol) {
            return asciiSymbol(symbol);
        } else if (tex instanceof Tex.Fraction fraction) {
            return asciiGroup(fraction.over()) + "/" + asciiGroup(fraction.under());
        } else if (tex instanceof Tex.Binomial binomial) {
            return "((" + asciiMath(binomial.over()) + "),(" + asciiMath(binomial.under()) + "))";
        } else if (tex instanceof Tex.Root root) {
            return "sqrt" + asciiGroup(root.inside());
        } else if (tex instanceof Tex.Script script) {
            return asciiMath(script.of()) + (script.sub() == null ? "" : "_" + asciiGroup(script.sub()))
                    + (script.sup() == null ? "" : "^" + asciiGroup(script.sup()));
        }
        return "[" + ((Tex.Matrix) tex).rows().stream()
                .map(row -> "[" + row.stream().map(FormulaText::asciiMath).collect(Collectors.joining(", ")) + "]")
                .collect(Collectors.joining(", ")) + "]";
    }

    private static String asciiGroup(Tex tex) {
        return tex instanceof Tex.Symbol ? asciiMath(tex) : "(" + asciiMath(tex) + ")";
    }

    private static String asciiSymbol(Tex.Symbol symbol) {
        if (symbol.kind() == Tex.Kind.MTEXT) {
            return "\"" + symbol.text() + "\"";
        }
        return switch (symbol.tex()) {
            case "\\infty" -> "oo";
            case "\\cdot" -> "*";
            case "\\times" -> "xx";
            case "\\div" -> "-:";
            case "\\le", "\\leq" -> "<=";
            case "\\ge", "\\geq" -> ">=";
            case "\\neq" -> "!=";
            case "\\to" -> "->";
            case "\\pm" -> "+-";
            case "\\equiv" -> "-=";
            case "\\approx" -> "~~";
            case "\\triangle" -> "/_\\";
            case "\\angle" -> "/_";
            case "\\circ" -> "@";
            default -> symbol.tex().startsWith("\\math") || symbol.tex().startsWith("\\operator") || symbol.text().equals("…")
                    ? symbol.text().equals("…") ? "..." : symbol.text().strip()
                    : symbol.tex().startsWith("\\") ? symbol.tex().substring(1) : symbol.tex();
        };
    }

    /** HTML with {@code sup}, {@code sub} and {@code i}, as pages were written before there was anything better. */
    static String supSub(Tex tex) {
        if (tex instanceof Tex.Row row) {
            return row.items().stream().map(FormulaText::supSub).collect(Collectors.joining());
        } else if (tex instanceof Tex.Symbol symbol) {
            String text = Html.escape(symbol.text());
            return switch (symbol.kind()) {
                case MI -> symbol.tex().length() == 1 ? "<i>" + text + "</i>" : text;
                case MO -> "+−=<>≤≥≠≡≈".contains(symbol.text()) ? " " + text + " " : text;
                default -> text;
            };
        } else if (tex instanceof Tex.Fraction fraction) {
            return supSubGroup(fraction.over()) + "/" + supSubGroup(fraction.under());
        } else if (tex instanceof Tex.Binomial binomial) {
            return "C(" + supSub(binomial.over()) + ", " + supSub(binomial.under()) + ")";
        } else if (tex instanceof Tex.Root root) {
            return "√" + supSubGroup(root.inside());
        } else if (tex instanceof Tex.Script script) {
            return supSub(script.of()) + (script.sub() == null ? "" : "<sub>" + supSub(script.sub()) + "</sub>")
                    + (script.sup() == null ? "" : "<sup>" + supSub(script.sup()) + "</sup>");
        }
        return "(" + ((Tex.Matrix) tex).rows().stream()
                .map(row -> row.stream().map(FormulaText::supSub).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; ")) + ")";
    }

    private static String supSubGroup(Tex tex) {
        return tex instanceof Tex.Symbol ? supSub(tex) : "(" + supSub(tex) + ")";
    }
}
