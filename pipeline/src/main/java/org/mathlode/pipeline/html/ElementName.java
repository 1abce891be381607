package org.mathlode.pipeline.html;

import java.util.HashMap;
import java.util.Map;

/** The name of an element and what the rules of tree construction say of it (HTML Standard, sections 13.2.4 and 13.2.6). */
final class ElementName {
    /** Elements that one rule treats alike. */
    enum Group {
        ORDINARY, A, FORMATTING, BLOCK, P, LI, DESCRIPTION, HEADING, PREFORMATTED, FORM, BUTTON, TABLE, INPUT, HR, VOID, MEDIA, METADATA,
        TITLE, TEXTAREA, SCRIPT, STYLE, XMP, FRAMED_TEXT, NOSCRIPT, SELECT, OPTION, OPTGROUP, RUBY_BASE, RUBY_TEXT, OBJECT, MATH, SVG,
        HTML, HEAD, BODY, CAPTION, COLGROUP, COL, ROWS, TR, CELL, FRAME,
        /** {@link PlainPage} does not know their rules. */
        UNUSUAL
    }

    static final int SCOPE = 1;
    static final int LIST_SCOPE = 2;
    static final int BUTTON_SCOPE = 4;
    static final int TABLE_SCOPE = 8;
    static final int IMPLIED_END = 16;
    static final int SPECIAL = 32;
    /** No content and no end tag. */
    static final int EMPTY = 64;
    /** The content is text up to the end tag, without markup. */
    static final int RAW = 128;
    /** As {@link #RAW}, with character references. */
    static final int ESCAPABLE = 256;
    /** Ends MathML or SVG where it starts within. */
    static final int BREAKS_OUT = 512;
    /** An HTML element may start in it though it is MathML or SVG. */
    static final int INTEGRATION = 1024;

    private static final Map<String, Group> GROUPS = new HashMap<>();
    private static final Map<String, Integer> FLAGS = new HashMap<>();

    static {
        group(Group.A, "a");
        group(Group.FORMATTING, "b big code em font i s small strike strong tt u nobr");
        group(Group.BLOCK, "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup main menu nav ol search section summary ul");
        group(Group.P, "p");
        group(Group.LI, "li");
        group(Group.DESCRIPTION, "dd dt");
        group(Group.HEADING, "h1 h2 h3 h4 h5 h6");
        group(Group.PREFORMATTED, "pre listing");
        group(Group.FORM, "form");
        group(Group.BUTTON, "button");
        group(Group.TABLE, "table");
        group(Group.INPUT, "input");
        group(Group.HR, "hr");
        group(Group.VOID, "area br embed img keygen wbr");
        group(Group.MEDIA, "param source track");
        group(Group.METADATA, "base basefont bgsound link meta");
        group(Group.TITLE, "title");
        group(Group.TEXTAREA, "textarea");
        group(Group.SCRIPT, "script");
        group(Group.STYLE, "style noframes");
        group(Group.XMP, "xmp");
        group(Group.FRAMED_TEXT, "iframe noembed");
        group(Group.NOSCRIPT, "noscript");
        group(Group.SELECT, "select");
        group(Group.OPTION, "option");
        group(Group.OPTGROUP, "optgroup");
        group(Group.RUBY_BASE, "rb rtc");
        group(Group.RUBY_TEXT, "rp rt");
        group(Group.OBJECT, "applet marquee object");
        group(Group.MATH, "math");
        group(Group.SVG, "svg");
        group(Group.HTML, "html");
        group(Group.HEAD, "head");
        group(Group.BODY, "body");
        group(Group.CAPTION, "caption");
        group(Group.COLGROUP, "colgroup");
        group(Group.COL, "col");
        group(Group.ROWS, "tbody tfoot thead");
        group(Group.TR, "tr");
        group(Group.CELL, "td th");
        group(Group.FRAME, "frame");
        group(Group.UNUSUAL, "frameset image name plaintext template");
        flag(SCOPE, "applet caption html marquee object select table td template th");
        flag(LIST_SCOPE, "ol ul");
        flag(BUTTON_SCOPE, "button");
        flag(TABLE_SCOPE, "html table template");
        flag(IMPLIED_END, "dd dt li optgroup option p rb rp rt rtc");
        flag(SPECIAL, "address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form"
                + " frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript object ol p param plaintext pre"
                + " script search section select source style summary table tbody td template textarea tfoot th thead title tr track ul wbr xmp");
        flag(EMPTY, "meta link base frame img br wbr embed hr input keygen col area basefont bgsound param source track");
        flag(RAW, "iframe noembed noframes script style xmp");
        flag(ESCAPABLE, "title textarea");
        flag(BREAKS_OUT, "b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strike strong sub sup table tt u ul var");
    }

    private static final int MATHML_TEXT = SCOPE | SPECIAL | INTEGRATION;
    private static final Map<String, Integer> MATHML_FLAGS = Map.of("mi", MATHML_TEXT, "mn", MATHML_TEXT, "mo", MATHML_TEXT, "ms", MATHML_TEXT, "mtext", MATHML_TEXT, "annotation-xml", SCOPE | SPECIAL);
    private static final Map<String, Integer> SVG_FLAGS = Map.of("desc", MATHML_TEXT, "foreignobject", MATHML_TEXT, "title", MATHML_TEXT);

    /** In lower case. */
    final String name;
    final Tag tag;
    final Group group;
    /** What holds of it as an element of HTML. */
    final int flags;
    /** What holds of it as an element of MathML. */
    final int flagsInMathMl;
    /** What holds of it as an element of SVG. */
    final int flagsInSvg;

    private static final Map<String, ElementName> STANDARD = new HashMap<>();

    static {
        GROUPS.keySet().forEach(name -> STANDARD.put(name, new ElementName(name)));
    }

    /** The name {@code lowerCase}; one object for each name that has a group of its own. */
    static ElementName of(String lowerCase) {
        ElementName standard = STANDARD.get(lowerCase);
        return standard != null ? standard : new ElementName(lowerCase);
    }

    private ElementName(String name) {
        this.name = name;
        tag = Tag.of(name);
        group = GROUPS.getOrDefault(name, Group.ORDINARY);
        flags = FLAGS.getOrDefault(name, 0);
        flagsInMathMl = MATHML_FLAGS.getOrDefault(name, 0);
        flagsInSvg = SVG_FLAGS.getOrDefault(name, 0);
    }

    private static void group(Group group, String names) {
        for (String name : names.split(" ")) {
            GROUPS.put(name, group);
        }
    }

    private static void flag(int flag, String names) {
        for (String name : names.split(" ")) {
            FLAGS.merge(name, flag, (a, b) -> a | b);
        }
    }
}
