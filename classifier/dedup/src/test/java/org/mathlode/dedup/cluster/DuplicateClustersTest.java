package org.mathlode.dedup.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mathlode.dedup.cluster.DuplicateClusters.Cluster;
import org.mathlode.dedup.minhash.MinHashParams;

class DuplicateClustersTest {
    private static final Instant DATE = Instant.parse("2026-01-02T03:04:05Z");

    private static Standing standing(String id) {
        return new Standing(0, 100, DATE, id);
    }

    @Test
    void ordersByFormulasThenLengthThenDateThenId() {
        List<Standing> bestFirst = List.of(
                new Standing(3, 10, null, "z"), new Standing(2, 90, null, "y"), new Standing(2, 80, DATE.plusSeconds(1), "x"), new Standing(2, 80, DATE, "a"),
                new Standing(2, 80, DATE, "b"), new Standing(2, 80, null, "a1"));
        List<Standing> shuffled = new ArrayList<>(bestFirst);
        Collections.shuffle(shuffled, new Random(1));
        Collections.sort(shuffled);

        assertThat(shuffled).isEqualTo(bestFirst);
    }

    @Test
    void comparesIdsAsTablesDo() {
        // U+FF5E stands before U+1F600 in UTF-8, after it in UTF-16
        assertThat(Standing.compareIds("～", "😀")).isNegative();
        assertThat(Standing.compareIds("a", "aa")).isNegative();
    }

    @Test
    void namesClustersByTheirSmallestIdWhateverTheOrderOfLinks() {
        List<Link> links = new ArrayList<>(List.of(new Link("e", "d"), new Link("c", "b"), new Link("d", "b"), new Link("y", "x")));
        for (int turn = 0; turn < 10; turn++) {
            Collections.shuffle(links, new Random(turn));
            List<Cluster> clusters = DuplicateClusters.of(links, DuplicateClustersTest::standing);

            assertThat(clusters).containsExactly(new Cluster("b", "b", List.of("b", "c", "d", "e")), new Cluster("x", "x", List.of("x", "y")));
            assertThat(DuplicateClusters.byMember(clusters).get("e").id()).isEqualTo("b");
        }
    }

    @Test
    void linksALongChainInLittleTime() {
        LinkContraction chain = new LinkContraction();
        for (int i = 0; i < 200_000; i++) {
            chain.add(name(i), name(i + 1));
        }
        Map<String, String> smallest = new HashMap<>();
        chain.drain(smallest::put);

        assertThat(smallest).hasSize(200_000);
        assertThat(smallest.values()).containsOnly(name(0));
        assertThat(chain.size()).isZero();
    }

    private static String name(int i) {
        return String.format(Locale.ROOT, "%07d", i);
    }

    @Test
    void findsDocumentsThatShareABand() {
        MinHashParams params = new MinHashParams(5, 2, 3, 1);
        List<SignedDocument> signed = Stream.of("a 1 2 3 4 5 6", "b 9 9 9 4 5 6", "c 1 2 3 8 8 8", "d 4 5 6 1 2 3", "e").map(line -> {
            String[] parts = line.split(" ");
            return new SignedDocument(parts[0], Arrays.stream(parts).skip(1).mapToInt(Integer::parseInt).toArray());
        }).toList();
        InMemoryLinks links = new InMemoryLinks(params, LinkRule.unverified());

        assertThat(links.among(signed)).containsExactlyInAnyOrder(new Link("c", "a"), new Link("b", "a"));
        assertThat(links.largestBucket()).isEqualTo(2);
        assertThat(new InMemoryLinks(params, new LinkRule(Verification.ESTIMATED, 0.6)).among(signed)).isEmpty();
        assertThat(links.among(List.of())).isEmpty();
    }
}
