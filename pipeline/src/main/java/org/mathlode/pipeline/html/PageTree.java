package org.mathlode.pipeline.html;

import java.util.Arrays;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * A page as flat arrays in document order, filled from jsoup's tree: node {@code i} has its subtree at
 * {@code i+1 .. end(i)}. A pass over the page is a loop, so depth costs nothing. Node 0 is the document. Read-only.
 */
final class PageTree {
    static final int NONE = -1;
    private static final Attributes NO_ATTRIBUTES = new Attributes();

    /** Pages have fewer nodes than one in so many bytes; arrays grow where one has more. */
    private static final int BYTES_A_NODE = 20;
    private static final int STEPS_A_LOOK = 4;
    private static final byte HAS_STYLE = 1;
    private static final byte HAS_ID = 2;
    private static final byte HAS_OTHERS = 4;

    private Tag[] tags;
    private int[] parents;
    private int[] ends;
    /** The text of a text node; the name of an {@link Tag#OTHER}; the class attribute of another element, or null. */
    private String[] texts;
    private Attributes[] attributes;
    /** Whether a style and an id that are not empty are among the attributes, and others than class, id and style. */
    private byte[] kinds;
    private int size;
    private final WorkBudget work;

    private PageTree(int room, WorkBudget work) {
        this.work = work;
        tags = new Tag[room];
        parents = new int[room];
        ends = new int[room];
        texts = new String[room];
        attributes = new Attributes[room];
        kinds = new byte[room];
    }

    /** The tree of a parsed page; {@code bytes} is how long the page is, roughly, for a guess at its nodes. */
    static PageTree of(Document document, int bytes, WorkBudget work) {
        PageTree tree = new PageTree(Math.max(64, bytes / BYTES_A_NODE), work);
        tree.fill(document);
        return tree;
    }

    /** A tree of the document alone, to be filled in document order; {@code bytes} as in {@link #of}. */
    static PageTree empty(int bytes, WorkBudget work) {
        PageTree tree = new PageTree(Math.max(64, bytes / BYTES_A_NODE), work);
        tree.add(Tag.OTHER, NONE, "#root", NO_ATTRIBUTES);
        return tree;
    }

    /** Walks jsoup's tree with a stack of its own. */
    private void fill(Document document) {
        Element[] above = new Element[64];
        int[] next = new int[64];
        int depth = 0;
        Element element = document;
        int child = 0;
        int open = add(Tag.OTHER, NONE, document.normalName(), NO_ATTRIBUTES);
        work.spend(1);
        while (true) {
            if (child < element.childNodeSize()) {
                Node node = element.childNode(child++);
                work.spend(1);
                if (node instanceof Element) {
                    if (depth == above.length) {
                        above = Arrays.copyOf(above, depth * 2);
                        next = Arrays.copyOf(next, depth * 2);
                    }
                    above[depth] = element;
                    next[depth++] = child;
                    element = (Element) node;
                    child = 0;
                    open = addElement(element, open);
                } else if (node instanceof TextNode) {
                    addLeaf(Tag.TEXT, ((TextNode) node).getWholeText(), open);
                } else if (node instanceof DataNode) {
                    addLeaf(Tag.RAW, ((DataNode) node).getWholeData(), open);
                }
            } else {
                ends[open] = size;
                open = parents[open];
                if (depth == 0) {
                    return;
                }
                element = above[--depth];
                child = next[depth];
            }
        }
    }

    private int addElement(Element element, int parent) {
        String name = element.normalName();
        return addElement(Tag.of(name), name, element.attributesSize() == 0 ? null : element.attributes(), parent);
    }

    /** Appends an element; {@code own} is null if it has no attributes. */
    int addElement(Tag tag, String name, Attributes own, int parent) {
        if (own == null) {
            return add(tag, parent, tag == Tag.OTHER ? name : null, NO_ATTRIBUTES);
        }
        String css = own.get("class");
        int node = add(tag, parent, tag == Tag.OTHER ? name : css, own);
        kinds[node] = kind(own, css);
        return node;
    }

    private static byte kind(Attributes own, String css) {
        int count = own.size();
        int known = css.isEmpty() ? 0 : 1;
        int kind = 0;
        if (count > known && !own.get("style").isEmpty()) {
            kind = HAS_STYLE;
            known++;
        }
        if (count > known && !own.get("id").isEmpty()) {
            kind |= HAS_ID;
            known++;
        }
        return (byte) (count > known ? kind | HAS_OTHERS : kind);
    }

