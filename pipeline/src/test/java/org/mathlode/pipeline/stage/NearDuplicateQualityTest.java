package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mathlode.dedup.cluster.InMemoryLinks;
import org.mathlode.dedup.cluster.Link;
import org.mathlode.dedup.cluster.LinkContraction;
import org.mathlode.dedup.cluster.LinkRule;
import org.mathlode.dedup.cluster.SignedDocument;
import org.mathlode.dedup.cluster.Verification;
import org.mathlode.dedup.minhash.Jaccard;
import org.mathlode.dedup.minhash.LshBands;
import org.mathlode.dedup.minhash.MinHashParams;
import org.mathlode.dedup.minhash.MinHasher;
import org.mathlode.dedup.minhash.Shingles;
import org.mathlode.dedup.minhash.Signature;
import org.mathlode.dedup.url.UrlNormalizer;
import org.mathlode.pipeline.SharedData;
import org.mathlode.pipeline.html.Extraction.ExtractedPage;
import org.mathlode.pipeline.html.ExtractionParams;
import org.mathlode.pipeline.html.HtmlToText;
import org.mathlode.pipeline.warc.CaptureReader;
import org.mathlode.pipeline.warc.CapturedPage;
import org.mathlode.pipeline.warc.WarcLimits;
import org.mathlode.pipeline.warc.WarcSource;

/** Signatures, bands and links against the exact similarities of all pairs of thousands of real pages. Prints what it measures. */
@Tag("long")
class NearDuplicateQualityTest {
    private static final double LOWEST = 0.5;
    private static final int SEEDS = 6;
    private static final LinkRule RULE = new LinkRule(Verification.EXACT, 0.75);
    private static final List<Shingles> SHINGLES = new ArrayList<>();
    /** Signatures by random seed, then by page. */
    private static final List<List<Signature>> SIGNATURES = new ArrayList<>();
    private static final List<Pair> PAIRS = new ArrayList<>();

    /** Two pages at least {@link #LOWEST} similar; duplicates if their lines are similar, too. */
    private record Pair(int one, int other, double similarity, boolean duplicates) {}

    private static MinHashParams params(int seed) {
        return new MinHashParams(5, 11, 10, seed);
    }

    @BeforeAll
    static void readPages() throws IOException {
        Path crawl = SharedData.require("crawl");
        List<MinHasher> hashers = IntStream.rangeClosed(1, SEEDS).mapToObj(seed -> new MinHasher(params(seed))).toList();
        hashers.forEach(hasher -> SIGNATURES.add(new ArrayList<>()));
        HtmlToText html = new HtmlToText(ExtractionParams.DEFAULTS);
        Set<String> keys = new HashSet<>();
        for (int file = 0; file < 3; file++) {
            WarcSource source = WarcSource.of(crawl.resolve(String.format(Locale.ROOT, "LAB-DEV-2026-47-20261120-%05d.warc.gz", file)));
            try (CaptureReader captures = CaptureReader.open(source, WarcLimits.DEFAULT)) {
                while (captures.hasNext()) {
                    if (captures.next() instanceof CapturedPage page && keys.add(UrlNormalizer.key(page.url()))
                            && html.extract(page.payload(), page.contentType(), page.url()) instanceof ExtractedPage extracted) {
                        SHINGLES.add(hashers.get(0).shingles(extracted.text()));
                        for (int seed = 0; seed < SEEDS; seed++) {
                            SIGNATURES.get(seed).add(hashers.get(seed).signature(extracted.text()));
                        }
                    }
                }
            }
        }
        for (int one = 0; one < SHINGLES.size(); one++) {
            for (int other = one + 1; other < SHINGLES.size(); other++) {
                long[] a = SHINGLES.get(one).all();
                long[] b = SHINGLES.get(other).all();
                if (Math.min(a.length, b.length) >= LOWEST * Math.max(a.length, b.length)) {
                    double similarity = Jaccard.exact(a, b);
                    if (similarity >= LOWEST) {
                        PAIRS.add(new Pair(one, other, similarity, RULE.links(SHINGLES.get(one), SHINGLES.get(other))));
                    }
                }
            }
        }
        System.out.printf(Locale.ROOT, "%d pages, %d pairs at least %.2f similar, %d at least 0.75, %d of these duplicates%n", SHINGLES.size(), PAIRS.size(), LOWEST,
                PAIRS.stream().filter(pair -> pair.similarity() >= 0.75).count(), PAIRS.stream().filter(Pair::duplicates).count());
        assertThat(SHINGLES).hasSizeGreaterThan(3_000);
    }

