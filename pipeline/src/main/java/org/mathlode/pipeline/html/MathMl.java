package org.mathlode.pipeline.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Presentation MathML to LaTeX. MathJax 3's CHTML output ({@code mjx-mi}, {@code mjx-c}) is read by the same rules: its
 * elements mirror MathML's. Nesting beyond {@link #DEEPEST} is flattened to its characters.
 */
final class MathMl {
    private static final int DEEPEST = 150;
    private final PageTree tree;
    private final MathMlNodes nodes;
    private final MathMlFences fences;
    private final MathMlScripts scripts;
    private final StringBuilder out = new StringBuilder();

    private MathMl(PageTree tree) {
        this.tree = tree;
        this.nodes = new MathMlNodes(tree);
        this.fences = new MathMlFences(tree, nodes);
        this.scripts = new MathMlScripts(tree, nodes, this, out);
    }

    /** The LaTeX of a MathML element; empty if it holds nothing. */
    static String toLatex(PageTree tree, int node) {
        MathMl reader = new MathMl(tree);
        reader.row(node, 0);
        return binomials(reader.out.toString().strip());
    }

    /** Writes one element; {@code depth} counts how deep it stands. */
    void element(int node, int depth) {
        if (depth > DEEPEST) {
            MathSymbols.append(tree.text(node).strip(), out);
            return;
        }
        Tag tag = tree.tag(node);
        List<Integer> parts;
        switch (tag) {
            case TEXT:
                MathSymbols.append(MathMlNodes.collapsed(tree.text(node)), out);
                break;
            case RAW:
            case ANNOTATION:
            case ANNOTATION_XML:
            case MPRESCRIPTS:
            case NONE:
            case SCRIPT:
            case STYLE:
            case SVG:
            case MJX_ASSISTIVE_MML:
            case MJX_COPYTEXT:
            case MJX_SPEECH:
            case MJX_SURD:
            case MJX_LABELS:
            case MJX_TABLELABELS:
                break;
            case MI:
                identifier(node, depth);
                break;
            case MN:
                MathSymbols.separate(out, '0');
                out.append(escaped(MathMlNodes.collapsed(nodes.leaf(node))));
                break;
            case MO:
                operator(node, depth);
                break;
            case MS:
            case MTEXT:
                text(nodes.leaf(node));
                break;
            case MSPACE:
                space(tree.attributeOrEmpty(node, "width"));
                break;
            case MFRAC:
                fraction(node, depth);
                break;
            case MSQRT:
                out.append("\\sqrt{");
                rowWithin(node, depth);
                out.append('}');
                break;
            case MROOT:
                root(node, depth);
                break;
            case MSUP:
            case MSUB:
            case MSUBSUP:
                scripts.scripts(node, tag, depth);
                break;
            case MUNDER:
            case MOVER:
            case MUNDEROVER:
                scripts.underOver(node, tag, depth);
                break;
            case MMULTISCRIPTS:
                scripts.multiscripts(node, depth);
                break;
            case MTABLE:
                table(node, depth);
                break;
            case MFENCED:
                fenced(node, depth);
                break;
            case MENCLOSE:
                enclosed(node, depth);
                break;
            case MPHANTOM:
                break;
            case SEMANTICS:
            case MACTION:
                parts = nodes.elements(node);
                if (!parts.isEmpty()) {
                    element(parts.get(0), depth + 1);
                }
                break;
            case MJX_C:
                character(node);
                break;
            default:
                row(node, depth + 1);
                break;
        }
    }

    /** The children of a node one after another; fences around tall content stretch. */
    private void row(int node, int depth) {
        int last = PageTree.NONE;
        Deque<String> open = new ArrayDeque<>();
        for (int child = tree.firstChild(node); child != PageTree.NONE; child = tree.nextSibling(child)) {
            if (tree.isText(child) && isBlank(child)) {
                continue;
            }
            if (tree.tag(child) == Tag.MO && fences.holdsTall(node)) {
                String mark = nodes.leaf(child).strip();
                if (!open.isEmpty() && open.peek().equals(mark)) {
                    out.append("\\right");
                    open.pop();
                } else if (fences.opens(child, mark, open.size())) {
                    MathSymbols.separate(out, ' ');
                    out.append("\\left");
                    open.push(MathMlFences.closing(mark));
                }
            }
            element(child, depth + 1);
            last = child;
        }
        while (last != PageTree.NONE && !open.isEmpty()) {
            out.append("\\right.");
            open.pop();
        }
    }

