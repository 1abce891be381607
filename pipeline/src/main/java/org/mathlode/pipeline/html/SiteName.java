package org.mathlode.pipeline.html;

import java.util.regex.Pattern;

/** The name of a site set as the largest heading of each of its pages: it leads home, or is called so, and the page has a heading of its own. */
final class SiteName {
    private static final Pattern HOME = Pattern.compile("(?:https?:)?(?://[^/]+)?/?(?:\\.{1,2}/)*(?:index\\.[a-z]{3,5}|home)?/?(?:\\?.*)?");
    private static final Pattern CALLED = Pattern.compile("(?i)(?:^|[\\s_-])(?:site[-_]?(?:title|name)|blog[-_]?(?:title|name)|logo|brand(?:ing)?)(?:$|[\\s_-])");
    /** Why it falls. */
    static final String REASON = "the name of the site";
    private static final int LONGEST = 120;

    private SiteName() {}

    /** Drops the name where another heading of the first or second size is left. */
    static void drop(PageTree tree, PageNotes notes, int body, WorkBudget work) {
        int name = PageTree.NONE;
        boolean heading = false;
        for (int i = body + 1; i < tree.end(body) && !(heading && name != PageTree.NONE); ) {
            work.spend(1);
            if (notes.isDropped(i)) {
                i = tree.end(i);
                continue;
            }
            Tag tag = tree.tag(i);
            if ((tag == Tag.H1 || tag == Tag.H2) && notes.textLength[i] > 0) {
                if (name == PageTree.NONE && !heading && tag == Tag.H1 && isName(tree, notes, i)) {
                    name = i;
                } else {
                    heading = true;
                }
                i = tree.end(i);
                continue;
            }
            i++;
        }
        if (name != PageTree.NONE && heading) {
            notes.drop(name, REASON);
        }
    }

    private static boolean isName(PageTree tree, PageNotes notes, int heading) {
        if (notes.textLength[heading] > LONGEST || notes.formulas[heading] > 0) {
            return false;
        }
        if ((CALLED.matcher(tree.classAttribute(heading)).find() || CALLED.matcher(tree.id(heading)).find()) && !PageTitle.begins(tree, heading)) {
            return true;
        }
        if (notes.linkLength[heading] < notes.textLength[heading]) {
            return false;
        }
        int link = tree.tag(tree.parent(heading)) == Tag.A ? tree.parent(heading) : tree.find(heading, Tag.A);
        String address = link == PageTree.NONE ? "" : tree.attributeOrEmpty(link, "href").strip();
        return tree.attributeOrEmpty(link == PageTree.NONE ? heading : link, "rel").equals("home") || !address.isEmpty() && address.length() < 200 && HOME.matcher(address).matches();
    }
}
