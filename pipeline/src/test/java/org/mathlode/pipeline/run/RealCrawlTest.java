package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.spark.SharedSession;

/**
 * Four iterations over real pages, annotated between them. The run stays in {@code target/real-crawl}, where
 * {@code scripts/mathlode export} reads it and a second call goes on; remove the folder to begin anew.
 */
@Tag("long")
class RealCrawlTest {
    @Test
    void findsTheMathematicsOfARealCrawl() throws IOException {
        RealCrawl crawl = RealCrawl.require();
        int last = crawl.runHere().iteration();

        CrawlTruth truth = new CrawlTruth(crawl.pages());
        Set<String> positives = new HashSet<>();
        for (int n = 1; n <= last; n++) {
            positives.addAll(urls(n, "training-set", "label = 'math' and not held_out"));
        }
        List<String> lines = new ArrayList<>();
        Map<String, Double> f1 = null;
        for (int n = 1; n <= last; n++) {
            f1 = truth.f1(urls(n, "collected", "true"), positives);
            lines.add(CrawlTruth.line(n, f1));
        }
        Files.write(RealCrawl.FOLDER.resolve("quality.txt"), lines);
        lines.forEach(System.out::println);
        Manifest documents = RunFolder.open(RealCrawl.RUN.toString(), new Configuration()).manifest("documents").orElseThrow();
        assertThat(documents.in()).isEqualTo(29_024);
        // a little below what was measured (see docs/real-crawl.md): three hundredths are noise
        assertThat(f1.get("gold")).isGreaterThan(0.77);
        assertThat(f1.get("gold-zh")).isGreaterThan(0.62);
        assertThat(f1.get("labels")).isGreaterThan(0.93);
    }

    private static Set<String> urls(int iteration, String table, String condition) {
        Set<String> urls = new HashSet<>();
        for (Row row : SharedSession.spark().read().parquet(RealCrawl.RUN.resolve("iterations/" + iteration + "/" + table).toString())
                .where(condition).select("url").collectAsList()) {
            urls.add(row.getString(0));
        }
        return urls;
    }
}