    boolean hasAll(int node, Attributes wanted) {
        for (Attribute own : wanted) {
            if (!attributes[node].hasKey(own.getKey())) {
                return false;
            }
        }
        return true;
    }

    /** Adds the attributes that an element, which has a tag of its own, has not yet; false if there would be more than {@code most}. */
    boolean addAttributes(int node, Attributes more, int most) {
        if (attributes[node].size() + more.size() > most) {
            return false;
        }
        Attributes own = attributes[node].clone();
        for (Attribute other : more) {
            if (!own.hasKey(other.getKey())) {
                own.put(other);
            }
        }
        attributes[node] = own;
        texts[node] = own.get("class");
        kinds[node] = kind(own, texts[node]);
        return true;
    }

    /** Appends an element like another one, without what is in it. */
    int addCopy(int node, int parent) {
        int copy = add(tags[node], parent, texts[node], attributes[node]);
        kinds[copy] = kinds[node];
        return copy;
    }

    /** Appends text. */
    void addLeaf(Tag tag, String text, int parent) {
        work.spend(text.length() >> 4);
        add(tag, parent, text, NO_ATTRIBUTES);
    }

    /** What is appended from here on is no longer in the subtree of this node. */
    void close(int node) {
        ends[node] = size;
    }

    boolean sameAttributes(int node, int other) {
        return attributes[node] == attributes[other] || attributes[node].equals(attributes[other]);
    }

    private int add(Tag tag, int parent, String text, Attributes own) {
        if (size == tags.length) {
            int room = size * 2;
            tags = Arrays.copyOf(tags, room);
            parents = Arrays.copyOf(parents, room);
            ends = Arrays.copyOf(ends, room);
            texts = Arrays.copyOf(texts, room);
            attributes = Arrays.copyOf(attributes, room);
            kinds = Arrays.copyOf(kinds, room);
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

    /** Counts a look at all nodes below {@code node}: what each element of a page does to its descendants adds up with depth. */
    void charge(int node) {
        work.spend((ends[node] - node) * STEPS_A_LOOK);
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

    /** True unless class, id and style are all there is. */
    boolean hasOtherAttributes(int node) {
        return (kinds[node] & HAS_OTHERS) != 0;
    }

    /** The class attribute, or the empty string. */
    String classAttribute(int node) {
        return attributes[node] == NO_ATTRIBUTES ? "" : tags[node] == Tag.OTHER ? attributes[node].get("class") : texts[node];
    }

    /** The id, or the empty string. */
    String id(int node) {
        return (kinds[node] & HAS_ID) == 0 ? "" : attributes[node].get("id");
    }

    /** The style attribute, or the empty string. */
    String style(int node) {
        return (kinds[node] & HAS_STYLE) == 0 ? "" : attributes[node].get("style");
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
        return holdsWord(classAttribute(node), name);
    }

    /** True if one of the words of a class attribute is {@code name} (exact case). */
    static boolean holdsWord(String css, String name) {
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
        work.spend(ends[node] - node);
        StringBuilder out = new StringBuilder();
        for (int i = node; i < ends[node]; i++) {
            if (tags[i] == Tag.TEXT) {
                out.append(texts[i]);
            }
        }
        work.spend(out.length() >> 2);
        return out.toString();
    }

    /** The characters of a script, style or other raw text element. */
    String rawText(int node) {
        charge(node);
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
            work.spend(1);
            next = nextSibling(next);
        }
        return next;
    }

    /** The first element of this tag in the subtree below {@code node}, or {@link #NONE}. */
    int find(int node, Tag wanted) {
        for (int i = node + 1; i < ends[node]; i++) {
            if (tags[i] == wanted) {
                work.spend(i - node);
                return i;
            }
        }
        charge(node);
        return NONE;
    }

    /** The first element below {@code node} with this class, or {@link #NONE}. */
    int findClass(int node, String name) {
        for (int i = node + 1; i < ends[node]; i++) {
            if (attributes[i] != NO_ATTRIBUTES && hasClass(i, name)) {
                work.spend(i - node);
                return i;
            }
        }
        charge(node);
        return NONE;
    }
}
