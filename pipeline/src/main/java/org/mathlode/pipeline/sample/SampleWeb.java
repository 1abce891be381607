package org.mathlode.pipeline.sample;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the pages of all sites: ordinary ones first; {@link Planting} then adds what makes a crawl hard. */
final class SampleWeb {
    /** The crawl began then and took two weeks. */
    static final Instant BEGIN = Instant.parse("2026-01-10T06:00:00Z");

    private static final int DAYS = 14;

    private final Map<String, Grammar> grammars = new LinkedHashMap<>();

    /** One capture for every page of every section, in the order of the sections. */
    List<Capture> ordinaryPages() {
        List<Capture> captures = new ArrayList<>();
        for (Section section : Section.all()) {
            for (int page = 0; page < section.pages(); page++) {
                int number = captures.size();
                SplitMix64 dice = SplitMix64.named(section.domain() + " " + section.path() + " " + number);
                captures.add(capture(section, article(section, dice), number, dice));
            }
        }
        return captures;
    }

    private Article article(Section section, SplitMix64 dice) {
        int words = 80 + (int) (820L * dice.below(1000) * dice.below(1000) / 1_000_000);
        String[] names = section.grammar().split("\\+");
        Article article = ArticleWriter.write(grammar(names[0]), dice, words / names.length);
        if (names.length == 1) {
            return article;
        }
        List<Block> blocks = new ArrayList<>(article.blocks());
        blocks.addAll(ArticleWriter.write(grammar(names[1]), dice, words / 2).blocks());
        return new Article(article.title(), blocks);
    }

    private Grammar grammar(String name) {
        return grammars.computeIfAbsent(name, Grammar::named);
    }

    private Capture capture(Section section, Article article, int number, SplitMix64 dice) {
        String url = section.url(article, number, dice);
        Charset charset = Charset.forName(section.charset());
        Declared declared = Declared.of(charset, dice.below(100));
        Instant date = BEGIN.plusSeconds(dice.below(DAYS * 86_400));
        Capture bare = new Capture(url, section, article, new byte[0], 200, declared.contentType(), charset, date, declared.planted(), "");
        return rendered(bare, article);
    }

    /** The capture with another article in its payload, declared as before. */
    Capture rendered(Capture capture, Article article) {
        Section section = capture.section();
        boolean meta = !capture.planted().contains("charset:undeclared");
        String tag = !meta ? "" : section.template() == PageTemplate.BARE || section.template() == PageTemplate.FORUM
                ? "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=" + capture.charset().name() + "\">"
                : "<meta charset=\"" + capture.charset().name() + "\">";
        String html = section.template().page(section, article, tag, related(section));
        return new Capture(capture.url(), section, article, Capture.encode(html, capture.charset()), capture.status(), capture.contentType(),
                capture.charset(), capture.date(), capture.planted(), capture.duplicateOf());
    }

    private List<String> related(Section section) {
        SplitMix64 dice = SplitMix64.named("related " + section.domain() + section.grammar());
        Grammar grammar = grammar(section.grammar().split("\\+")[0]);
        List<String> titles = new ArrayList<>();
        for (int title = 0; title < 4; title++) {
            titles.add(grammar.write("title", dice, new LinkedHashMap<>()));
        }
        return titles;
    }

    /** What header and page say of the charset. */
    private record Declared(String contentType, String planted) {
        static Declared of(Charset charset, int percentile) {
            String right = "text/html; charset=" + charset.name().toLowerCase(java.util.Locale.ROOT);
            if (charset.equals(StandardCharsets.UTF_8)) {
                return percentile < 90 ? new Declared(right, "")
                        : percentile < 97 ? new Declared("text/html", "charset:meta-only") : new Declared("text/html", "charset:undeclared");
            }
            String name = "charset:" + charset.name().toLowerCase(java.util.Locale.ROOT);
            return percentile < 50 ? new Declared(right, name)
                    : percentile < 75 ? new Declared("text/html", name + "+charset:meta-only")
                    : percentile < 90 ? new Declared("text/html", name + "+charset:undeclared")
                    : new Declared("text/html; charset=" + (percentile % 2 == 0 ? "utf-8" : "iso-8859-1"), name + "+charset:wrong-header");
        }
    }
}