    @Test
    void estimatesAreUnbiasedAndWithinTheBinomialBound() {
        double sum = 0;
        double squares = 0;
        int beyond = 0;
        int comparisons = 0;
        for (Pair pair : PAIRS) {
            if (pair.similarity() == 1) {
                continue;
            }
            double deviation = Math.sqrt(pair.similarity() * (1 - pair.similarity()) / params(1).components());
            for (List<Signature> signatures : SIGNATURES) {
                double error = Jaccard.estimated(signatures.get(pair.one()).components(), signatures.get(pair.other()).components()) - pair.similarity();
                sum += error;
                squares += error * error / deviation / deviation;
                beyond += Math.abs(error) > 3 * deviation ? 1 : 0;
                comparisons++;
            }
        }
        System.out.printf(Locale.ROOT, "estimates: mean error %+.5f, variance %.3f of the binomial one, %.4f beyond three deviations%n", sum / comparisons,
                squares / comparisons, (double) beyond / comparisons);
        // pages of one site share menus, so that errors come in families: the bounds are those of fewer independent pairs
        assertThat(Math.abs(sum / comparisons)).isLessThan(0.01);
        assertThat(squares / comparisons).isLessThan(1.4);
        assertThat((double) beyond / comparisons).isLessThan(0.02);
    }

    @Test
    void candidatesFollowTheCurve() {
        double difference = 0;
        for (int bin = 10; bin < 20; bin++) {
            double from = bin / 20.0;
            double expected = 0;
            int pairs = 0;
            int found = 0;
            for (Pair pair : PAIRS) {
                if (pair.similarity() >= from && pair.similarity() < from + 0.05 + (bin == 19 ? 1 : 0)) {
                    pairs++;
                    expected += params(1).candidateProbability(pair.similarity());
                    for (int seed = 0; seed < SEEDS; seed++) {
                        found += meet(seed, pair) ? 1 : 0;
                    }
                }
            }
            double measured = (double) found / SEEDS / Math.max(1, pairs);
            System.out.printf(Locale.ROOT, "similarity %.2f: %4d pairs, candidates %.3f, curve %.3f%n", from, pairs, measured, expected / Math.max(1, pairs));
            difference += Math.abs(measured - expected / Math.max(1, pairs)) / 10;
        }
        assertThat(difference).isLessThan(0.05);
    }

    private static boolean meet(int seed, Pair pair) {
        LshBands bands = new LshBands(params(seed + 1));
        long[] one = bands.keys(SIGNATURES.get(seed).get(pair.one()).components());
        long[] other = bands.keys(SIGNATURES.get(seed).get(pair.other()).components());
        return IntStream.range(0, one.length).anyMatch(band -> one[band] == other[band]);
    }

    @Test
    void clustersHoldWhatExhaustiveComparisonFinds() {
        Map<Verification, double[]> measured = new HashMap<>();
        for (Verification verification : Verification.values()) {
            double[] sums = new double[3];
            for (int seed = 0; seed < SEEDS; seed++) {
                double[] one = precisionAndRecall(seed, new LinkRule(verification, 0.75));
                for (int i = 0; i < 3; i++) {
                    sums[i] += one[i] / SEEDS;
                }
            }
            System.out.printf(Locale.ROOT, "%-9s links between duplicates %.3f; duplicates in one cluster: %.3f; pages in clusters that belong there %.3f%n",
                    verification, sums[0], sums[1], sums[2]);
            measured.put(verification, sums);
        }
        assertThat(measured.get(Verification.NONE)[1]).isGreaterThan(0.8);
        assertThat(measured.get(Verification.ESTIMATED)[0]).isGreaterThan(0.9);
        assertThat(measured.get(Verification.ESTIMATED)[1]).isGreaterThan(0.7);
        assertThat(measured.get(Verification.EXACT)[0]).isCloseTo(1, within(1e-9));
    }

    /** Share of links whose pages are duplicates; share of duplicates in one cluster; share of clustered pages that are a duplicate of another. */
    private static double[] precisionAndRecall(int seed, LinkRule rule) {
        List<SignedDocument> signed = new ArrayList<>();
        for (int page = 0; page < SHINGLES.size(); page++) {
            signed.add(new SignedDocument(name(page), SIGNATURES.get(seed).get(page)));
        }
        List<Link> links = new InMemoryLinks(params(seed + 1), rule).among(signed).stream()
                .filter(link -> rule.verification() != Verification.EXACT || areDuplicates(link)).toList();
        LinkContraction contraction = new LinkContraction();
        links.forEach(link -> contraction.add(link.id(), link.leader()));
        Map<String, String> clusters = new HashMap<>();
        contraction.drain((id, smallest) -> {
            clusters.put(id, smallest);
            clusters.put(smallest, smallest);
        });
        long duplicates = PAIRS.stream().filter(Pair::duplicates).count();
        long together = PAIRS.stream().filter(pair -> pair.duplicates() && clusters.containsKey(name(pair.one()))
                && clusters.get(name(pair.one())).equals(clusters.get(name(pair.other())))).count();
        Set<String> justified = new HashSet<>();
        PAIRS.stream().filter(Pair::duplicates).forEach(pair -> justified.addAll(List.of(name(pair.one()), name(pair.other()))));
        long right = clusters.keySet().stream().filter(justified::contains).count();
        return new double[] {(double) links.stream().filter(NearDuplicateQualityTest::areDuplicates).count() / links.size(), (double) together / duplicates,
                (double) right / clusters.size()};
    }

    private static boolean areDuplicates(Link link) {
        return RULE.links(SHINGLES.get(Integer.parseInt(link.id())), SHINGLES.get(Integer.parseInt(link.leader())));
    }

    private static String name(int page) {
        return String.format(Locale.ROOT, "%06d", page);
    }
}
