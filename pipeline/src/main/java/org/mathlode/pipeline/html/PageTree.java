package org.mathlode.pipeline.html;

import java.util.Arrays;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * A page as flat arrays in document order, filled from jsoup's tree: node {@code i} has its subtree at
 * {@code i+1 .. end(i)}. A pass over the page is a loop, so depth costs nothing. Node 0 is the document. Read-only.
 */
final class PageTree {
    static final int NONE = -1;
    private static final Attributes NO_ATTRIBUTES = new Attributes();

    private Tag[] tags = new Tag[1024];
    private int[] parents = new int[1024];
    private int[] ends = new int[1024];
    /** The text of a text node; the name of an {@link Tag#OTHER}. */
    private String[] texts = new String[1024];
    private Attributes[] attributes = new Attributes[1024];
    private int size;

    private PageTree() {}

    static PageTree of(Document document, WorkBudget work) {
        PageTree tree = new PageTree();
        NodeTraversor.traverse(tree.new Filler(work), document);
        return tree;
    }

    private final class Filler implements NodeVisitor {
        private final WorkBudget work;
        private int open = NONE;

        Filler(WorkBudget work) {
            this.work = work;
        }

        @Override
        public void head(Node node, int depth) {
            work.spend(1);
            if (node instanceof Element) {
                Element element = (Element) node;
                String name = element.normalName();
                Tag tag = node instanceof Document ? Tag.OTHER : Tag.of(name);
                open = add(tag, open, tag == Tag.OTHER ? name : null, element.attributesSize() == 0 ? NO_ATTRIBUTES : element.attributes());
            } else if (node instanceof TextNode) {
                leaf(Tag.TEXT, ((TextNode) node).getWholeText());
            } else if (node instanceof DataNode) {
                leaf(Tag.RAW, ((DataNode) node).getWholeData());
            }
        }

        private void leaf(Tag tag, String text) {
            work.spend(text.length() >> 4);
            add(tag, open, text, NO_ATTRIBUTES);
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element) {
                ends[open] = size;
                open = parents[open];
            }
        }
    }

    private int add(Tag tag, int parent, String text, Attributes own) {
        if (size == tags.length) {
            int room = size * 2;
            tags = Arrays.copyOf(tags, room);
            parents = Arrays.copyOf(parents, room);
            ends = Arrays.copyOf(ends, room);
            texts = Arrays.copyOf(texts, room);
            attributes = Arrays.copyOf(attributes, room);
        }
        tags[size] = tag;
        parents[size] = parent;
        ends[size] = size + 1;
        texts[size] = text;
        attributes[size] = own;
        return size++;
    }

    int size() {
        return size;
    }

    Tag tag(int node) {
        return tags[node];
    }

    int parent(int node) {
        return parents[node];
    }

    /** The first node behind the subtree of {@code node}. */
    int end(int node) {
        return ends[node];
    }

    boolean isText(int node) {
        return tags[node] == Tag.TEXT;
    }

    /** The characters of a text node as they stand in the page, references resolved. */
    String characters(int node) {
        return texts[node];
    }

    /** The name of an element in lower case, with its prefix. */
    String name(int node) {
        return tags[node] == Tag.OTHER ? texts[node] : tags[node].html;
    }

    /** The attributes of a node; not to be changed. */
    Iterable<Attribute> attributes(int node) {
        return attributes[node];
    }

    boolean hasAttributes(int node) {
        return attributes[node] != NO_ATTRIBUTES;
    }

    /** The value of an attribute, or null. */
    String attribute(int node, String name) {
        if (attributes[node] == NO_ATTRIBUTES) {
            return null;
        }
        String value = attributes[node].get(name);
        return value.isEmpty() && !attributes[node].hasKey(name) ? null : value;
    }

    /** The value of an attribute, or the empty string. */
    String attributeOrEmpty(int node, String name) {
        return attributes[node] == NO_ATTRIBUTES ? "" : attributes[node].get(name);
    }

    boolean has(int node, String name) {
        return attributes[node] != NO_ATTRIBUTES && attributes[node].hasKey(name);
    }

    /** True if the class attribute holds the word {@code name} (exact case). */
    boolean hasClass(int node, String name) {
        String css = attributeOrEmpty(node, "class");
        int length = name.length();
        for (int at = css.indexOf(name); at >= 0; at = css.indexOf(name, at + 1)) {
            if ((at == 0 || css.charAt(at - 1) <= ' ') && (at + length == css.length() || css.charAt(at + length) <= ' ')) {
                return true;
            }
        }
        return false;
    }

    /** The text of a subtree, white space included; scripts and styles are left out. */
    String text(int node) {
        if (ends[node] == node + 1) {
            return tags[node] == Tag.TEXT ? texts[node] : "";
        }
        if (ends[node] == node + 2 && tags[node + 1] == Tag.TEXT) {
            return texts[node + 1];
        }
        StringBuilder out = new StringBuilder();
        for (int i = node; i < ends[node]; i++) {
            if (tags[i] == Tag.TEXT) {
                out.append(texts[i]);
            }
        }
        return out.toString();
    }

    /** The characters of a script, style or other raw text element. */
    String rawText(int node) {
        for (int i = node; i < ends[node]; i++) {
            if (tags[i] == Tag.RAW) {
                return texts[i];
            }
        }
        return text(node);
    }

    /** The first child, or {@link #NONE}. */
    int firstChild(int node) {
        return ends[node] > node + 1 ? node + 1 : NONE;
    }

    /** The next node with the same parent, or {@link #NONE}. */
    int nextSibling(int node) {
        int next = ends[node];
        return parents[node] >= 0 && next < ends[parents[node]] ? next : NONE;
    }

    /** The next element with the same parent, or {@link #NONE}. */
    int nextElement(int node) {
        int next = nextSibling(node);
        while (next != NONE && (tags[next] == Tag.TEXT || tags[next] == Tag.RAW)) {
            next = nextSibling(next);
        }
        return next;
    }

    /** The first element of this tag in the subtree below {@code node}, or {@link #NONE}. */
    int find(int node, Tag wanted) {
        for (int i = node + 1; i < ends[node]; i++) {
            if (tags[i] == wanted) {
                return i;
            }
        }
        return NONE;
    }

    /** The first element below {@code node} with this class, or {@link #NONE}. */
    int findClass(int node, String name) {
        for (int i = node + 1; i < ends[node]; i++) {
            if (attributes[i] != NO_ATTRIBUTES && hasClass(i, name)) {
                return i;
            }
        }
        return NONE;
    }
}
