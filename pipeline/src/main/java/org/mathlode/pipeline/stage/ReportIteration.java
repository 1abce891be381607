package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.folder.Manifest;

/** The figures of an iteration, above all the already-collected share that ends the loop. */
public final class ReportIteration implements Stage {
    static final String TABLE = "report";
    /** Figure: share of the collected tokens that an earlier iteration had collected. */
    public static final String SHARE_BY_TOKENS = "already-collected-share";
    /** Figure: the same by pages. */
    public static final String SHARE_BY_PAGES = "already-collected-share-by-pages";

    private final int iteration;

    public ReportIteration(int iteration) {
        this.iteration = iteration;
    }

    /** Name of the stage in iteration {@code n}. */
    public static String name(int iteration) {
        return Tables.iteration(iteration, TABLE);
    }

    @Override
    public String name() {
        return name(iteration);
    }

    @Override
    public SortedMap<String, String> settings() {
        return new TreeMap<>();
    }

    @Override
    public List<String> upstream() {
        return List.of(CollectPages.name(iteration), CountPaths.name(iteration));
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        var before = col("first_iteration").lt(iteration);
        Row sums = context.table(CollectPages.name(iteration))
                .agg(count(lit(1)), coalesce(sum("tokens"), lit(0L)),
                        coalesce(sum(when(before, lit(1L)).otherwise(lit(0L))), lit(0L)),
                        coalesce(sum(when(before, col("tokens")).otherwise(lit(0L))), lit(0L)))
                .first();
        SortedMap<String, Object> figures = new TreeMap<>();
        figures.put("iteration", iteration);
        figures.put("collected-pages", sums.getLong(0));
        figures.put("collected-tokens", sums.getLong(1));
        figures.put(SHARE_BY_PAGES, share(sums.getLong(2), sums.getLong(0)));
        figures.put(SHARE_BY_TOKENS, share(sums.getLong(3), sums.getLong(1)));
        copy(context, DrawTrainingSet.name(iteration), "by-label", figures, "training-set");
        copy(context, MeasureDomains.name(iteration), "math-related", figures, "math-related-domains");
        copy(context, CollectPages.name(iteration), "cutoff-score", figures, "cutoff-score");
        copy(context, CollectPages.name(iteration), "by-language", figures, "collected-by-language");
        byte[] json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(figures);
        context.folder().writeWhole(new Path(context.stage(name()), "iteration.json"), json);
        return new StageReport(sums.getLong(0), sums.getLong(0), new TreeMap<>(), figures);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static void copy(StageContext context, String stage, String figure, Map<String, Object> into, String as) throws IOException {
        Manifest manifest = context.folder().manifest(stage).orElseThrow();
        into.put(as, manifest.figures().get(figure));
    }
}
