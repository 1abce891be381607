package org.mathlode.pipeline.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.SharedData;

class SampleAnnotationsTest {
    private record Annotation(String domain, String pathPrefix, String verdict) {}

    @Test
    void areSortedTablesWithOneHeader() throws IOException {
        for (int iteration = 1; iteration <= 3; iteration++) {
            List<String> lines = Files.readAllLines(file(iteration));
            assertThat(lines.get(0)).isEqualTo("domain\tpath-prefix\tverdict\tnote\tannotator");
            assertThat(lines.subList(1, lines.size())).isSorted().doesNotHaveDuplicates().allSatisfy(line -> assertThat(line.split("\t", -1)).hasSize(5));
        }
    }

    @Test
    void agreeWithTheTruth() throws IOException {
        List<Annotation> annotations = annotations();
        for (Map<String, String> row : SampleCrawlTest.truth()) {
            String path = row.get("url").replaceFirst("^https?://[^/]+", "");
            Optional<Annotation> annotation = annotations.stream()
                    .filter(each -> each.domain().equals(row.get("domain")) && path.startsWith(each.pathPrefix()))
                    .max(Comparator.comparing(each -> each.pathPrefix().length()));
            if (row.get("outcome").equals("document") && annotation.isPresent() && !annotation.get().verdict().equals("skip")) {
                assertThat(row.get("label")).as(row.get("url")).isEqualTo(annotation.get().verdict().equals("math") ? "math" : "other");
            }
        }
    }

    @Test
    void nameEachPrefixOnceAndOnlyPrefixesThatPagesHave() throws IOException {
        List<Annotation> annotations = annotations();
        assertThat(new HashSet<>(annotations)).hasSameSizeAs(annotations);
        List<Map<String, String>> truth = SampleCrawlTest.truth();
        assertThat(annotations).allSatisfy(annotation -> {
            assertThat(annotation.verdict()).isIn("math", "not-math", "skip");
            assertThat(truth).anySatisfy(row -> assertThat(row.get("url")).contains("://" + annotation.domain() + annotation.pathPrefix()));
        });
    }

    private static List<Annotation> annotations() throws IOException {
        List<Annotation> annotations = new ArrayList<>();
        for (int iteration = 1; iteration <= 3; iteration++) {
            for (String line : Files.readAllLines(file(iteration)).stream().skip(1).toList()) {
                String[] cells = line.split("\t", -1);
                annotations.add(new Annotation(cells[0], cells[1], cells[2]));
            }
        }
        return annotations;
    }

    private static Path file(int iteration) {
        return SharedData.projectRoot().resolve("configs/sample/annotations/" + iteration + ".tsv");
    }
}
