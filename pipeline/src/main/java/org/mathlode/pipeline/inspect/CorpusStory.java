package org.mathlode.pipeline.inspect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.report.Story;
import org.mathlode.pipeline.stage.Tables;

/** What became of a page that the last iteration collected. */
final class CorpusStory {
    private static final int MOST_HITS = 10;

    private final RunTables tables;
    private final Story story;

    CorpusStory(RunTables tables, Story story) {
        this.tables = tables;
        this.story = story;
    }

    /** Tells benchmark hits and shard; returns the page's fate. */
    String tell(String id, IterationStory.Standing standing) throws IOException {
        Row found = PageStory.first(tables.table(Tables.CONTAMINATION).where(col("id").equalTo(id)).select("contaminated", "hits"));
        story.chapter("Benchmarks");
        List<Row> hits = found == null ? List.of() : found.getList(1);
        if (hits.isEmpty()) {
            story.line("shares no n-gram with a benchmark");
        }
        for (Row hit : hits.subList(0, Math.min(MOST_HITS, hits.size()))) {
            story.line("%s (%s), %s n-gram: %s", hit.<String>getAs("item_id"), hit.<String>getAs("field"), hit.<String>getAs("strength"), hit.<String>getAs("ngram"));
            story.line("  page:      %s", hit.<String>getAs("document_snippet"));
            story.line("  benchmark: %s", hit.<String>getAs("benchmark_snippet"));
        }
        if (hits.size() > MOST_HITS) {
            story.line("and %,d more hits", hits.size() - MOST_HITS);
        }
        if (found != null && found.getBoolean(0)) {
            return "Not in the corpus: contaminated, it quotes " + hits.get(0).<String>getAs("item_id");
        }
        if (!tables.done("corpus")) {
            return standing.describe() + "; the corpus is not written yet";
        }
        Row shard = PageStory.first(tables.corpus().where(col("id").equalTo(id)).select(input_file_name()));
        return shard == null ? "Not in the corpus, though collected in iteration " + standing.iteration()
                : "In the corpus: " + Tables.CORPUS + "/" + new Path(java.net.URI.create(shard.getString(0))).getName();
    }
}
