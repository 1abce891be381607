package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What short blocks say that lead away from a page or speak about the site: in the languages that crawls are full of. */
final class BoilerplatePhrases {
    private static final int LONGEST = 160;
    /** A note on rights and duties is no longer than this. */
    static final int LONGEST_NOTE = 400;
    /** How notes on copying and on who is responsible open. */
    private static final Pattern NOTE = Pattern.compile("[\\s\u00a0\u3000*※【\\[（(]*(?:免责声明|免責聲明|特别声明|郑重声明|重要声明|版权声明|版權聲明|转载声明|转载请|转载本文|未经授权|未经许可|本文版权归|文章版权归|版权归|著作权归|声明[:：]"
            + "|本站(?:文章|内容|资源|部分|所有)|本网站(?:所有|部分|内容)|本文(?:来自|来源|转自|转载自|首发于|由[^。]{1,20}(?:发布|授权))|如有侵权|侵权(?:删除|必究)|凡本网|责任编辑|（?责编"
            + "|Disclaimer:|DISCLAIMER).*", Pattern.DOTALL);
    private static final String[] OPENINGS = {
        // further reading
        "read more", "read also", "see also:", "also read", "related:", "related articles", "related posts", "related content", "related stories", "more from", "you may also like", "you might also like",
        "recommended", "continue reading", "keep reading", "don't miss", "up next", "next article", "previous article", "read next", "lesen sie auch", "lesen sie hier", "mehr zum thema", "mehr zu ",
        "auch interessant", "das könnte sie auch interessieren", "das könnte dich auch interessieren", "das thema könnte dich", "weiterlesen", "weiterführende links", "weitere artikel", "weitere beiträge", "weitere themen",
        "mehr themen", "ähnliche artikel", "ähnliche beiträge", "passend dazu", "zum thema:", "siehe auch:", "à lire aussi", "a lire aussi", "lire aussi", "à lire :", "pour lire la suite", "lire la suite", "sur le même sujet", "voir aussi :",
        "lea también", "lea más", "lea:", "lee también", "le puede interesar", "te puede interesar", "también te puede", "también puede leer", "mire:", "mira:", "mira también", "leer más", "vea también", "ver también", "más información:",
        "czytaj też", "czytaj także", "czytaj więcej", "zobacz też", "zobacz także", "zobacz również", "przeczytaj także", "dowiedz się więcej", "leggi anche", "leia também", "leia mais", "veja também", "lees ook", "читайте также", "читать далее", "смотрите также",
        "相关阅读", "相关文章", "推荐阅读", "延伸阅读", "猜你喜欢", "上一篇", "下一篇", "关联阅读", "更多精彩", "关注我们", "扫码关注", "関連記事", "続きを読む",
        // sharing, subscribing, commenting
        "share this", "share on", "share via", "share:", "follow us", "follow @", "like us on", "tweet this", "print this", "email this", "subscribe", "sign up for", "sign up to", "join our", "newsletter", "click here to subscribe",
        "leave a reply", "leave a comment", "leave a response", "post a comment", "add a comment", "write a comment", "no comments", "comments are closed", "comments off", "be the first to comment", "you must be logged in", "log in to", "login to",
        "your email address will not be published", "this site uses akismet", "teilen", "artikel teilen", "beitrag teilen", "kommentar schreiben", "schreibe einen kommentar", "kommentar hinterlassen", "kommentare sind geschlossen", "keine kommentare", "newsletter abonnieren",
        "jetzt abonnieren", "jetzt anmelden", "partager", "partagez", "laisser un commentaire", "abonnez-vous", "compartir", "comparte", "deja un comentario", "dejar un comentario", "suscríbete", "síguenos", "udostępnij", "skomentuj", "komentarze", "condividi",
        "发表评论", "发表回复", "分享到", "点赞", "收藏", "转载请注明", "本文链接", "版权声明", "版权所有", "未经授权", "本文作者", "文章标签", "阅读次数",
        // about the site
        "all rights reserved", "copyright ©", "© ", "(c) 20", "advertisement", "anzeige", "werbung", "publicité", "publicidad", "reklama", "sponsored", "we use cookies", "this website uses cookies", "diese website verwendet cookies", "image credit", "photo credit", "foto:", "fotos:", "bild:", "photo:", "photo by", "source:", "quelle:",
        "skip to content", "skip to main", "back to top", "nach oben", "zum seitenanfang", "filed under", "posted in", "tagged with", "tags:", "tagged:", "categories:", "kategorien:", "schlagwörter", "etiquetas:", "loading...", "please enable javascript", "javascript is disabled",
        "you are here", "sie sind hier", "vous êtes ici", "usted está aquí", "你所在的位置", "您所在的位置", "您现在的位置", "您當前的位置", "您当前的位置", "首页 >", "首页>",
        "beiträge zum thema", "nächster artikel", "vorheriger artikel", "nächster beitrag", "vorheriger beitrag", "article suivant", "article précédent", "related links", "related pages", "popular posts", "recent posts", "latest posts", "most read", "trending",
        "您的电子邮箱", "您的邮箱地址不会被公开", "微信扫一扫", "长按识别", "责任编辑", "责编", "来源：",
        "jump to navigation", "permalink", "last modified", "last updated"};

