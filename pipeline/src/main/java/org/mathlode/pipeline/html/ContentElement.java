package org.mathlode.pipeline.html;

/** The element that a page itself calls its content: what tells a short page from one that was misjudged. */
final class ContentElement {
    private ContentElement() {}

    /** The element called main, the only article, the only body of an article, or the block whose id says content; {@link PageTree#NONE} if the page says nothing. */
    static int of(PageTree tree, PageNotes notes, int body) {
        int main = PageTree.NONE;
        int article = PageTree.NONE;
        int bodyText = PageTree.NONE;
        int named = PageTree.NONE;
        boolean articles = false;
        boolean bodies = false;
        for (int i = body + 1; i < tree.end(body); i++) {
            Tag tag = tree.tag(i);
            if (!tag.block || notes.textLength(i) == 0) {
                continue;
            }
            if (main == PageTree.NONE && (tag == Tag.MAIN || tree.hasOtherAttributes(i) && tree.attributeOrEmpty(i, "role").equals("main"))) {
                main = i;
            } else if (tag == Tag.ARTICLE) {
                articles |= article != PageTree.NONE && i >= tree.end(article);
                article = article == PageTree.NONE ? i : article;
            } else if ((notes.names[i] & BlockNames.BODY_TEXT) != 0) {
                bodies |= bodyText != PageTree.NONE && i >= tree.end(bodyText);
                bodyText = bodyText == PageTree.NONE ? i : bodyText;
            } else if (named == PageTree.NONE && (notes.names[i] & BlockNames.CONTENT) != 0 && (notes.names[i] & (BlockNames.NOISE | BlockNames.AROUND | BlockNames.MASTHEAD)) == 0
                    && isContentId(tree.id(i))) {
                named = i;
            }
        }
        if (main != PageTree.NONE) {
            return main;
        }
        if (article != PageTree.NONE && !articles) {
            return article;
        }
        return bodyText != PageTree.NONE && !bodies ? bodyText : named;
    }

    private static boolean isContentId(String id) {
        return id.equalsIgnoreCase("content") || id.equalsIgnoreCase("main") || id.equalsIgnoreCase("maincontent") || id.equalsIgnoreCase("main-content") || id.equalsIgnoreCase("main_content")
                || id.equalsIgnoreCase("page-content") || id.equalsIgnoreCase("bodycontent") || id.equalsIgnoreCase("article");
    }
}
