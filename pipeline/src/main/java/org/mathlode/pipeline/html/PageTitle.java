package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The block that shows a page's title, where it stands outside the main text: many pages set their title in a table cell, a
 * {@code <div>} or a banner. It is known by its words, which are those of the title element but for the name of the site.
 */
final class PageTitle {
    /** What stands between a title and the name of its site. */
    private static final String SEPARATORS = "|｜»«·•_";
    /** The same with blanks around it, or beside a CJK character: hyphens within Latin words are none. */
    private static final String HYPHENS = "-–—";
    /** What sites call the block of a title; not what they call the name of the site or a box. */
    private static final Pattern NAMED = Pattern.compile("(?i)(?:^|\\s)(?:(?:(?:article|news|post|content|entry|detail|doc|main|text)[a-z]{0,12}[-_]?)?(?:title|headline|biaoti))(?:[-_]?\\d+)?(?:$|\\s)");
    private static final int SHORTEST_NAMED = 8;
    private static final int LONGEST_NAMED = 200;
    /** Shorter than this may stand anywhere. */
    private static final int SHORTEST = 4;
    private static final int LONGEST = 300;

    private PageTitle() {}

    /** The first dropped block with the words of the title, headings before others; {@link PageTree#NONE} if the title is kept or not shown. */
    static int dropped(PageTree tree, PageNotes notes, WorkBudget work) {
        int element = titleElement(tree);
        if (element == PageTree.NONE) {
            return PageTree.NONE;
        }
        String title = tree.text(element).strip();
        String whole = folded(title);
        List<String> parts = parts(title);
        String site = siteName(tree, notes);
        parts.removeIf(part -> part.equals(site));
        // the longest part: the others name the site and its sections
        String heart = parts.stream().max(Comparator.comparingInt(PageTitle::length)).orElse("");
        int longest = length(whole);
        if (length(heart) < SHORTEST || longest > LONGEST) {
            return named(tree, notes, work);
        }
        int shortest = Math.min(length(heart), longest * 6 / 10);
        int found = PageTree.NONE;
        work.spend(tree.size());
        for (int i = element + 1; i < tree.size(); i++) {
            int length = notes.textLength[i];
            if (length < SHORTEST || length > LONGEST || !tree.tag(i).block) {
                continue; // most nodes
            }
            if (!tree.tag(i).heading() && (length < shortest || length > longest) || tree.end(i) - i > LONGEST) {
                continue;
            }
            String text = folded(tree.text(i));
            boolean same = text.contains(heart) && whole.contains(text) || isBeginning(text, whole);
            if (text.equals(site)) {
                continue;
            }
            if ((same || tree.tag(i).heading() && holdsPart(text, parts)) && isKept(tree, notes, i)) {
                return PageTree.NONE;
            }
            if (!same) {
                continue;
            }
            if (found == PageTree.NONE || tree.tag(i).heading() && !tree.tag(found).heading()) {
                found = i;
            }
        }
        return found != PageTree.NONE ? found : named(tree, notes, work);
    }

    /** The name of the site where its heading fell as such; else empty. */
    private static String siteName(PageTree tree, PageNotes notes) {
        for (int i = 1; i < tree.size(); i++) {
            if (tree.tag(i) == Tag.H1 && SiteName.REASON.equals(notes.reason(i))) {
                return folded(tree.text(i));
            }
        }
        return "";
    }

    /** The last dropped block before the text that is called a title, of a page that shows no heading: its title element names the site alone. */
    private static int named(PageTree tree, PageNotes notes, WorkBudget work) {
        int found = PageTree.NONE;
        boolean textSeen = false;
        for (int i = 1; i < tree.size(); ) {
            work.spend(1);
            if (notes.isDropped(i)) {
                for (int k = i; k < tree.end(i) && !textSeen; k++) {
                    found = isNamedTitle(tree, notes, k) ? k : found;
                }
                work.spend(tree.end(i) - i);
                i = tree.end(i);
                continue;
            }
            if (tree.tag(i).heading() && tree.tag(i).compareTo(Tag.H3) <= 0 && notes.textLength[i] > 0) {
                return PageTree.NONE;
            }
            textSeen |= tree.isText(i) && notes.textLength[i] >= MainContent.SHORT;
            i++;
        }
        return textSeen ? found : PageTree.NONE;
    }

    private static boolean isNamedTitle(PageTree tree, PageNotes notes, int i) {
        return tree.tag(i).block && notes.textLength[i] >= SHORTEST_NAMED && notes.textLength[i] <= LONGEST_NAMED && notes.linkLength[i] == 0
                && (notes.names[i] & (BlockNames.NOISE | BlockNames.AROUND | BlockNames.HIDDEN)) == 0 && (NAMED.matcher(tree.classAttribute(i)).find() || NAMED.matcher(tree.id(i)).find());
    }

    /** The parts of a title that are no shorter than a name. */
    private static List<String> parts(String title) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= title.length(); i++) {
            if (i == title.length() || separates(title, i)) {
                String part = folded(title.substring(start, i));
                if (length(part) >= SHORTEST) {
                    parts.add(part);
                }
                start = i + 1;
            }
        }
        return parts;
    }

    private static boolean separates(String title, int at) {
        char c = title.charAt(at);
        char before = at == 0 ? ' ' : title.charAt(at - 1);
        char after = at + 1 == title.length() ? ' ' : title.charAt(at + 1);
        if (c == ':') {
            return before == ' ' && after == ' ' || before == ':' || after == ':';
        }
        return SEPARATORS.indexOf(c) >= 0 || HYPHENS.indexOf(c) >= 0 && (before == ' ' && after == ' ' || before >= 0x2E80 || after >= 0x2E80 || before == c || after == c);
    }

    private static boolean isKept(PageTree tree, PageNotes notes, int node) {
        int i = node;
        while (i > 0 && !notes.isDropped(i)) {
            i = tree.parent(i);
        }
        return i <= 0;
    }

    /** True if a heading that is kept says a part of the title: then the rest is the site's. */
    private static boolean holdsPart(String heading, List<String> parts) {
        return parts.stream().anyMatch(heading::contains);
    }

    /** True for most of a title, up to a sign that is no letter. */
    private static boolean isBeginning(String text, String whole) {
        return text.length() < whole.length() && text.length() * 10 >= whole.length() * 6 && whole.startsWith(text) && !Character.isLetterOrDigit(whole.charAt(text.length()));
    }

    /** True if the title element begins with the words of a heading: it is the title, whatever it is called. */
    static boolean begins(PageTree tree, int heading) {
        int title = titleElement(tree);
        return title != PageTree.NONE && folded(tree.text(title)).startsWith(folded(tree.text(heading)));
    }

    private static int titleElement(PageTree tree) {
        for (int i = 1; i < tree.size() && tree.tag(i) != Tag.BODY; i++) {
            if (tree.tag(i) == Tag.TITLE) {
                return i;
            }
        }
        return PageTree.NONE;
    }

    /** Without white space and in small letters. */
    private static String folded(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c != '\u00a0' && c != '\u3000') {
                out.append(Character.toLowerCase(c));
            }
        }
        return out.toString();
    }

    /** As {@link PageNotes} counts: a CJK character twice. */
    private static int length(String folded) {
        int length = folded.length();
        for (int i = 0; i < folded.length(); i++) {
            length += folded.charAt(i) >= 0x2E80 && folded.charAt(i) < 0xFE00 ? 1 : 0;
        }
        return length;
    }
}