    /** Phrases of which the block, or what stands before its colon, must be the whole. */
    private static final String[] WHOLE = {"当前位置", "當前位置", "你的位置", "您的位置", "所在位置", "现在的位置", "当前栏目", "相关链接", "相关新闻", "相关推荐", "相关内容", "相关专题", "相关资讯", "相关教程", "热门文章", "热门推荐", "热点推荐", "最新文章",
        "最新评论", "精彩推荐", "为您推荐", "为你推荐", "你可能感兴趣", "您可能感兴趣", "你可能也喜欢", "推荐文章", "阅读排行", "点击排行", "网友评论", "我要评论", "发表我的评论", "添加评论", "暂无评论", "还没有评论", "评论", "取消回复", "扫一扫", "关注公众号", "微信公众号", "阅读原文",
        "返回顶部", "回到顶部", "返回首页", "加入收藏", "设为首页"};

    /** Behind a phrase that is to stand alone. */
    private static final String END = "|";
    private static final String SKIPPED = "►▶»>→•-–*[(|\u00a0";
    private static final Map<Character, List<String>> BY_FIRST_LETTER = new HashMap<>();

    private static final boolean[] LATIN_OPENINGS = new boolean[256];
    /** The first two letters of phrases, where both are ASCII. */
    private static final boolean[] PAIRS = new boolean[1 << 14];

    static {
        for (String opening : OPENINGS) {
            if (opening.charAt(0) < 0x80 && opening.charAt(1) < 0x80) {
                PAIRS[opening.charAt(0) << 7 | opening.charAt(1)] = true;
            }
            BY_FIRST_LETTER.computeIfAbsent(opening.charAt(0), letter -> new ArrayList<>()).add(opening);
        }
        for (String opening : WHOLE) {
            BY_FIRST_LETTER.computeIfAbsent(opening.charAt(0), letter -> new ArrayList<>()).add(opening + END);
        }
        for (char c = 0; c < LATIN_OPENINGS.length; c++) {
            LATIN_OPENINGS[c] = Character.isWhitespace(c) || BY_FIRST_LETTER.containsKey(Character.toLowerCase(c));
        }
    }

    private BoilerplatePhrases() {}

    private static boolean isSkipped(char c) {
        return c <= ' ' || (c > 'z' || c < '0') && SKIPPED.indexOf(c) >= 0 || c == '[';
    }

    private static boolean mayOpen(char c) {
        return c < LATIN_OPENINGS.length ? LATIN_OPENINGS[c] : Character.isWhitespace(c) || BY_FIRST_LETTER.containsKey(Character.toLowerCase(c));
    }

    /** False for most blocks: by the first character of their text. */
    static boolean mayOpenNote(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) <= ' ') {
            i++;
        }
        char c = i == text.length() ? ' ' : text.charAt(i);
        return c == 'D' || c == '*' || c == '[' || c == '(' || c == '\u00a0' || c > '\u2000';
    }

    /** True if a block is a note on copying, rights or who is responsible. */
    static boolean opensNote(String block) {
        return block.length() <= LONGEST_NOTE && NOTE.matcher(block).matches();
    }

    /** True if a short block opens with such a phrase. */
    static boolean opens(String block) {
        int start = 0;
        while (start < block.length() && isSkipped(block.charAt(start))) {
            start++;
        }
        if (start < block.length() && !mayOpen(block.charAt(start))) {
            return false; // most blocks
        }
        if (start + 1 < block.length() && block.charAt(start) < 0x80 && block.charAt(start + 1) < 0x80
                && !PAIRS[Character.toLowerCase(block.charAt(start)) << 7 | Character.toLowerCase(block.charAt(start + 1))] && block.charAt(start) > ' ') {
            return false;
        }
        String text = block.substring(start).strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        String lower = text.substring(0, Math.min(text.length(), 60)).toLowerCase(Locale.ROOT);
        for (String opening : BY_FIRST_LETTER.getOrDefault(lower.charAt(0), List.of())) {
            if (opening.endsWith(END)) {
                int end = opening.length() - 1;
                if (lower.startsWith(opening.substring(0, end)) && (lower.length() == end || !Character.isLetterOrDigit(lower.charAt(end)))) {
                    return true;
                }
            } else if (lower.startsWith(opening)) {
                boolean whole = lower.length() == opening.length() || !Character.isLetter(opening.charAt(opening.length() - 1)) || opening.charAt(0) > 0x2E80
                        || !Character.isLetter(lower.charAt(opening.length()));
                if (whole) {
                    return true;
                }
            }
        }
        return false;
    }
}
