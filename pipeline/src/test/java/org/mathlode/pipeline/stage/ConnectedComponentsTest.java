package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.spark.SharedSession;

class ConnectedComponentsTest {
    @TempDir
    Path folder;

    /** Two ids that belong together. */
    public record Link(String a, String b) {}

    private Map<String, String> components(List<Link> links, int partitions) throws IOException {
        Map<String, String> inOneTask = components(links, partitions, ConnectedComponents.IN_MEMORY);
        assertThat(components(links, partitions, 2)).isEqualTo(inOneTask);
        return inOneTask;
    }

    private Map<String, String> components(List<Link> links, int partitions, int inMemory) throws IOException {
        Dataset<Row> rows = SharedSession.spark().createDataset(links, RecordEncoders.of(Link.class)).repartition(partitions).toDF();
        Map<String, String> smallest = new HashMap<>();
        new ConnectedComponents(StageContexts.in(folder.resolve("p" + partitions + "-" + inMemory)), inMemory).smallestIds(rows).collectAsList()
                .forEach(row -> smallest.put(row.getString(0), row.getString(1)));
        return smallest;
    }

    @Test
    void linksAChainToItsSmallestId() throws IOException {
        List<Link> chain = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            chain.add(new Link(name(i), name(i + 1)));
        }
        Map<String, String> smallest = components(chain, 3);

        assertThat(smallest).hasSize(60);
        assertThat(smallest.values()).containsOnly(name(0));
    }

    @Test
    void findsWhatUnionFindFindsWhateverThePartitions() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            links.add(new Link(name(random.nextInt(160)), name(random.nextInt(160))));
        }
        Map<String, String> expected = unionFind(links);

        assertThat(components(links, 1)).isEqualTo(expected);
        assertThat(components(links, 5)).isEqualTo(expected);
    }

    @Test
    void hasNothingToSayWithoutLinks() throws IOException {
        assertThat(components(List.of(), 1)).isEmpty();
    }

    private static String name(int i) {
        return String.format(Locale.ROOT, "%04d", i);
    }

    private static Map<String, String> unionFind(List<Link> links) {
        Map<String, String> parent = new HashMap<>();
        for (Link link : links) {
            String a = root(parent, link.a());
            String b = root(parent, link.b());
            parent.put(a.compareTo(b) > 0 ? a : b, a.compareTo(b) > 0 ? b : a);
        }
        Map<String, String> smallest = new HashMap<>();
        for (Link link : links) {
            for (String id : List.of(link.a(), link.b())) {
                if (!root(parent, id).equals(id)) {
                    smallest.put(id, root(parent, id));
                }
            }
        }
        return smallest;
    }

    private static String root(Map<String, String> parent, String id) {
        String at = id;
        while (!parent.getOrDefault(at, at).equals(at)) {
            at = parent.get(at);
        }
        return at;
    }
}
