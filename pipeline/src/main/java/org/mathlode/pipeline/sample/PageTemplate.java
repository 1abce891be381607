package org.mathlode.pipeline.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The frame of a site's pages: menus, side bars, cookie notes, footers. Each domain words and orders them in its own way. */
enum PageTemplate {
    NOTES, WIKI, PAPER, QUESTIONS, BLOG, SHOP, DOCS, BARE, FORUM, PORTAL, NEWS, MATHSHOP;

    private static final List<String> MENU_EN = List.of("Home", "About", "Contact", "Archive", "Search", "Log in", "Newsletter", "Sitemap",
            "Help", "Terms of use", "Privacy", "Subscribe", "All categories", "Random page", "Support us", "Tags");
    private static final List<String> MENU_ZH = List.of("首页", "关于我们", "联系方式", "归档", "搜索", "登录", "注册", "网站地图", "帮助", "标签", "友情链接", "最新发布");
    private static final List<String> MENU_ZH_HANT = List.of("首頁", "關於本站", "聯絡我們", "文章列表", "搜尋", "登入", "註冊", "說明", "標籤", "友站連結");
    private static final List<String> MENU_JA = List.of("ホーム", "プロフィール", "お問い合わせ", "日記一覧", "リンク", "掲示板");

    /** Ten numbers in a row, as on half the web: a trap for whoever compares pages with benchmarks by ten words in a row. */
    private static final String PAGE_BAR = "1 2 3 4 5 6 7 8 9 10 11 12";

    /** The whole page. {@code charsetTag} is the meta element that declares the charset, or nothing; {@code related} are other titles. */
    String page(Section section, Article article, String charsetTag, List<String> related) {
        SplitMix64 dice = SplitMix64.named("template " + section.domain());
        Frame frame = new Frame(section, article, related, dice.shuffled(menuWords(section.language())));
        String body = switch (this) {
            case BARE -> frame.bare();
            case FORUM -> frame.tables();
            case QUESTIONS -> frame.columns("question-page", "question", "s-sidebar");
            case WIKI -> frame.columns("mw-body", "mw-parser-output", "mw-panel");
            case PAPER -> frame.columns("ltx_page_main", "ltx_document", "ltx_page_navbar");
            case SHOP -> frame.columns("wrap " + section.domain().charAt(0) + "-grid", "product-detail", "aside-offers");
            case MATHSHOP -> frame.columns("math-grid math-container", "math-card mathjax-ready", "math-sidebar");
            default -> frame.columns("layout-" + Long.toHexString(dice.next() & 0xFFFF), dice.pick(List.of("entry-content", "post-body", "article-text", "markdown")),
                    dice.pick(List.of("sidebar", "widget-area", "toc", "rail")));
        };
        return head(section, article, charsetTag) + body + "\n</body>\n</html>\n";
    }

    private String head(Section section, Article article, String charsetTag) {
        String title = Html.text(article.title(), Markup.NONE).replaceAll("<[^>]*>", "");
        return (this == BARE || this == FORUM ? "<html>\n" : "<!DOCTYPE html>\n<html lang=\"" + section.language() + "\">\n")
                + "<head>\n" + (charsetTag.isEmpty() ? "" : charsetTag + "\n")
                + "<title>" + title + (this == BARE ? "" : " - " + siteName(section)) + "</title>\n"
                + (section.markup().head().isEmpty() ? "" : section.markup().head() + "\n")
                + (this == BARE ? "" : "<link rel=\"stylesheet\" href=\"/css/" + section.domain().charAt(0) + name().toLowerCase(Locale.ROOT)
                        + ".css\">\n<style>.menu li{float:left} .hidden{display:none}</style>\n")
                + "</head>\n<body" + (this == MATHSHOP ? " class=\"theme-math\"" : "") + ">\n";
    }

    static String siteName(Section section) {
        String name = section.domain().substring(0, section.domain().indexOf('.')).replace('-', ' ');
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static List<String> menuWords(String language) {
        return switch (language) {
            case "zh" -> MENU_ZH;
            case "zh-Hant" -> MENU_ZH_HANT;
            case "ja" -> MENU_JA;
            default -> MENU_EN;
        };
    }

    /** One page on its way into its template. */
    private record Frame(Section section, Article article, List<String> related, List<String> words) {
        String columns(String outer, String inner, String side) {
            return "<nav class=\"menu\"><ul>" + links(words.subList(0, 5), "li") + "</ul></nav>\n"
                    + (words.get(0).length() % 2 == 0 ? cookies() : "")
                    + "<div class=\"" + outer + "\">\n<div class=\"breadcrumb\"><a href=\"/\">" + words.get(0) + "</a> &raquo; <a href=\"/"
                    + section.domain().charAt(0) + "/\">" + words.get(5 % words.size()) + "</a></div>\n<article class=\"" + inner + "\">\n<h1>"
                    + Html.text(article.title(), section.markup()) + "</h1>\n" + Html.blocks(article, section.markup()) + "\n</article>\n</div>\n"
                    + "<aside class=\"" + side + "\"><h3>" + words.get(2) + "</h3><ul>" + links(related, "li") + "</ul></aside>\n" + footer();
        }

        String bare() {
            return "<h1>" + Html.text(article.title(), section.markup()) + "</h1>\n<hr>\n" + Html.blocks(article, section.markup())
                    + "\n<hr>\n<p align=\"center\"><a href=\"index.html\">" + words.get(0) + "</a> | <a href=\"mail.html\">" + words.get(1) + "</a></p>";
        }

        String tables() {
            return "<table width=\"100%\" bgcolor=\"#eeeeee\"><tr>" + links(words.subList(0, 4), "td") + "</tr></table>\n"
                    + "<table class=\"forumline\" width=\"100%\"><tr><th>" + Html.text(article.title(), section.markup()) + "</th></tr>\n<tr><td class=\"row1\">\n"
                    + Html.blocks(article, section.markup()) + "\n<p>" + PAGE_BAR + "</p>\n</td></tr></table>\n<table><tr>" + links(related, "td") + "</tr></table>\n" + footer();
        }

        private String cookies() {
            String text = switch (section.language()) {
                case "zh" -> "本站使用 Cookie 以改善浏览体验。";
                case "zh-Hant" -> "本站使用 Cookie 以改善瀏覽體驗。";
                case "ja" -> "当サイトはクッキーを使用します。";
                default -> "We use cookies on " + siteName(section) + ". Accept all or manage your choices.";
            };
            return "<div id=\"cookie-banner\" class=\"cookie-consent\" role=\"dialog\">" + text + " <button>OK</button></div>\n";
        }

        private String footer() {
            List<String> last = new ArrayList<>(words.subList(words.size() - 3, words.size()));
            return "<footer class=\"footer\"><p>&copy; 2025 " + siteName(section) + "</p><p>"
                    + last.stream().map(word -> "<a href=\"/" + words.indexOf(word) + "\">" + word + "</a>").collect(Collectors.joining(" · ")) + "</p></footer>";
        }

        private static String links(List<String> words, String element) {
            return words.stream().map(word -> "<" + element + "><a href=\"/" + Long.toHexString(SplitMix64.named(word).next() & 0xFFFFF) + "\">"
                    + Html.text(word, Markup.NONE).replaceAll("<[^>]*>", "") + "</a></" + element + ">").collect(Collectors.joining());
        }
    }
}
