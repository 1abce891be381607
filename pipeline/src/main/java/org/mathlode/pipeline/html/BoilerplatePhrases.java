package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What short blocks say that lead away from a page or speak about the site: in the languages that crawls are full of. */
final class BoilerplatePhrases {
    private static final int LONGEST = 160;
    private static final String[] OPENINGS = {
        // further reading
        "read more", "read also", "see also:", "also read", "related:", "related articles", "related posts", "related content", "related stories", "more from", "you may also like", "you might also like",
        "recommended", "continue reading", "keep reading", "don't miss", "up next", "next article", "previous article", "read next", "lesen sie auch", "lesen sie hier", "mehr zum thema", "mehr zu ",
        "auch interessant", "das könnte sie auch interessieren", "das könnte dich auch interessieren", "das thema könnte dich", "weiterlesen", "weiterführende links", "weitere artikel", "weitere themen",
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
        "jump to navigation", "permalink", "last modified", "last updated"};

    private static final String SKIPPED = "►▶»>→•-–*[(|\u00a0";
    private static final Map<Character, List<String>> BY_FIRST_LETTER = new HashMap<>();

    private static final boolean[] LATIN_OPENINGS = new boolean[256];

    static {
        for (String opening : OPENINGS) {
            BY_FIRST_LETTER.computeIfAbsent(opening.charAt(0), letter -> new ArrayList<>()).add(opening);
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

    /** True if a short block opens with such a phrase. */
    static boolean opens(String block) {
        int start = 0;
        while (start < block.length() && isSkipped(block.charAt(start))) {
            start++;
        }
        if (start < block.length() && !mayOpen(block.charAt(start))) {
            return false; // most blocks
        }
        String text = block.substring(start).strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        String lower = text.substring(0, Math.min(text.length(), 60)).toLowerCase(Locale.ROOT);
        for (String opening : BY_FIRST_LETTER.getOrDefault(lower.charAt(0), List.of())) {
            if (lower.startsWith(opening)) {
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
