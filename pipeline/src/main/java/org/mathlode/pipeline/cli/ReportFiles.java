package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.sql.SparkSession;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.inspect.RunReport;
import org.mathlode.pipeline.inspect.RunTables;
import org.mathlode.pipeline.report.RunPage;
import org.mathlode.pipeline.run.StoredConfig;
import org.mathlode.pipeline.spark.Sessions;

/** Writes the files of a report. Apart from {@link ReportCommand}, which must load without Spark. */
final class ReportFiles {
    private ReportFiles() {}

    /** Writes all pages below {@code output}, or into the run's folder where that is null; tells the first page's place. */
    static String write(String run, Path output) throws IOException {
        // before Spark starts: a wrong folder should be told at once
        RunFolders.open(run);
        try (SparkSession spark = Sessions.open("mathlode report")) {
            RunFolder folder = RunFolders.open(run, spark.sparkContext().hadoopConfiguration());
            SortedMap<String, String> pages = new RunReport(new RunTables(spark, folder), stopShare(folder)).pages();
            if (output == null) {
                return write(pages, folder);
            }
            Files.createDirectories(output);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Path unfinished = output.resolve(page.getKey() + ".unfinished");
                Files.writeString(unfinished, page.getValue());
                Files.move(unfinished, output.resolve(page.getKey()), StandardCopyOption.REPLACE_EXISTING);
            }
            return output.resolve(RunPage.NAME).toString();
        }
    }

    private static Double stopShare(RunFolder folder) throws IOException {
        try (TemporaryFolder work = TemporaryFolder.create()) {
            return StoredConfig.load(folder, work.path()).map(recipe -> recipe.run().stopping().alreadyCollectedShare()).orElse(null);
        }
    }

    /** Writes pages into the run's folder. */
    static String write(SortedMap<String, String> pages, RunFolder folder) throws IOException {
        for (Map.Entry<String, String> page : pages.entrySet()) {
            folder.writeWhole(folder.path(RunReport.FOLDER + "/" + page.getKey()), page.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return folder.path(RunReport.FOLDER + "/" + RunPage.NAME).toString();
    }
}
