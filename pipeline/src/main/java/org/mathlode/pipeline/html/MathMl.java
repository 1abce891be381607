package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Presentation MathML to LaTeX. MathJax 3's CHTML output ({@code mjx-mi}, {@code mjx-c}) is read by the same rules: its
 * elements mirror MathML's. Nesting beyond {@link #DEEPEST} is flattened to its characters.
 */
final class MathMl {
    private static final int DEEPEST = 150;
    private static final Set<String> LIMIT_OPERATORS = Set.of("∑", "∏", "∐", "⋃", "⋂", "⨁", "⨂", "⋁", "⋀", "∫", "∬", "∭", "∮", "lim",
            "limsup", "liminf", "max", "min", "sup", "inf", "lim sup", "lim inf", "argmax", "argmin", "arg max", "arg min", "gcd", "det", "Pr");

    private final PageTree tree;
    private final StringBuilder out = new StringBuilder();

    private MathMl(PageTree tree) {
        this.tree = tree;
    }

    /** The LaTeX of a MathML element; empty if it holds nothing. */
    static String toLatex(PageTree tree, int node) {
        MathMl reader = new MathMl(tree);
        reader.row(node, 0);
        return reader.out.toString().strip();
    }

    private void element(int node, int depth) {
        if (depth > DEEPEST) {
            MathSymbols.append(tree.text(node).strip(), out);
            return;
        }
        Tag tag = tree.tag(node);
        List<Integer> parts;
        switch (tag) {
            case TEXT:
                MathSymbols.append(collapsed(tree.text(node)), out);
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
                identifier(node);
                break;
            case MN:
                MathSymbols.separate(out, '0');
                out.append(escaped(collapsed(leaf(node))));
                break;
            case MO:
                MathSymbols.append(collapsed(leaf(node)), out);
                break;
            case MS:
            case MTEXT:
                text(leaf(node));
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
                scripts(node, tag, depth);
                break;
            case MUNDER:
            case MOVER:
            case MUNDEROVER:
                underOver(node, tag, depth);
                break;
            case MMULTISCRIPTS:
                multiscripts(node, depth);
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
                parts = elements(node);
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
        int fences = 0;
        for (int child = tree.firstChild(node); child != PageTree.NONE; child = tree.nextSibling(child)) {
            if (tree.isText(child) && isBlank(child)) {
                continue;
            }
            if (tree.tag(child) == Tag.MO && holdsTall(node, child)) {
                String fence = leaf(child).strip();
                boolean opens = "([{⟨|‖⌊⌈".contains(fence) && !fence.isEmpty() && (!"|‖".contains(fence) || fences == 0);
                boolean closes = ")]}⟩|‖⌋⌉".contains(fence) && !fence.isEmpty() && fences > 0;
                if (opens && (closedLater(child, fence) || tableFollows(child))) {
                    MathSymbols.separate(out, ' ');
                    out.append("\\left");
                    fences++;
                } else if (closes) {
                    out.append("\\right");
                    fences--;
                }
            }
            element(child, depth + 1);
            last = child;
        }
        while (last != PageTree.NONE && fences-- > 0) {
            out.append("\\right.");
        }
    }

    private void rowWithin(int node, int depth) {
        int box = wrapped(node, Tag.MJX_BOX);
        row(box != PageTree.NONE ? box : node, depth + 1);
    }

    private boolean holdsTall(int parent, int fence) {
        for (int i = parent + 1; i < tree.end(parent); i++) {
            Tag tag = tree.tag(i);
            if (tag == Tag.MTABLE || tag == Tag.MFRAC) {
                return true;
            }
            if (i - parent > 400) {
                return false;
            }
        }
        return false;
    }

    private boolean tableFollows(int fence) {
        int next = tree.nextElement(fence);
        return next != PageTree.NONE && (tree.tag(next) == Tag.MTABLE
                || (tree.tag(next) == Tag.MROW && tree.firstChild(next) != PageTree.NONE && tree.find(next, Tag.MTABLE) != PageTree.NONE));
    }

    private boolean closedLater(int fence, String opening) {
        String closing = opening.equals("(") ? ")" : opening.equals("[") ? "]" : opening.equals("{") ? "}" : opening.equals("⟨") ? "⟩"
                : opening.equals("⌊") ? "⌋" : opening.equals("⌈") ? "⌉" : opening;
        int depth = 0;
        for (int next = tree.nextElement(fence); next != PageTree.NONE; next = tree.nextElement(next)) {
            if (tree.tag(next) != Tag.MO) {
                continue;
            }
            String text = leaf(next).strip();
            if (text.equals(closing) && depth-- == 0) {
                return true;
            }
            if (text.equals(opening)) {
                depth++;
            }
        }
        return false;
    }

    private void identifier(int node) {
        String name = collapsed(leaf(node)).strip();
        String variant = tree.attributeOrEmpty(node, "mathvariant");
        if (name.codePointCount(0, name.length()) > 1 && Latex.isLetter(name.charAt(0)) && name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == ' '))) {
            String joined = name.replace(" ", "");
            MathSymbols.separate(out, 'a');
            if (MathSymbols.FUNCTIONS.contains(joined)) {
                out.append('\\').append(joined);
            } else if (variant.startsWith("bold")) {
                out.append("\\mathbf{").append(name).append('}');
            } else if (variant.equals("italic")) {
                out.append(name);
            } else {
                out.append("\\mathrm{").append(name).append('}');
            }
            return;
        }
        String font = variant.isEmpty() || variant.equals("italic") || variant.equals("normal") ? null : font(variant);
        if (font != null && !name.isEmpty()) {
            MathSymbols.separate(out, 'a');
            out.append(font).append('{');
            MathSymbols.append(name, out);
            out.append('}');
        } else {
            MathSymbols.append(name, out);
        }
    }

    private static String font(String variant) {
        switch (variant.toLowerCase(Locale.ROOT)) {
            case "bold":
                return "\\mathbf";
            case "bold-italic":
                return "\\boldsymbol";
            case "double-struck":
                return "\\mathbb";
            case "script":
            case "bold-script":
            case "-tex-calligraphic":
                return "\\mathcal";
            case "fraktur":
            case "bold-fraktur":
                return "\\mathfrak";
            case "sans-serif":
            case "bold-sans-serif":
                return "\\mathsf";
            case "monospace":
                return "\\mathtt";
            default:
                return null;
        }
    }

    private void text(String content) {
        String plain = collapsed(content);
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
        int numerator = wrapped(node, Tag.MJX_NUM);
        if (numerator != PageTree.NONE) {
            over = numerator;
            under = wrapped(node, Tag.MJX_DEN);
        } else {
            List<Integer> parts = elements(node);
            over = parts.isEmpty() ? PageTree.NONE : parts.get(0);
            under = parts.size() < 2 ? PageTree.NONE : parts.get(1);
        }
        String thickness = tree.attributeOrEmpty(node, "linethickness");
        boolean bar = !(thickness.equals("0") || thickness.startsWith("0p") || thickness.startsWith("0e") || thickness.startsWith("0.0"));
        MathSymbols.separate(out, 'a');
        out.append(bar ? "\\frac{" : "{");
        group(over, depth);
        out.append(bar ? "}{" : " \\atop ");
        group(under, depth);
        out.append('}');
    }

    private void root(int node, int depth) {
        int index = wrapped(node, Tag.MJX_ROOT);
        int base = wrapped(node, Tag.MJX_BOX);
        if (base == PageTree.NONE) {
            List<Integer> parts = elements(node);
            base = parts.isEmpty() ? PageTree.NONE : parts.get(0);
            index = parts.size() < 2 ? PageTree.NONE : parts.get(1);
        }
        out.append("\\sqrt[");
        group(index, depth);
        out.append("]{");
        group(base, depth);
        out.append('}');
    }

    private void scripts(int node, Tag tag, int depth) {
        List<Integer> parts = elements(node);
        int script = wrapped(node, Tag.MJX_SCRIPT);
        int sub;
        int sup;
        if (script != PageTree.NONE) {
            List<Integer> inner = elements(script);
            parts.remove((Object) script);
            int first = inner.isEmpty() ? PageTree.NONE : inner.get(0);
            int second = inner.size() < 2 ? PageTree.NONE : inner.get(inner.size() - 1);
            sup = tag == Tag.MSUB ? PageTree.NONE : first;
            sub = tag == Tag.MSUB ? first : second;
        } else {
            sub = tag == Tag.MSUP || parts.size() < 2 ? PageTree.NONE : parts.get(1);
            sup = tag == Tag.MSUB || parts.size() < 2 ? PageTree.NONE : tag == Tag.MSUP ? parts.get(1) : parts.size() > 2 ? parts.get(2) : PageTree.NONE;
        }
        if (!parts.isEmpty()) {
            base(parts.get(0), depth);
        }
        script('_', sub, depth);
        script('^', sup, depth);
    }

    /** The base of a script, in braces unless it is one token. */
    private void base(int node, int depth) {
        int start = out.length();
        element(node, depth + 1);
        String written = out.substring(start).strip();
        int at = start;
        while (at < out.length() && out.charAt(at) == ' ') {
            at++;
        }
        boolean command = written.startsWith("\\") && Latex.commandEnd(written, 0) == written.length();
        boolean wrappedCommand = written.startsWith("\\") && written.endsWith("}") && Latex.groupEnd(written, Math.max(0, written.indexOf('{'))) == written.length()
                && written.startsWith("\\math");
        boolean number = !written.isEmpty() && written.chars().allMatch(c -> Character.isDigit(c) || c == '.');
        if (written.codePointCount(0, written.length()) > 1 && !command && !wrappedCommand && !number) {
            out.insert(at, '{');
            out.append('}');
        }
        if (written.isEmpty()) {
            out.append("{}");
        }
    }

    private void script(char mark, int node, int depth) {
        if (node == PageTree.NONE || tree.tag(node) == Tag.NONE) {
            return;
        }
        String primes = mark == '^' ? leaf(node).strip() : "";
        if (!primes.isEmpty() && primes.chars().allMatch(c -> c == '′' || c == '\'' || c == '″' || c == '‴' || c == '’')) {
            MathSymbols.append(primes.replace('’', '\''), out);
            return;
        }
        out.append(mark).append('{');
        int start = out.length();
        group(node, depth);
        if (out.length() == start) {
            out.setLength(start - 2);
        } else {
            out.append('}');
        }
    }

    private void underOver(int node, Tag tag, int depth) {
        int base = wrapped(node, Tag.MJX_BASE);
        int under = PageTree.NONE;
        int over = PageTree.NONE;
        if (base != PageTree.NONE) {
            under = wrapped(node, Tag.MJX_UNDER);
            over = wrapped(node, Tag.MJX_OVER);
        } else if (wrapped(node, Tag.MJX_SCRIPT) != PageTree.NONE) {
            scripts(node, tag == Tag.MUNDER ? Tag.MSUB : tag == Tag.MOVER ? Tag.MSUP : Tag.MSUBSUP, depth);
            return;
        } else {
            List<Integer> parts = elements(node);
            if (parts.isEmpty()) {
                return;
            }
            base = parts.get(0);
            int second = parts.size() > 1 ? parts.get(1) : PageTree.NONE;
            under = tag == Tag.MOVER ? PageTree.NONE : second;
            over = tag == Tag.MOVER ? second : tag == Tag.MUNDEROVER && parts.size() > 2 ? parts.get(2) : PageTree.NONE;
        }
        String operator = leaf(base).strip();
        boolean brace = over != PageTree.NONE && tree.tag(base) == Tag.MUNDER || under != PageTree.NONE && tree.tag(base) == Tag.MOVER;
        if (LIMIT_OPERATORS.contains(operator) || brace || (under != PageTree.NONE && over != PageTree.NONE)) {
            base(base, depth);
            script('_', under, depth);
            script('^', over, depth);
            return;
        }
        String accent = over != PageTree.NONE ? overAccent(leaf(over).strip()) : underAccent(leaf(under).strip());
        MathSymbols.separate(out, 'a');
        if (accent != null) {
            out.append(accent).append('{');
        } else {
            out.append(over != PageTree.NONE ? "\\overset{" : "\\underset{");
            group(over != PageTree.NONE ? over : under, depth);
            out.append("}{");
        }
        group(base, depth);
        out.append('}');
    }

    static String overAccent(String mark) {
        switch (mark) {
            case "^":
            case "ˆ":
            case "̂":
                return "\\hat";
            case "¯":
            case "ˉ":
            case "̄":
                return "\\bar";
            case "‾":
            case "_":
            case "―":
            case "─":
                return "\\overline";
            case "→":
            case "⃗":
            case "⇀":
                return "\\vec";
            case "~":
            case "˜":
            case "∼":
                return "\\tilde";
            case "˙":
            case ".":
                return "\\dot";
            case "¨":
            case "..":
                return "\\ddot";
            case "ˇ":
                return "\\check";
            case "˘":
                return "\\breve";
            case "˚":
                return "\\mathring";
            case "⏞":
            case "︷":
                return "\\overbrace";
            default:
                return null;
        }
    }

    private static String underAccent(String mark) {
        switch (mark) {
            case "_":
            case "‾":
            case "¯":
            case "―":
                return "\\underline";
            case "⏟":
            case "︸":
                return "\\underbrace";
            default:
                return null;
        }
    }

    private void multiscripts(int node, int depth) {
        List<Integer> parts = elements(node);
        if (parts.isEmpty()) {
            return;
        }
        int before = parts.size();
        for (int i = 1; i < parts.size(); i++) {
            if (tree.tag(parts.get(i)) == Tag.MPRESCRIPTS) {
                before = i;
            }
        }
        if (before < parts.size()) {
            out.append("{}");
            pairs(parts, before + 1, parts.size(), depth);
        }
        base(parts.get(0), depth);
        pairs(parts, 1, before, depth);
    }

    private void pairs(List<Integer> parts, int from, int to, int depth) {
        for (int i = from; i < to; i += 2) {
            script('_', parts.get(i), depth);
            script('^', i + 1 < to ? parts.get(i + 1) : PageTree.NONE, depth);
        }
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
                for (int cell : elements(i)) {
                    if (tree.tag(cell) == Tag.MTD && !(tag == Tag.MLABELEDTR && cell == elements(i).get(0))) {
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
        out.append(" \\end{").append(environment).append('}');    }

    private void fenced(int node, int depth) {
        String opening = tree.has(node, "open") ? tree.attributeOrEmpty(node, "open") : "(";
        String closing = tree.has(node, "close") ? tree.attributeOrEmpty(node, "close") : ")";
        String separators = tree.has(node, "separators") ? tree.attributeOrEmpty(node, "separators").replace(" ", "") : ",";
        out.append("\\left");
        fence(opening.strip());
        List<Integer> parts = elements(node);
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
        out.append(notation.contains("box") ? "\\boxed{" : notation.contains("strike") ? "\\cancel{" : notation.contains("radical") ? "\\sqrt{"
                : notation.contains("top") ? "\\overline{" : notation.contains("bottom") ? "\\underline{" : "{");
        row(node, depth + 1);
        out.append('}');
    }

    private void group(int node, int depth) {
        if (node != PageTree.NONE) {
            element(node, depth + 1);
        }
    }

    /** {@code <mjx-c class="mjx-c1D441">}: the code point is in the class. */
    private void character(int node) {
        for (String word : tree.attributeOrEmpty(node, "class").split("\\s+")) {
            if (word.startsWith("mjx-c") && word.length() > 5) {
                try {
                    MathSymbols.append(Integer.parseInt(word.substring(5), 16), out);
                } catch (IllegalArgumentException e) {
                    // a class of the page's own
                }
                return;
            }
        }
    }

    /** The characters of a token element, those of MathJax's glyph elements included. */
    private String leaf(int node) {
        if (node == PageTree.NONE) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (int i = node; i < tree.end(node); i++) {
            if (tree.isText(i)) {
                text.append(tree.characters(i));
            } else if (tree.tag(i) == Tag.MJX_C) {
                String css = tree.attributeOrEmpty(i, "class");
                int at = css.indexOf("mjx-c");
                int end = at + 5;
                while (at >= 0 && end < css.length() && Character.digit(css.charAt(end), 16) >= 0) {
                    end++;
                }
                if (at >= 0 && end > at + 5 && end < at + 12) {
                    int c = Integer.parseInt(css.substring(at + 5, end), 16);
                    text.appendCodePoint(c >= 0x1D434 && c < 0x1D468 ? plainItalic(c) : Character.isValidCodePoint(c) ? c : 0xFFFD);
                }
            }
        }
        return Latex.unescaped(text.toString());
    }

    private static int plainItalic(int c) {
        int index = c - 0x1D434;
        return index < 26 ? 'A' + index : 'a' + index - 26;
    }

    private List<Integer> elements(int node) {
        List<Integer> found = new ArrayList<>();
        for (int child = tree.firstChild(node); child != PageTree.NONE; child = tree.nextSibling(child)) {
            Tag tag = tree.tag(child);
            if (tag != Tag.TEXT && tag != Tag.RAW && tag != Tag.MJX_MSTRUT && !(tag == Tag.OTHER && tree.name(child).startsWith("mjx-"))) {
                found.add(child);
            }
        }
        return found;
    }

    /** The first MathJax wrapper of this kind below {@code node} that does not belong to an element within. */
    private int wrapped(int node, Tag wanted) {
        int i = node + 1;
        while (i < tree.end(node)) {
            Tag tag = tree.tag(i);
            if (tag == wanted) {
                return i;
            }
            boolean wrapper = tag.ordinal() >= Tag.MJX_CONTAINER.ordinal() || tag == Tag.OTHER
                    || (tag == Tag.MUNDER && tree.tag(node) == Tag.MUNDEROVER);
            i = wrapper ? i + 1 : tree.end(i);
        }
        return PageTree.NONE;
    }

    private boolean isBlank(int text) {
        return tree.characters(text).isBlank();
    }

    private static String collapsed(String text) {
        return text.replace('\u00a0', ' ').replaceAll("\\s+", " ");
    }

    private static String escaped(String text) {
        return text.replace("%", "\\%").replace("&", "\\&").replace("#", "\\#").replace("$", "\\$");
    }
}
