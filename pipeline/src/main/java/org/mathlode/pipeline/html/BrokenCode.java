package org.mathlode.pipeline.html;

/** A {@code <code>} element whose lines are broken by {@code <br>}, indented by blanks that do not collapse. */
final class BrokenCode {
    private BrokenCode() {}

    /** The lines of such an element; null if it is one line. */
    static String of(PageTree tree, int code) {
        if (tree.find(code, Tag.BR) == PageTree.NONE) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        for (int i = code + 1; i < tree.end(code); i++) {
            if (tree.tag(i) == Tag.BR) {
                out.append('\n');
            } else if (tree.isText(i)) {
                append(tree.characters(i), out);
            }
        }
        return out.toString().strip().indexOf('\n') < 0 ? null : out.toString();
    }

    /** White space collapses and goes at the start of a line, as it does on the page; hard blanks stay. */
    private static void append(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char last = out.length() == 0 ? '\n' : out.charAt(out.length() - 1);
            if (c > ' ') {
                out.append(c == '\u00a0' ? ' ' : c);
            } else if (last != '\n' && last != ' ') {
                out.append(' ');
            }
        }
    }
}
