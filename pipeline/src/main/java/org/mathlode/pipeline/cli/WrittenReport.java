package org.mathlode.pipeline.cli;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.inspect.RunReport;
import org.mathlode.pipeline.inspect.RunTables;
import org.mathlode.pipeline.stage.StageLog;

/** The report that a run writes beside its tables. A report that cannot be written is told and stops nothing. */
final class WrittenReport {
    private final RunReport report;
    private final RunFolder folder;
    private final StageLog log;

    WrittenReport(SparkSession spark, RunFolder folder, Recipe recipe, StageLog log) {
        this.report = new RunReport(new RunTables(spark, folder), recipe.run().stopping().alreadyCollectedShare());
        this.folder = folder;
        this.log = log;
    }

    /** The first page and the one of iteration {@code n}, the last that is done. */
    void iteration(int n) {
        write(n);
    }

    void whole() {
        write(1);
    }

    private void write(int first) {
        try {
            ReportFiles.write(report.pages(first), folder);
        } catch (IOException | RuntimeException e) {
            log.note("The report could not be written: " + Errors.oneLine(e) + "; mathlode report --run " + folder.root() + " tries again");
        }
    }
}