    /** A sign, the name of an operator, or what KaTeX sets as one. */
    private void operator(int node, int depth) {
        int first = tree.firstChild(node);
        if (first != PageTree.NONE && !tree.isText(first) && tree.tag(first).ordinal() >= Tag.MI.ordinal() && tree.tag(first).ordinal() <= Tag.MENCLOSE.ordinal()) {
            row(node, depth + 1);
            return;
        }
        String sign = MathMlNodes.collapsed(nodes.leaf(node)).strip();
        String word = sign.replace(" ", "").replace("\u2009", "").replace("\u2006", "");
        if (word.length() > 1 && word.chars().allMatch(c -> Latex.isLetter((char) c))) {
            MathSymbols.separate(out, 'a');
            out.append(MathSymbols.FUNCTIONS.contains(word) ? "\\" + word : word.equals("mod") ? "\\bmod " : "\\operatorname{" + word + "}");
        } else if (sign.length() == 1 && "∣∥‖".indexOf(sign.charAt(0)) >= 0) {
            MathSymbols.separate(out, 'a');
            boolean fence = sign.equals("‖") || out.toString().endsWith("\\left") || out.toString().endsWith("\\right") || fences.isPaired(node, sign);
            out.append(fence ? sign.equals("∣") ? "|" : "\\|" : sign.equals("∣") ? "\\mid" : "\\parallel");
        } else {
            MathSymbols.append(MathMlNodes.collapsed(nodes.leaf(node)), out);
        }
    }

    private void rowWithin(int node, int depth) {
        int box = nodes.wrapped(node, Tag.MJX_BOX);
        row(box != PageTree.NONE ? box : node, depth + 1);
    }

