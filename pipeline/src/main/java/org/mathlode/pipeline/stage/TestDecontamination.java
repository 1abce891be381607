package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.dedup.ngram.Decontaminator;
import org.mathlode.pipeline.config.DecontaminationConfig;
import org.mathlode.pipeline.config.ExtractionConfig;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.config.SelfTestConfig;
import org.mathlode.pipeline.decontamination.SelfTest;
import org.mathlode.pipeline.decontamination.SelfTestResult;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.html.ExtractionParams;
import org.mathlode.pipeline.spark.RecordEncoders;

/**
 * Puts texts of the run's benchmarks into pages of the run and counts what decontamination finds; {@link #accept} stops a run below the configured
 * bars. Runs on the driver: it reads a few hundred pages.
 */
public final class TestDecontamination implements Stage {
    static final String NAME = "self-test";
    /** Texts that were put into pages and not found. */
    static final String MISSED = "missed";
    static final String RECALL = "recall";
    static final String PAGES_HIT_SHARE = "pages-hit-share";
    /** UTF-16 units of a page that are read. */
    private static final int LONGEST_PAGE = 200_000;

    private final Recipe recipe;
    private final int lastIteration;
    private final FindContamination contamination;

    public TestDecontamination(Recipe recipe, int lastIteration, FindContamination contamination) {
        this.recipe = recipe;
        this.lastIteration = lastIteration;
        this.contamination = contamination;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SortedMap<String, String> settings() {
        SelfTestConfig config = recipe.run().decontamination().selfTest();
        return new Settings()
                .put("decontamination.self-test.texts-per-spelling", config.textsPerSpelling())
                .put("decontamination.self-test.pages", config.pages())
                .put("decontamination.self-test.random-seed", config.randomSeed())
                .put("version.self-test", SelfTest.VERSION)
                .map();
    }

    @Override
    public List<String> upstream() {
        return List.of(CollectPages.name(lastIteration), FindContamination.NAME);
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        DecontaminationConfig config = recipe.run().decontamination();
        ExtractionConfig extraction = recipe.run().extraction();
        SelfTest test = new SelfTest(new Decontaminator(contamination.index(), config.mode()), config.indexParams(),
                new ExtractionParams(extraction.maxPayloadBytes(), 1, extraction.timeoutMillis(), extraction.favour()));
        List<SelfTest.Page> pages = pages(context, config.selfTest());
        if (pages.isEmpty()) {
            context.write(rows(context, List.of()), Tables.SELF_TEST);
            return StageReport.of(0, 0, Map.of(), Map.of("pages", 0));
        }
        SelfTestResult result = test.run(contamination.texts(), pages, config.selfTest().textsPerSpelling(), config.selfTest().randomSeed());
        context.write(rows(context, result.trials()), Tables.SELF_TEST);
        long missed = result.injected() - result.found();
        return StageReport.of(result.injected(), result.found(), missed == 0 ? Map.of() : Map.of(MISSED, missed), figures(result));
    }

    /** Throws if the self-test, made now or by an earlier run, is below a bar. */
    public static void accept(Manifest selfTest, SelfTestConfig config) throws StageException {
        double recall = number(selfTest, RECALL, 1);
        if (recall < config.minRecall()) {
            throw new StageException(String.format(Locale.ROOT, "the self-test of decontamination found %.4f of the benchmark texts put into pages, "
                    + "decontamination.self-test.min-recall asks for %s: what was missed is in %s; no corpus was written", recall, config.minRecall(), Tables.SELF_TEST));
        }
        double hit = number(selfTest, PAGES_HIT_SHARE, 0);
        if (hit > config.maxPagesHit()) {
            throw new StageException(String.format(Locale.ROOT, "the self-test of decontamination condemns %.4f of the pages as they are, "
                    + "decontamination.self-test.max-pages-hit allows %s: why is in %s; if they do quote benchmarks, raise the bar; no corpus was written",
                    hit, config.maxPagesHit(), Tables.CONTAMINATION_HITS));
        }
    }

    private static double number(Manifest manifest, String figure, double otherwise) {
        return manifest.figures().get(figure) instanceof Number number ? number.doubleValue() : otherwise;
    }

    private List<SelfTest.Page> pages(StageContext context, SelfTestConfig config) throws IOException {
        Dataset<Row> drawn = context.table(CollectPages.name(lastIteration)).select("id")
                .orderBy(xxhash64(lit(config.randomSeed()), col("id")), col("id")).limit(config.pages());
        List<SelfTest.Page> pages = new ArrayList<>();
        for (Row row : context.documents().select(col("id"), substring(col("text"), 1, LONGEST_PAGE).as("text"))
                .join(drawn, new String[] {"id"}, "left_semi").orderBy("id").collectAsList()) {
            pages.add(new SelfTest.Page(row.getString(0), row.getString(1)));
        }
        return pages;
    }

    private static Dataset<Row> rows(StageContext context, List<SelfTestResult.Trial> trials) {
        return RecordEncoders.table(context.spark().createDataset(trials, RecordEncoders.of(SelfTestResult.Trial.class))).coalesce(1);
    }

    private static SortedMap<String, Object> figures(SelfTestResult result) {
        SortedMap<String, Object> figures = new TreeMap<>();
        figures.put(RECALL, result.recall());
        figures.put("pages", result.pages());
        figures.put("pages-hit", result.pagesHit().size());
        figures.put(PAGES_HIT_SHARE, result.pagesHitShare());
        figures.put("near-misses", result.nearMisses().injected());
        figures.put("near-misses-hit", result.nearMisses().found());
        SortedMap<String, Object> injected = new TreeMap<>();
        SortedMap<String, Object> found = new TreeMap<>();
        result.bySpelling().forEach((spelling, count) -> {
            injected.put(spelling, count.injected());
            found.put(spelling, count.found());
        });
        figures.put("injected-by-spelling", injected);
        figures.put("found-by-spelling", found);
        return figures;
    }
}
