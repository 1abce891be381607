package org.mathlode.pipeline.html;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the words in class and id attributes say about a block, in the vocabulary that sites and themes share. Answers are
 * remembered, as a site repeats its names; one per task, not thread-safe.
 */
final class BlockNames {
    /** Navigation, advertising, sharing, consent: never the text of a page. */
    static final int NOISE = 1;
    /** Around the text: sidebars, related links, author boxes, meta lines. */
    static final int AROUND = 2;
    /** The text of the page. */
    static final int CONTENT = 4;
    /** Comments of readers. */
    static final int COMMENTS = 8;
    /** A post, answer or message of a thread. */
    static final int POST = 16;
    /** Not shown. */
    static final int HIDDEN = 32;
    /** The page's head: logo, banner, masthead. */
    static final int MASTHEAD = 64;

    /** A line about the text: its author, date, credits. */
    static final int LINE = 128;
    /** The text and nothing else, as themes call it: {@code entry-content}. */
    static final int BODY_TEXT = 256;

    /** A part of a text that mathematics and manuals call by its name: {@code theorem}, {@code synopsis}. */
    static final int PIECE = 512;

    /** Words that name a frame and say nothing about what is in it. */
    private static final Set<String> FRAMES = Set.of("wrap", "wrapper", "container", "inner", "outer", "box", "block", "list", "area", "item", "items", "holder", "group", "row", "col", "column", "layout");
    private static final int MOST_REMEMBERED = 20_000;
    private static final Map<String, Integer> WORDS = new HashMap<>();

    static {
        put(NOISE, "nav navi navbar navigation navigate menu menus submenu topmenu mainmenu sitemenu breadcrumb breadcrumbs crumbs crumb breadcrumbtrail topnav subnav sidenav leftnav rightnav"
                + " navlinks navmenu pagenav pagination paginator pager paging pagelinks prevnext footer foot footernav bottombar colophon share sharing shares sharer social socials sociallinks addthis addtoany"
                + " sharethis sharedaddy sociable shariff cookie cookies cookiebanner consent gdpr ccpa onetrust cmp privacy newsletter subscribe subscription signup signin login logout register popup modal overlay lightbox"
                + " ad ads adv advert advertise advertisement advertising adsense adslot adbox sponsor sponsored sponsors banner banners promo promos promotion promotional outbrain taboola teads dfp"
                + " toolbar toolbox tools skip skiplink skiplinks skipto searchbox searchform search copyright disclaimer imprint impressum"
                + " jumptop backtotop totop scrolltop paywall pum popmake likes likers printonly rating ratings vote votes voting poll"
                + " mw-editsection editsection toc tocright mw-jump navbox catlinks printfooter sistersitebox metadata noprint hatnote ambox authority-control"
                + " headerlink anchorjs linkback sphinxsidebar sphinxsidebarwrapper prev-next rst-footer-buttons wy-nav-side wy-nav-top widget widgets");
        put(AROUND, "sidebar sidebars side rightcol leftcol rightcolumn leftcolumn rightbar leftbar related relatedposts relatedarticles relateditems similar recommend recommended recommendation recommendations"
                + " recommender suggested suggestions more-articles morestories mostread mostpopular popular trending latest recent recentposts teasers tags tag taglist tagcloud keywords categories category"
                + " archive archives blogroll authorbox author-bio authorbio aboutauthor bio postmeta postinfo entrymeta entryinfo infos postdate"
                + " commentform respond replyform reply-form pingback pingbacks trackback trackbacks webring links linklist external seealso see-also readmore"
                + " infobox gallery slider carousel slideshow ticker calendar event-list map contact contacts contactbox contactcard aside");
        put(CONTENT, "article articles articlebody article-body articlecontent articletext content contents contentbody main maincontent mainbody body bodytext bodycontent post postbody postcontent posttext post-text entry entrycontent"
                + " entry-content story storybody storycontent storytext text fulltext richtext prose markdown hentry page-content pagecontent blogpost blog-post newstext news-text"
                + " mw-parser-output document bd question answer problem statement solution lecture chapter section theorem proof ltx_page_content ltx_document");
        put(LINE, "author authors autor byline date datum fecha published publishdate updated modified postedon posted timestamp views hits counter readtime readingtime meta credit credits copyright imagecredit"
                + " photocredit bildunterschrift bildquelle caption captions legend bildtext imagecaption figcaption source quelle pubdate time dateline kicker credit-line wp-caption-text");
        put(BODY_TEXT, "articlebody articlecontent articletext entrycontent postcontent postbody storybody storycontent posttext newstext mainbody maincontent bodytext articlebodytext contentbody"
                + " entry-content post-content article-body article-content story-body post-body");
        put(CONTENT, "admonition");
        put(PIECE, "theorem thm lemma proposition corollary proof definition remark example examples exercise exercises axiom conjecture claim notation para decl synopsis usage abstract signature refsect1"
                + " refnamediv refsynopsisdiv");
        put(COMMENTS, "comment comments commentlist comment-list commentlisting disqus discussion replies reply responses livefyre commentary commentsection");
        put(POST, "question answer post postcell answercell message messagetext posttext s-prose js-post-body postbody threadpost forumpost topic");
        put(HIDDEN, "hidden hide visually-hidden visuallyhidden sr-only screen-reader-text screenreader invisible offscreen display-none noshow nodisplay");
        put(MASTHEAD, "header head masthead topbar top-bar siteheader pageheader logo branding brand site-title sitetitle tagline topper");
        // Chinese and other names seen in the wild
        put(AROUND, "authorcard authorinfo authordetails authorprofile vcard factbox linkbox affiliate textwidget relatedlinks relatednews relatedstories moreon morefrom readnext alsoread");
        put(COMMENTS, "kommentar kommentare comentarios commentaires komentarze commenti");
        put(NOISE, "twitter-tweet instagram-media fb-post tiktok-embed");
        put(NOISE, "pushlayer daohang dibu menunav friendlink friendlinks youlian breadnav weizhi toubu nav-bar crumb-nav fenxiang bdsharebuttonbox bdshare copyright-area");
        put(AROUND, "xiangguan tuijian remen recommend-box hot-article article-copyright");
    }