    private void identifier(int node, int depth) {
        String name = MathMlNodes.collapsed(nodes.leaf(node)).strip();
        String variant = tree.attributeOrEmpty(node, "mathvariant");
        int first = tree.firstChild(node);
        if (name.equals("∣") || name.equals("∥") || first != PageTree.NONE && (tree.tag(first) == Tag.MUNDER || tree.tag(first) == Tag.MOVER)) {
            // KaTeX: a bar that is no relation, an operator with something under it
            if (name.length() == 1) {
                MathSymbols.separate(out, 'a');
                out.append(name.equals("∣") ? "|" : "\\|");
            } else {
                row(node, depth);
            }
            return;
        }
        if (name.codePointCount(0, name.length()) > 1 && Latex.isLetter(name.charAt(0)) && name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == ' '))) {
            String joined = name.replace(" ", "");
            MathSymbols.separate(out, 'a');
            if (MathSymbols.FUNCTIONS.contains(joined)) {
                out.append('\\').append(joined);
            } else if (nodes.isApplied(node)) {
                out.append("\\operatorname{").append(joined).append('}');
            } else if (variant.startsWith("bold")) {
                out.append("\\mathbf{").append(name).append('}');
            } else if (variant.equals("italic")) {
                out.append(name);
            } else {
                out.append("\\mathrm{").append(name).append('}');
            }
            return;
        }
        String font = variant.isEmpty() || variant.equals("italic") || variant.equals("normal") ? null : MathMlNames.font(variant);
        if (font != null && !name.isEmpty()) {
            MathSymbols.separate(out, 'a');
            out.append(font).append('{');
            MathSymbols.append(name, out);
            out.append('}');
        } else {
            MathSymbols.append(name, out);
        }
    }

    private void text(String content) {
        String plain = MathMlNodes.collapsed(content);
        if (plain.isBlank()) {
            out.append(plain.isEmpty() ? "" : " ");
            return;
        }
        MathSymbols.separate(out, 'a');
        out.append("\\text{").append(escaped(plain)).append('}');
    }

    private void space(String width) {
        double em = 0;
        try {
            em = width.endsWith("em") ? Double.parseDouble(width.substring(0, width.length() - 2)) : 0;
        } catch (NumberFormatException e) {
            // a named space
        }
        out.append(em >= 2 ? "\\qquad " : em >= 0.9 ? "\\quad " : " ");
    }

    private void fraction(int node, int depth) {
        int over;
        int under;
        int numerator = nodes.wrapped(node, Tag.MJX_NUM);
        if (numerator != PageTree.NONE) {
            over = numerator;
            under = nodes.wrapped(node, Tag.MJX_DEN);
        } else {
            List<Integer> parts = nodes.elements(node);
            over = parts.isEmpty() ? PageTree.NONE : parts.get(0);
            under = parts.size() < 2 ? PageTree.NONE : parts.get(1);
        }
        String thickness = tree.attributeOrEmpty(node, "linethickness");
        boolean bar = numerator != PageTree.NONE ? nodes.wrapped(node, Tag.MJX_LINE) != PageTree.NONE
                : !(thickness.equals("0") || thickness.startsWith("0p") || thickness.startsWith("0e") || thickness.startsWith("0.0"));
        MathSymbols.separate(out, 'a');
        out.append(bar ? "\\frac{" : "{");
        group(over, depth);
        out.append(bar ? "}{" : " \\atop ");
        group(under, depth);
        out.append('}');
    }

    private void root(int node, int depth) {
        int index = nodes.wrapped(node, Tag.MJX_ROOT);
        int base = nodes.wrapped(node, Tag.MJX_BOX);
        if (base == PageTree.NONE) {
            List<Integer> parts = nodes.elements(node);
            base = parts.isEmpty() ? PageTree.NONE : parts.get(0);
            index = parts.size() < 2 ? PageTree.NONE : parts.get(1);
        }
        out.append("\\sqrt[");
        group(index, depth);
        out.append("]{");
        group(base, depth);
        out.append('}');
    }

    private void table(int node, int depth) {
        boolean aligned = tree.attributeOrEmpty(node, "columnalign").startsWith("right left") || tree.attributeOrEmpty(node, "class").contains("align");
        String environment = aligned ? "aligned" : "matrix";
        MathSymbols.separate(out, 'a');
        out.append("\\begin{").append(environment).append('}');
        boolean firstRow = true;
        int i = node + 1;
        while (i < tree.end(node)) {
            Tag tag = tree.tag(i);
            if (tag == Tag.MTR || tag == Tag.MLABELEDTR) {
                out.append(firstRow ? " " : " \\\\ ");
                firstRow = false;
                boolean firstCell = true;
                for (int cell : nodes.elements(i)) {
                    if (tree.tag(cell) == Tag.MTD && !(tag == Tag.MLABELEDTR && cell == nodes.elements(i).get(0))) {
                        out.append(firstCell ? "" : " & ");
                        firstCell = false;
                        row(cell, depth + 1);
                    }
                }
                i = tree.end(i);
            } else {
                i++;
            }
        }
        out.append(" \\end{").append(environment).append('}');
    }

    private void fenced(int node, int depth) {
        String opening = tree.has(node, "open") ? tree.attributeOrEmpty(node, "open") : "(";
        String closing = tree.has(node, "close") ? tree.attributeOrEmpty(node, "close") : ")";
        String separators = tree.has(node, "separators") ? tree.attributeOrEmpty(node, "separators").replace(" ", "") : ",";
        out.append("\\left");
        fence(opening.strip());
        List<Integer> parts = nodes.elements(node);
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0 && !separators.isEmpty()) {
                MathSymbols.append(separators.charAt(Math.min(i - 1, separators.length() - 1)), out);
            }
            element(parts.get(i), depth + 1);
        }
        out.append("\\right");
        fence(closing.strip());
    }

    private void fence(String mark) {
        if (mark.isEmpty()) {
            out.append('.');
        } else {
            MathSymbols.append(mark, out);
        }
    }

    private void enclosed(int node, int depth) {
        String notation = tree.attributeOrEmpty(node, "notation");
        for (int i = node + 1; i < tree.end(node) && notation.isEmpty(); i++) {
            // MathJax draws a box by its border and a strike by an element
            notation = tree.isText(i) ? "" : tree.name(i).endsWith("strike") ? "strike" : tree.tag(i) == Tag.MJX_BOX && tree.attributeOrEmpty(i, "style").contains("border:") ? "box" : "";
        }
        out.append(notation.contains("box") ? "\\boxed{" : notation.contains("strike") ? "\\cancel{" : notation.contains("radical") ? "\\sqrt{"
                : notation.contains("top") ? "\\overline{" : notation.contains("bottom") ? "\\underline{" : "{");
        row(node, depth + 1);
        out.append('}');
    }

    /** Writes the content of braces; nothing if there is no such element. */
    void group(int node, int depth) {
        if (node != PageTree.NONE) {
            element(node, depth + 1);
        }
    }

    /** {@code <mjx-c class="mjx-c1D441">}: the code point is in the class. */
    private void character(int node) {
        int glyph = nodes.glyph(node);
        if (glyph >= 0) {
            MathSymbols.append(glyph, out);
        }
    }

    /** {@code \left({n \atop k}\right)} as {@code \binom{n}{k}}. */
    private static String binomials(String tex) {
        String text = tex;
        for (int atop = text.indexOf(" \\atop "); atop >= 0; atop = text.indexOf(" \\atop ", atop + 1)) {
            int open = atop;
            for (int depth = 0; open >= 0 && depth <= 0; open--) {
                depth += text.charAt(open) == '{' ? 1 : text.charAt(open) == '}' ? -1 : 0;
            }
            open++;
            int close = Latex.groupEnd(text, open);
            if (close < 0) {
                continue;
            }
            String before = text.substring(0, open);
            String after = text.substring(close);
            int left = before.endsWith("\\left(") ? 6 : before.endsWith("(") && !before.endsWith("\\(") ? 1 : 0;
            int right = after.startsWith("\\right)") ? 7 : after.startsWith(")") ? 1 : 0;
            if (left > 0 && right > 0 && (left > 1) == (right > 1)) {
                text = before.substring(0, before.length() - left) + "\\binom{" + text.substring(open + 1, atop) + "}{" + text.substring(atop + 7, close - 1) + "}" + after.substring(right);
            }
        }
        return text;
    }

    private boolean isBlank(int text) {
        return tree.characters(text).isBlank();
    }

    private static String escaped(String text) {
        return text.replace("%", "\\%").replace("&", "\\&").replace("#", "\\#").replace("$", "\\$");
    }
}
