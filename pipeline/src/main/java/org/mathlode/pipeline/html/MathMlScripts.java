package org.mathlode.pipeline.html;

import java.util.List;
import java.util.Set;

/** What stands above, below and beside its base in MathML: scripts, limits and accents. */
final class MathMlScripts {
    private static final Set<String> LIMIT_OPERATORS = Set.of("∑", "∏", "∐", "⋃", "⋂", "⨁", "⨂", "⋁", "⋀", "∫", "∬", "∭", "∮", "lim",
            "limsup", "liminf", "max", "min", "sup", "inf", "lim sup", "lim inf", "argmax", "argmin", "arg max", "arg min", "gcd", "det", "Pr");

    private final PageTree tree;
    private final MathMlNodes nodes;
    private final MathMl content;
    private final StringBuilder out;

    /** {@code content} writes bases and scripts to {@code out} too. */
    MathMlScripts(PageTree tree, MathMlNodes nodes, MathMl content, StringBuilder out) {
        this.tree = tree;
        this.nodes = nodes;
        this.content = content;
        this.out = out;
    }

    /** {@code msub}, {@code msup} and {@code msubsup}. */
    void scripts(int node, Tag tag, int depth) {
        List<Integer> parts = nodes.elements(node);
        int script = nodes.wrapped(node, Tag.MJX_SCRIPT);
        int sub;
        int sup;
        if (script != PageTree.NONE) {
            List<Integer> inner = nodes.elements(script);
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
        content.element(node, depth + 1);
        String written = out.substring(start).strip();
        int at = start;
        while (at < out.length() && out.charAt(at) == ' ') {
            at++;
        }
        boolean command = written.startsWith("\\") && (Latex.commandEnd(written, 0) == written.length()
                || (written.startsWith("\\overbrace{") || written.startsWith("\\underbrace{") || written.startsWith("\\operatorname"))
                && Latex.groupEnd(written, written.indexOf('{')) == written.length());
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
        String primes = mark == '^' ? nodes.leaf(node).strip() : "";
        if (!primes.isEmpty() && primes.chars().allMatch(c -> c == '′' || c == '\'' || c == '″' || c == '‴' || c == '’')) {
            MathSymbols.append(primes.replace('’', '\''), out);
            return;
        }
        out.append(mark).append('{');
        int start = out.length();
        content.group(node, depth);
        if (out.length() == start) {
            out.setLength(start - 2);
        } else {
            out.append('}');
        }
    }

    /** Limits, accents, braces and what else stands under or over its base. */
    void underOver(int node, Tag tag, int depth) {
        int base = nodes.wrapped(node, Tag.MJX_BASE);
        int under = PageTree.NONE;
        int over = PageTree.NONE;
        if (base != PageTree.NONE) {
            under = nodes.wrapped(node, Tag.MJX_UNDER);
            over = nodes.wrapped(node, Tag.MJX_OVER);
        } else if (nodes.wrapped(node, Tag.MJX_SCRIPT) != PageTree.NONE) {
            scripts(node, tag == Tag.MUNDER ? Tag.MSUB : tag == Tag.MOVER ? Tag.MSUP : Tag.MSUBSUP, depth);
            return;
        } else {
            List<Integer> parts = nodes.elements(node);
            if (parts.isEmpty()) {
                return;
            }
            base = parts.get(0);
            int second = parts.size() > 1 ? parts.get(1) : PageTree.NONE;
            under = tag == Tag.MOVER ? PageTree.NONE : second;
            over = tag == Tag.MOVER ? second : tag == Tag.MUNDEROVER && parts.size() > 2 ? parts.get(2) : PageTree.NONE;
        }
        String operator = nodes.leaf(base).strip();
        boolean brace = over != PageTree.NONE && tree.tag(base) == Tag.MUNDER || under != PageTree.NONE && tree.tag(base) == Tag.MOVER || hasBrace(base);
        String joined = operator.replace("\u2006", " ").replace("\u2009", " ");
        boolean named = tree.tag(nodes.unwrapped(base)) == Tag.MI && operator.length() > 1 && operator.chars().allMatch(c -> Latex.isLetter((char) c));
        if (named && !LIMIT_OPERATORS.contains(operator)) {
            MathSymbols.separate(out, 'a');
            out.append(MathSymbols.FUNCTIONS.contains(operator) ? "\\" + operator : "\\operatorname*{" + operator + "}");
            script('_', under, depth);
            script('^', over, depth);
            return;
        }
        if (LIMIT_OPERATORS.contains(joined) || brace || (under != PageTree.NONE && over != PageTree.NONE)) {
            base(base, depth);
            script('_', under, depth);
            script('^', over, depth);
            return;
        }
        String accent = over != PageTree.NONE ? MathMlNames.overAccent(nodes.leaf(over).strip()) : MathMlNames.underAccent(nodes.leaf(under).strip());
        MathSymbols.separate(out, 'a');
        if (accent != null) {
            out.append(accent).append('{');
        } else {
            out.append(over != PageTree.NONE ? "\\overset{" : "\\underset{");
            content.group(over != PageTree.NONE ? over : under, depth);
            out.append("}{");
        }
        content.group(base, depth);
        out.append('}');
    }

    /** True if a horizontal brace stands over or under this: what follows is its label. */
    private boolean hasBrace(int node) {
        int inner = nodes.unwrapped(nodes.inner(node));
        Tag tag = inner == PageTree.NONE ? Tag.NONE : tree.tag(inner);
        if (tag != Tag.MOVER && tag != Tag.MUNDER) {
            return false;
        }
        int mark = nodes.wrapped(inner, tag == Tag.MOVER ? Tag.MJX_OVER : Tag.MJX_UNDER);
        List<Integer> parts = nodes.elements(inner);
        mark = mark != PageTree.NONE || parts.size() < 2 ? mark : parts.get(1);
        String sign = nodes.leaf(mark).strip();
        return sign.equals("⏞") || sign.equals("⏟") || sign.equals("︷") || sign.equals("︸");
    }

    /** Scripts on both sides of the base. */
    void multiscripts(int node, int depth) {
        List<Integer> parts = nodes.elements(node);
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
}
