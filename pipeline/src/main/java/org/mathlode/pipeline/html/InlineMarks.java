package org.mathlode.pipeline.html;

/** Scripts and code within a line: when such an element ends, its characters are taken back and become one mark. */
final class InlineMarks {
    /** Longer scripts are running text that someone set small. */
    private static final int LONGEST_SCRIPT = 200;

    private final PageTree tree;
    private final PageNotes notes;
    private final Line line;
    private int italicStart = -1;
    private int italicEnd = -1;

    InlineMarks(PageTree tree, PageNotes notes, Line line) {
        this.tree = tree;
        this.notes = notes;
        this.line = line;
    }

    /** The line begins anew. */
    void restart() {
        italicEnd = -1;
    }

    /** Notes that the characters since {@code at} are set in italics: what follows them may be the script of a variable. */
    void italic(int at) {
        italicStart = at;
        italicEnd = line.text.length();
    }

    /** Turns the characters since {@code at} into a script. */
    void script(int node, int at) {
        int start = beginsBlank(node) ? Math.min(at, line.text.length()) : contentStart(at);
        if (line.text.length() - start > LONGEST_SCRIPT) {
            return;
        }
        String content = line.cut(start);
        if (content.isBlank()) {
            return;
        }
        if (content.length() > 3 && (content.startsWith("^{") || content.startsWith("_{")) && content.indexOf('}') == content.length() - 1) {
            content = content.substring(2, content.length() - 1); // a script that is nothing but a script
        }
        if (content.indexOf('\n') >= 0 || content.indexOf('$') >= 0 || content.contains("\\(")) {
            line.append(content, 0, content.length());
            return;
        }
        Line.ScriptHint hint = notes.isReference(tree, node) ? Line.ScriptHint.REFERENCE
                : italicEnd == start && italicEnd > italicStart && italicEnd - italicStart <= 3 ? Line.ScriptHint.VARIABLE : Line.ScriptHint.NONE;
        line.add(new Line.ScriptAtom(tree.tag(node) == Tag.SUP ? '^' : '_', content.strip(), hint, holdsItalic(node) ? Line.Face.ITALIC : Line.Face.UPRIGHT));
    }

    /** True if a blank stands within the script, not before it. */
    private boolean beginsBlank(int node) {
        int first = tree.firstChild(node);
        return first != PageTree.NONE && tree.isText(first) && !tree.characters(first).isEmpty() && (tree.characters(first).charAt(0) <= ' ' || tree.characters(first).charAt(0) == '\u00a0');
    }

    private boolean holdsItalic(int node) {
        tree.charge(node);
        for (int i = node + 1; i < tree.end(node); i++) {
            Tag tag = tree.tag(i);
            if (tag == Tag.I || tag == Tag.EM || tag == Tag.VAR || (tag == Tag.SPAN && notes.isItalic(i))) {
                return true;
            }
        }
        return false;
    }

    /** Turns the characters since {@code at} into code within the line. */
    void code(int at) {
        int start = contentStart(at);
        String content = line.cut(start);
        if (!content.isBlank()) {
            line.add(new Line.CodeAtom(content.strip()));
        }
    }

    private int contentStart(int at) {
        int start = Math.min(at, line.text.length());
        while (start < line.text.length() && line.text.charAt(start) == ' ') {
            start++;
        }
        return start;
    }
}
