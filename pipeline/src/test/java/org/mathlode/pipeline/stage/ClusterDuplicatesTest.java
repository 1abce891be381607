package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mathlode.dedup.cluster.DuplicateClusters;
import org.mathlode.dedup.cluster.InMemoryLinks;
import org.mathlode.dedup.cluster.LinkRule;
import org.mathlode.dedup.cluster.SignedDocument;
import org.mathlode.dedup.cluster.Standing;
import org.mathlode.dedup.cluster.Verification;
import org.mathlode.dedup.minhash.MinHashParams;
import org.mathlode.dedup.minhash.MinHasher;
import org.mathlode.pipeline.model.PageRow;
import org.mathlode.pipeline.spark.SharedSession;

class ClusterDuplicatesTest {
    @TempDir
    Path folder;

    private StoredPages stored(String name) throws IOException {
        return new StoredPages(folder.resolve(name));
    }

    /** Words that no other text has. */
    private static List<String> words(int randomSeed, int count) {
        Random random = new Random(randomSeed);
        return IntStream.range(0, count).mapToObj(i -> "w" + Integer.toString(random.nextInt(Integer.MAX_VALUE), 36)).collect(Collectors.toList());
    }

    /** A text whose words from {@code from} on are others. */
    private static String edited(int randomSeed, int count, int from, int edits) {
        List<String> words = words(randomSeed, count);
        words.subList(from, from + edits).replaceAll(word -> word + "x" + edits);
        return String.join(" ", words);
    }

    /** Clusters of copies and near copies among pages that stand alone. */
    private static List<PageRow> mixed() {
        List<PageRow> pages = new ArrayList<>();
        Random random = new Random(5);
        for (int cluster = 0; cluster < 40; cluster++) {
            for (int copy = 0; copy < 1 + random.nextInt(6); copy++) {
                String id = String.format(Locale.ROOT, "%04x", random.nextInt(0x10000));
                pages.add(StoredPages.page(id + cluster, "https://site.example/" + id + cluster, StoredPages.CRAWL,
                        edited(cluster, 300 + random.nextInt(2), random.nextInt(290), random.nextInt(8)), random.nextInt(3),
                        StoredPages.DATE.plusSeconds(random.nextInt(3))));
            }
        }
        return pages;
    }

    @Test
    void keepsThePageWithMostFormulasThenTheLongestThenTheNewestThenTheSmallestId() throws IOException {
        String text = String.join(" ", words(1, 100));
        String longer = text + " more";
        Instant later = StoredPages.DATE.plusSeconds(60);
        List<PageRow> pages = List.of(
                page("a1", text, 3, null), page("a2", longer, 2, later),
                page("b1", text.replace('w', 'b'), 0, later), page("b2", longer.replace('w', 'b'), 0, null),
                page("c1", text.replace('w', 'c'), 0, null), page("c2", text.replace('w', 'c'), 0, StoredPages.DATE), page("c3", text.replace('w', 'c'), 0, later),
                page("d2", text.replace('w', 'd'), 0, later), page("d1", text.replace('w', 'd'), 0, later),
                page("e", "a page of its own that nobody has copied", 0, later));

        StoredPages stored = stored("keepers").cluster(pages, 2);

        assertThat(stored.kept()).containsExactlyEntriesOf(new TreeMap<>(Map.of("a1", 2L, "b2", 2L, "c3", 3L, "d1", 2L, "e", 1L)));
        assertThat(stored.rejected()).containsExactlyEntriesOf(new TreeMap<>(Map.of(
                "a2", "near-duplicate, kept: a1", "b1", "near-duplicate, kept: b2", "c1", "duplicate-content, kept: c3", "c2", "duplicate-content, kept: c3",
                "d2", "duplicate-content, kept: d1")));
        assertThat(stored.members()).hasSize(9).containsEntry("c2", "c1 of 3, kept c3");
        assertThat(stored.manifest().dropped()).containsExactlyEntriesOf(new TreeMap<>(Map.of("near-duplicate", 2L, "duplicate-content", 3L)));
    }

