package org.mathlode.pipeline.html;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The element names that parsing, rendering or mathematics tell apart, and two kinds of node that are no elements.
 * Everything else is {@link #OTHER}. The rendered tags of MathJax 3 ({@code mjx-mi}) count as the MathML tags they mirror.
 */
enum Tag {
    /** A run of text. */
    TEXT,
    /** The content of a script, a style sheet or another raw text element. */
    RAW,
    /** An element without a constant of its own. */
    OTHER,
    // inline
    A, ABBR, ACRONYM, B, BDI, BDO, BIG, CITE, CODE, DEL, DFN, EM, FONT, I, INS, KBD, LABEL, MARK, NOBR, Q, RUBY, RB, RT, RP, S,
    SAMP, SMALL, SPAN, STRIKE, STRONG, SUB, SUP, TIME, TT, U, VAR,
    // void
    AREA, BASE, BR, COL, EMBED, HR(Tag.BLOCK),
    IMG, INPUT, LINK, META, PARAM, SOURCE, TRACK, WBR,
    // raw text
    SCRIPT, STYLE, TEXTAREA, TITLE, XMP(Tag.BLOCK),
    IFRAME, NOEMBED, NOFRAMES,
    // the frame of a page
    HTML(Tag.BLOCK), HEAD(Tag.BLOCK), BODY(Tag.BLOCK), NOSCRIPT, TEMPLATE,
    // blocks
    ADDRESS(Tag.BLOCK), ARTICLE(Tag.BLOCK), ASIDE(Tag.BLOCK),
    BLOCKQUOTE(Tag.BLOCK), CENTER(Tag.BLOCK), DETAILS(Tag.BLOCK),
    DIALOG(Tag.BLOCK), DIR(Tag.BLOCK), DIV(Tag.BLOCK), DL(Tag.BLOCK),
    FIELDSET(Tag.BLOCK), FIGCAPTION(Tag.BLOCK), FIGURE(Tag.BLOCK),
    FOOTER(Tag.BLOCK), FORM(Tag.BLOCK), H1(Tag.BLOCK), H2(Tag.BLOCK),
    H3(Tag.BLOCK), H4(Tag.BLOCK), H5(Tag.BLOCK), H6(Tag.BLOCK),
    HEADER(Tag.BLOCK), HGROUP(Tag.BLOCK), LISTING(Tag.BLOCK),
    MAIN(Tag.BLOCK), MENU(Tag.BLOCK), NAV(Tag.BLOCK), OL(Tag.BLOCK),
    P(Tag.BLOCK), PRE(Tag.BLOCK), SECTION(Tag.BLOCK),
    SUMMARY(Tag.BLOCK), TABLE(Tag.BLOCK), UL(Tag.BLOCK),
    LI(Tag.BLOCK), DT(Tag.BLOCK), DD(Tag.BLOCK), LEGEND(Tag.BLOCK),
    CAPTION(Tag.BLOCK), COLGROUP, THEAD(Tag.BLOCK), TBODY(Tag.BLOCK), TFOOT(Tag.BLOCK), TR(Tag.BLOCK),
    TD(Tag.BLOCK), TH(Tag.BLOCK),
    // controls and embedded things
    BUTTON, SELECT, OPTION, OPTGROUP, DATALIST, OBJECT, AUDIO, VIDEO, CANVAS, SVG, PICTURE, MAP,
    METER, PROGRESS, OUTPUT, APPLET, MARQUEE, FRAMESET, FRAME,
    // MathML
    MATH, SEMANTICS, ANNOTATION, ANNOTATION_XML, MI, MN, MO, MS, MTEXT, MSPACE, MROW, MFRAC, MSQRT, MROOT, MSUP, MSUB, MSUBSUP,
    MUNDER, MOVER, MUNDEROVER, MMULTISCRIPTS, MPRESCRIPTS, NONE, MTABLE, MTR, MTD, MLABELEDTR, MFENCED, MENCLOSE, MSTYLE, MPADDED,
    MPHANTOM, MERROR, MACTION, MTEXATOM, TEXATOM,
    // MathJax 3 and 4 as rendered
    MJX_CONTAINER, MJX_MATH, MJX_ASSISTIVE_MML, MJX_C, MJX_SCRIPT, MJX_FRAC, MJX_NUM, MJX_DEN, MJX_DBOX, MJX_BOX, MJX_BASE, MJX_OVER,
    MJX_UNDER, MJX_SURD, MJX_ROOT, MJX_TABLE, MJX_ITABLE, MJX_ROW, MJX_MSTRUT, MJX_TSTRUT, MJX_NSTRUT, MJX_DSTRUT, MJX_LINE, MJX_ROWLINE, MJX_COPYTEXT,
    MJX_SPEECH, MJX_STRETCHY_H, MJX_STRETCHY_V, MJX_EXT, MJX_END, MJX_BEG, MJX_MID, MJX_MARK, MJX_LABELS, MJX_TABLELABELS;

    private static final int BLOCK = 1;
    private static final Map<String, Tag> BY_NAME = new HashMap<>();

    static {
        for (Tag tag : values()) {
            if (tag.ordinal() > OTHER.ordinal()) {
                BY_NAME.put(tag.html, tag);
            }
        }
    }

    /** Starts and ends a paragraph of text. */
    final boolean block;
    /** The name in lower case. */
    final String html;

    Tag() {
        this(0);
    }

    Tag(int flags) {
        block = flags == BLOCK;
        html = name().toLowerCase(Locale.ROOT).replace('_', '-').intern(); // the parser's names are literals: found without comparing
    }

    /** The tag of this lower-case name, with or without the prefix of a MathML namespace or of MathJax. */
    static Tag of(String name) {
        Tag tag = BY_NAME.get(name);
        if (tag != null) {
            return tag;
        }
        int colon = name.indexOf(':');
        String local = colon >= 0 ? name.substring(colon + 1) : name.startsWith("mjx-") ? name.substring(4) : "";
        Tag mirrored = BY_NAME.get(local);
        return mirrored != null && mirrored.ordinal() >= MATH.ordinal() ? mirrored : OTHER;
    }

    boolean heading() {
        return ordinal() >= H1.ordinal() && ordinal() <= H6.ordinal();
    }
}
