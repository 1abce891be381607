package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.inspect.PageStory;
import org.mathlode.pipeline.inspect.RunDifference;
import org.mathlode.pipeline.inspect.RunTables;
import org.mathlode.pipeline.report.Story;
import org.mathlode.pipeline.run.StoredConfig;
import org.mathlode.pipeline.spark.Sessions;

/** Opens runs for {@link WhyCommand} and {@link DiffCommand}, which must load without Spark. */
final class Inspection {
    private Inspection() {}

    /** The story of a page; throws, with pages that may have been meant, where the run never saw it. */
    static String why(String run, Path config, String page) throws IOException {
        Recipe recipe = config == null ? null : ConfigLoader.load(config);
        // before Spark starts: a wrong folder should be told at once
        RunFolders.open(run);
        try (SparkSession spark = Sessions.open("mathlode why"); TemporaryFolder work = TemporaryFolder.create()) {
            // dozens of small queries: compiling each would take longer than all of them
            spark.conf().set("spark.sql.codegen.wholeStage", "false");
            RunFolder folder = RunFolders.open(run, spark.sparkContext().hadoopConfiguration());
            if (recipe == null) {
                recipe = StoredConfig.load(folder, work.path()).orElse(null);
            }
            PageStory story = new PageStory(new RunTables(spark, folder), recipe);
            Optional<Story> told = story.tell(page);
            if (told.isEmpty()) {
                List<String> near = story.suggestions(page);
                throw new IllegalArgumentException(Story.printable("no capture of " + page + " is in " + run
                        + (near.isEmpty() ? "; nothing there has a name like it" : "; it has " + String.join(" , ", near))));
            }
            return told.get().toString();
        }
    }

    static String diff(String one, String other, Integer iteration, int samples) throws IOException {
        RunFolders.open(one);
        RunFolders.open(other);
        try (SparkSession spark = Sessions.open("mathlode diff")) {
            Configuration configuration = spark.sparkContext().hadoopConfiguration();
            RunTables a = new RunTables(spark, RunFolders.open(one, configuration));
            RunTables b = new RunTables(spark, RunFolders.open(other, configuration));
            return new RunDifference(a, b, samples).tell(iteration).toString();
        }
    }
}
