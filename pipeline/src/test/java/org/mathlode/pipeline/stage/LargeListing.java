package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.spark.Sessions;

/** What the driver does with 100,000 WARC files of 1,000 finished batches, in the heap of the JVM it is started in. */
public final class LargeListing {
    private static final int FILES = 100_000;
    private static final int FILES_IN_A_BATCH = 100;

    private LargeListing() {}

    /** @param arguments the config folder, and an empty folder to work in */
    public static void main(String[] arguments) throws IOException {
        Recipe recipe = ConfigLoader.load(Path.of(arguments[0]));
        RunFolder folder = RunFolder.open(arguments[1], new Configuration());
        List<WarcFile> files = new ArrayList<>();
        for (int n = 0; n < FILES; n++) {
            String name = "crawl-data/CC-MAIN-2024-10/segments/1707947473347.0/warc/CC-MAIN-20240220211055-20240221001055-" + n + ".warc.gz";
            files.add(new WarcFile("CC-MAIN-2024-10", name, "s3a://commoncrawl/" + name));
        }
        for (int from = 0; from < FILES; from += FILES_IN_A_BATCH) {
            folder.write(finished(recipe, files.subList(from, from + FILES_IN_A_BATCH)));
        }
        try (SparkSession spark = Sessions.open("large listing")) {
            Manifest documents = new DocumentBatches(recipe, folder, files).run(new StageRunner(spark, recipe, folder, new QuietLog()));
            System.out.println(documents.inputs().size() + " files, " + documents.kept() + " documents");
        }
    }

    private static Manifest finished(Recipe recipe, List<WarcFile> files) {
        TreeMap<String, String> inputs = new TreeMap<>();
        files.forEach(file -> inputs.put(file.key(), FileProblem.READ));
        var settings = ExtractDocuments.extractionSettings(recipe);
        String stage = ExtractDocuments.name(files);
        return new Manifest(Manifest.VERSION, stage, Manifest.digest(stage, settings, inputs), settings, inputs, 7, 7, new TreeMap<>(), new TreeMap<>(), List.of(), 1);
    }
}
