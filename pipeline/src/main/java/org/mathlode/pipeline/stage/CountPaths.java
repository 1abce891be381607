package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.AnnotationSheet;
import org.mathlode.pipeline.model.PathPrefixes;
import org.mathlode.pipeline.spark.RecordEncoders;

/** Counts pages by path prefix inside the math-related domains, and writes the sheet an annotator fills in. */
public final class CountPaths implements Stage {
    static final String TABLE = "paths";
    /** The sheet, beside the table. */
    public static final String SHEET = "annotation-sheet.tsv";

    /** Prefixes with fewer pages are not worth a line of the sheet. */
    private static final long SHEET_PAGES = 3;
    private static final int SHEET_LINES = 20_000;

    private final int iteration;

    public CountPaths(int iteration) {
        this.iteration = iteration;
    }

    static String name(int iteration) {
        return Tables.iteration(iteration, TABLE);
    }

    /** Where the sheet to fill in lies. */
    public static String sheet(int iteration) {
        return Tables.iteration(iteration, SHEET);
    }

    @Override
    public String name() {
        return name(iteration);
    }

    @Override
    public SortedMap<String, String> settings() {
        return new Settings().map();
    }

    @Override
    public List<String> upstream() {
        return List.of(MeasureDomains.name(iteration));
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Dataset<Row> related = context.table(MeasureDomains.name(iteration)).where(col("math_related")).select("domain");
        Dataset<Row> pages = MeasureDomains.withCollected(context, iteration).join(related, "domain");
        Dataset<Row> paths = RecordEncoders.table(RecordEncoders.read(pages, Page.class).flatMap(new Prefixes(), RecordEncoders.of(Counted.class)))
                .groupBy("domain", "path_prefix")
                .agg(count(lit(1)).as("pages"), sum("collected").as("collected"), min("url").as("sample_url"))
                .withColumn("uncollected", col("pages").minus(col("collected")))
                .repartition(1)
                .sortWithinPartitions("domain", "path_prefix");
        context.write(paths, name());
        Dataset<Row> written = context.staged(name());
        context.folder().writeWhole(context.stage(sheet(iteration)), sheet(written));
        return StageReport.ofSource(written.count(), Map.of(), Map.of("domains", written.select("domain").distinct().count()));
    }

    private static String sheet(Dataset<Row> paths) {
        StringBuilder sheet = new StringBuilder(String.join("\t", AnnotationSheet.COLUMNS)).append('\n');
        List<Row> lines = paths.where(col("pages").geq(SHEET_PAGES).or(col("path_prefix").equalTo("/")))
                .orderBy(col("uncollected").desc(), col("domain"), col("path_prefix"))
                .limit(SHEET_LINES)
                .orderBy("domain", "path_prefix")
                .collectAsList();
        for (Row line : lines) {
            sheet.append(line.<String>getAs("domain")).append('\t').append(line.<String>getAs("path_prefix").replace('\t', ' ')).append("\t\t")
                    .append(line.<Long>getAs("pages")).append(" pages, ").append(line.<Long>getAs("uncollected")).append(" uncollected, such as ")
                    .append(line.<String>getAs("sample_url").replace('\t', ' ')).append("\t\n");
        }
        return sheet.toString();
    }

    /** A page of a math-related domain. */
    public record Page(String domain, String path, String url, long collected) {}

    /** A page below one of its prefixes. */
    public record Counted(String domain, String pathPrefix, String url, long collected) {}

    /** Row function: page to its prefixes. */
    record Prefixes() implements FlatMapFunction<Page, Counted> {
        @Override
        public Iterator<Counted> call(Page page) {
            return PathPrefixes.of(page.path()).stream()
                    .map(prefix -> new Counted(page.domain(), prefix, page.url(), page.collected())).iterator();
        }
    }
}