    private final Map<String, Integer> remembered = new HashMap<>();

    private static void put(int meaning, String words) {
        for (String word : words.split(" ")) {
            WORDS.merge(word, meaning, (a, b) -> a | b);
        }
    }

    /** The meanings of all words of a class or id attribute. */
    int meaning(String names) {
        Integer known = remembered.get(names);
        if (known != null) {
            return known;
        }
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        int meaning = meanings(names);
        remembered.put(names, meaning);
        return meaning;
    }

    /** As {@link #meaning}, worked out anew. */
    static int meanings(String names) {
        int meaning = 0;
        int length = names.length();
        int i = 0;
        while (i < length) {
            int start = i;
            while (i < length && !isBlank(names.charAt(i))) {
                i++;
            }
            meaning |= i > start ? word(names.substring(start, i)) : 0;
            i++;
        }
        return meaning;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static int word(String name) {
        if (name.isEmpty() || name.length() > 80) {
            return 0;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("elementor")) {
            return 0; // a page builder calls everything a widget
        }
        if (lower.indexOf('.') > 0 || lower.indexOf("::") > 0) {
            return 0; // what a manual explains: category_theory.functor
        }
        int first = 0;
        int last = 0;
        Integer whole = WORDS.get(lower);
        int meaning = whole == null ? 0 : whole;
        // parts: postMeta, post-meta, post_meta__date
        int start = 0;
        String before = null;
        boolean negated = false;
        for (int i = 1; i <= name.length(); i++) {
            boolean end = i == name.length();
            char c = end ? '-' : name.charAt(i);
            boolean separator = c == '-' || c == '_' || c == ':' || c == '.' || c == '/';
            boolean camel = !end && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1));
            boolean digit = !end && Character.isDigit(c);
            if (separator || camel || digit) {
                if (i > start) {
                    String part = lower.substring(start, i);
                    negated |= part.equals("no") || part.equals("has") || part.equals("with") || part.equals("without") || part.equals("not") || part.equals("is") && end;
                    Integer said = WORDS.get(part);
                    if (said != null && !negated) {
                        meaning |= said;
                        first = first == 0 ? said : first;
                    }
                    if (!FRAMES.contains(part)) {
                        last = said == null || negated ? 0 : said;
                    }
                    if (before != null && !negated) {
                        Integer pair = WORDS.get(before + part);
                        meaning |= pair == null ? 0 : pair;
                    }
                    before = part;
                }
                start = camel ? i : i + 1;
            }
        }
        // "related_post" and "article-footer" are around the text, "content-sidebar-wrap" is the frame of both
        return ((first | last) & (NOISE | AROUND)) != 0 && (first & CONTENT & last) == 0 && !FRAMES.contains(lastPart(lower)) || (last & (NOISE | AROUND)) != 0
                ? meaning & ~(CONTENT | BODY_TEXT | POST) : meaning;
    }

    private static String lastPart(String lower) {
        int i = lower.length();
        while (i > 0 && Character.isLetter(lower.charAt(i - 1))) {
            i--;
        }
        return lower.substring(i);
    }
}