    private static PageRow page(String id, String text, int formulas, Instant date) {
        return StoredPages.page(id, "https://site.example/" + id, StoredPages.CRAWL, text, formulas, date);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"estimated, 1 2 7 64 7", "exact, 2 7"})
    void findsTheSameClustersAndKeepersHoweverTheWorkIsCut(String verification, String cuts) throws IOException {
        SparkSession spark = SharedSession.spark();
        String partitions = spark.conf().get("spark.sql.shuffle.partitions");
        List<PageRow> pages = mixed();
        Map<String, String> expected = null;
        try {
            for (int cut : Arrays.stream(cuts.split(" ")).mapToInt(Integer::parseInt).toArray()) {
                spark.conf().set("spark.sql.shuffle.partitions", cut);
                spark.conf().set("spark.sql.adaptive.coalescePartitions.enabled", cut < 64);
                Collections.shuffle(pages, new Random(cut));
                StoredPages stored = stored("cut" + folder.toFile().list().length)
                        .with("scope: crawl", "scope: crawl, verification: " + verification).cluster(pages, cut);
                Map<String, String> members = stored.members();
                if (expected == null) {
                    expected = members;
                    assertThat(members).hasSizeGreaterThan(100);
                }
                assertThat(members).isEqualTo(expected);
                assertThat(stored.kept().size() + stored.rejected().size()).isEqualTo(pages.size());
            }
        } finally {
            spark.conf().set("spark.sql.shuffle.partitions", partitions);
            spark.conf().unset("spark.sql.adaptive.coalescePartitions.enabled");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Verification.class, names = {"NONE", "ESTIMATED"})
    void findsWhatIsFoundInMemory(Verification verification) throws IOException {
        List<PageRow> pages = mixed();
        Map<String, Standing> standings = new TreeMap<>();
        List<SignedDocument> signed = new ArrayList<>();
        MinHasher hasher = new MinHasher(MinHashParams.standard());
        pages.sort(Comparator.comparing(PageRow::id));
        for (PageRow page : pages) {
            standings.put(page.id(), new Standing(page.formulaCount(), page.characters(), page.fetchTime(), page.id()));
            signed.add(new SignedDocument(page.id(), hasher.signature(page.text())));
        }
        Map<String, String> expected = new TreeMap<>();
        DuplicateClusters.of(new InMemoryLinks(MinHashParams.standard(), new LinkRule(verification, 0.75)).among(signed), standings::get)
                .forEach(cluster -> cluster.members().forEach(id -> expected.put(id, cluster.id() + " of " + cluster.members().size() + ", kept " + cluster.keeper())));

        StoredPages stored = stored("spark").with("scope: crawl", "scope: crawl, verification: " + verification.name().toLowerCase(Locale.ROOT)).cluster(pages, 3);

        assertThat(stored.members()).isEqualTo(expected);
    }

    @Test
    void comparesPagesOfOneCrawlOfNeighboursOrOfAllAsTheScopeSays() throws IOException {
        List<PageRow> pages = new ArrayList<>();
        for (int text = 0; text < 3; text++) {
            String words = String.join(" ", words(100 + text, 60));
            // the first text is in all crawls, the second in neighbours, the third in the first and the last
            for (int crawl : new int[][] {{1, 2, 3, 4}, {2, 3}, {1, 4}}[text]) {
                for (String copy : List.of("a", "b")) {
                    String id = "t" + text + "c" + crawl + copy;
                    pages.add(StoredPages.page(id, "https://site.example/" + id, "C-" + crawl, words, 0, StoredPages.DATE));
                }
            }
        }
        Map<String, Integer> kept = new TreeMap<>();
        for (String scope : List.of("crawl", "neighbours", "global")) {
            StoredPages stored = stored(scope).with("scope: crawl", "scope: " + scope).with("crawls: [TEST-2026-01], warc-listing: \"builtin:sample\"",
                    "crawls: [C-1, C-2, C-3, C-4], warc-listing: \"{crawl}/*.warc.gz\"").cluster(pages, 3);
            kept.put(scope, stored.kept().size());
        }

        assertThat(kept).containsExactlyEntriesOf(new TreeMap<>(Map.of("crawl", 8, "neighbours", 4, "global", 3)));
    }

    /** Pages of one crawl; captures of one URL in two crawls have texts of their own. */
    private static List<PageRow> pagesOf(int crawl) {
        List<PageRow> pages = new ArrayList<>();
        Random random = new Random(crawl);
        for (int cluster = 30 * crawl; cluster < 30 * crawl + 70; cluster++) {
            for (int copy = 0; copy < 1 + random.nextInt(5); copy++) {
                String id = String.format(Locale.ROOT, "%04x", random.nextInt(0x10000)) + cluster + "c" + crawl;
                // similarities lie around what a link asks for, so that links hang on who else is in a bucket
                String text = edited(cluster, 260, random.nextInt(200), random.nextInt(50));
                pages.add(StoredPages.page(id, "https://site.example/" + random.nextInt(3_000), "C-" + crawl, text, random.nextInt(3),
                        StoredPages.DATE.plusSeconds(crawl)));
            }
        }
        return pages;
    }

    @ParameterizedTest
    @CsvSource({"neighbours, estimated", "global, exact"})
    void crawlsThatComeLaterGiveTheClustersOfAllCrawlsAtOnce(String scope, String verification) throws IOException {
        String rules = "scope: " + scope + ", verification: " + verification;
        String crawls = "warc-listing: \"{crawl}/*.warc.gz\"";
        String listing = "crawls: [TEST-2026-01], warc-listing: \"builtin:sample\"";
        StoredPages grown = stored("grown").with("scope: crawl", rules).with(listing, "crawls: [C-1, C-2], " + crawls);
        grown.cluster(Stream.of(1, 2).flatMap(crawl -> pagesOf(crawl).stream()).toList(), 2);
        grown.with("[C-1, C-2]", "[C-1, C-2, C-3]").cluster(pagesOf(3), 2);
        StoredPages atOnce = stored("at-once").with("scope: crawl", rules).with(listing, "crawls: [C-1, C-2, C-3], " + crawls);
        atOnce.cluster(Stream.of(1, 2, 3).flatMap(crawl -> pagesOf(crawl).stream()).toList(), 2);

        assertThat(grown.manifest().figures().get("stored-clusters")).asInstanceOf(MAP).containsEntry("from", "earlier/1")
                .hasEntrySatisfying("clusters-kept", kept -> assertThat((Integer) kept).isPositive());
        assertThat(atOnce.manifest().figures()).doesNotContainKey("stored-clusters");
        assertThat(grown.members()).hasSizeGreaterThan(100).isEqualTo(atOnce.members());
        assertThat(grown.kept()).isEqualTo(atOnce.kept());
        assertThat(grown.rejected()).isEqualTo(atOnce.rejected());
    }

    @Test
    void clustersOfBeforeAreNotUsedWhenAFileOfTheirsIsGone() throws IOException {
        StoredPages grown = stored("grown").with("scope: crawl", "scope: global")
                .with("crawls: [TEST-2026-01], warc-listing: \"builtin:sample\"", "crawls: [C-1], warc-listing: \"{crawl}/*.warc.gz\"");
        grown.cluster(pagesOf(1), 2);
        try (Stream<Path> files = Files.list(folder.resolve("grown/run/attributes/duplicate-clusters"))) {
            Files.delete(files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow());
        }
        grown.with("[C-1]", "[C-1, C-2]").cluster(pagesOf(2), 2);

        assertThat(grown.manifest().figures()).doesNotContainKey("stored-clusters");
    }

    @Test
    void verificationTellsPagesApartThatShareABucketByChance() throws IOException {
        // one band of one row: nearly every pair with a common shingle meets
        List<PageRow> pages = List.of(
                page("a", edited(1, 250, 0, 0), 0, null), page("b", edited(1, 250, 10, 3), 0, null), page("c", edited(1, 250, 60, 140), 0, null));
        String wide = "bands: 110, rows-per-band: 1";

        assertThat(stored("none").with("bands: 11, rows-per-band: 10", wide).with("scope: crawl", "scope: crawl, verification: none").cluster(pages, 1).kept())
                .hasSize(1);
        assertThat(stored("estimated").with("bands: 11, rows-per-band: 10", wide).cluster(pages, 1).kept()).hasSize(2);
        assertThat(stored("exact").with("bands: 11, rows-per-band: 10", wide).with("scope: crawl", "scope: crawl, verification: exact, min-similarity: 0.92")
                .cluster(pages, 1).kept()).hasSize(2);
        assertThat(stored("strict").with("bands: 11, rows-per-band: 10", wide).with("scope: crawl", "scope: crawl, verification: exact, min-similarity: 0.95")
                .cluster(pages, 1).kept()).hasSize(3);
    }

    @Test
    void reportsBucketsLinksRoundsAndSizes() throws IOException {
        List<PageRow> pages = new ArrayList<>();
        String text = String.join(" ", words(1, 30));
        for (int i = 0; i < 1_200; i++) {
            pages.add(StoredPages.page(String.format(Locale.ROOT, "%05d", i), text));
        }
        Map<String, Object> figures = stored("giant").cluster(pages, 4).manifest().figures();

        assertThat(figures).hasToString("{clusters={1025-2048=1, all=1, largest=1200}, giant-buckets=[{buckets=11, pages=1200, smallest-id=00000}], "
                + "links=1199, links-by-round=[1199], links-per-page=0.9992, pages-in-full-buckets=0, shared-buckets={1025-2048=11, all=11, largest=1200}, "
                + "similarity-to-keeper={1.0=1199}}");
    }

    @Test
    void finishesOnNoPages() throws IOException {
        StoredPages stored = stored("empty").cluster(List.of(), 1);

        assertThat(stored.kept()).isEmpty();
        assertThat(stored.manifest().in()).isZero();
    }
}
