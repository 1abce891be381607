package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.folder.TableFiles;

/** Tables as Parquet files, read by the lists that {@link org.mathlode.pipeline.spark.ListedOutput} writes. */
public final class StoredTable {
    private StoredTable() {}

    /** Published tables of a run with the same columns, as one. */
    public static Dataset<Row> published(SparkSession spark, RunFolder folder, List<String> tables) {
        return spark.read().parquet(locations(folder, tables).toArray(String[]::new));
    }

    /** What a reader of published tables has to be given: folders, or files where a folder may hold more than its table. */
    public static List<String> locations(RunFolder folder, List<String> tables) {
        List<Path> places = tables.stream().map(folder::path).toList();
        // what was moved into place as a whole holds the table and nothing else, and Spark lists a folder faster than it looks at each of its files
        return folder.isRenaming() ? places.stream().map(Path::toString).toList() : files(folder, places);
    }

    /** The listed files of folders; all of a folder that has no list. */
    static Dataset<Row> read(SparkSession spark, RunFolder folder, List<Path> places) {
        return spark.read().parquet(files(folder, places).toArray(String[]::new));
    }

    /** The listed files of folders; the folder where there is no list. */
    static List<String> files(RunFolder folder, List<Path> places) {
        List<String> files = new ArrayList<>();
        try {
            for (Path place : places) {
                Optional<List<Path>> listed = TableFiles.of(folder.files(), place);
                if (listed.isPresent()) {
                    listed.get().forEach(file -> files.add(file.toString()));
                } else {
                    files.add(place.toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Writes a table; of one that lies there already only the new files remain listed. */
    static void write(DataFrameWriter<?> rows, Path place) {
        rows.mode(SaveMode.Append).parquet(place.toString());
    }
}
