package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.trim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The seed corpus: JSONL or Parquet in OpenWebMath's schema, of which {@code url} and {@code text} are read. */
public final class SeedCorpus {
    private static final StructType COLUMNS = new StructType().add("url", DataTypes.StringType).add("text", DataTypes.StringType);
    private static final List<String> PARQUET = List.of(".parquet");
    private static final List<String> JSON = List.of(".jsonl", ".jsonl.gz", ".json", ".json.gz", ".jsonl.zst");

    private final String location;
    private final List<FileStatus> files;

    private SeedCorpus(String location, List<FileStatus> files) {
        this.location = location;
        this.files = files;
    }

    /** Finds the files: one, those of a folder (others there are passed over), or those of a glob. */
    public static SeedCorpus find(String location, Configuration configuration) throws IOException {
        Path path = new Path(location);
        FileSystem system = path.getFileSystem(configuration);
        FileStatus[] matches = system.globStatus(path);
        List<FileStatus> files = new ArrayList<>();
        for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
            if (match.isFile()) {
                if (!isData(match.getPath().getName())) {
                    throw new StageException("input.seed-corpus: " + match.getPath() + " is neither JSONL nor Parquet by its name");
                }
                files.add(match);
            } else {
                Arrays.stream(system.listStatus(match.getPath())).filter(file -> file.isFile() && isData(file.getPath().getName())).forEach(files::add);
            }
        }
        files.sort(Comparator.comparing(file -> file.getPath().toString()));
        if (files.isEmpty()) {
            throw new StageException("input.seed-corpus: no file at " + location + " (wanted: JSONL or Parquet with the columns url and text)");
        }
        return new SeedCorpus(location, files);
    }

    /** Name and length of every file: another seed corpus is another run. */
    SortedMap<String, String> digests() {
        TreeMap<String, String> digests = new TreeMap<>();
        files.forEach(file -> digests.put("seed-corpus/" + file.getPath().getName(), file.getLen() + " bytes"));
        return digests;
    }

    /** Throws where no row has a text. */
    public void check(SparkSession spark) throws IOException {
        if (withText(spark).isEmpty()) {
            throw new StageException("input.seed-corpus: " + location + " holds no row with a text (wanted: JSONL or Parquet with the columns url and text)");
        }
    }

    /** Columns {@code id}, {@code url}, {@code text}; rows without a text are left out. Throws where the files are no seed corpus. */
    Dataset<Row> read(SparkSession spark) throws IOException {
        return withText(spark)
                .select(substring(sha2(concat_ws("\n", coalesce(col("url"), lit("")), col("text")), 256), 1, 32).as("id"), col("url"), col("text"))
                .dropDuplicates("id");
    }

    private Dataset<Row> withText(SparkSession spark) throws IOException {
        String[] json = paths(JSON);
        String[] parquet = paths(PARQUET);
        Dataset<Row> rows = null;
        try {
            if (json.length > 0) {
                rows = spark.read().schema(COLUMNS).json(json);
            }
            if (parquet.length > 0) {
                Dataset<Row> table = spark.read().parquet(parquet).select(col("url").cast("string"), col("text").cast("string"));
                rows = rows == null ? table : rows.unionByName(table);
            }
        } catch (Exception e) {
            // Spark's AnalysisException is checked, but Scala does not declare it
            if (e instanceof AnalysisException || e instanceof SparkException) {
                throw new StageException("input.seed-corpus: " + location + " is no seed corpus with the columns url and text: " + firstLine(e.getMessage()));
            }
            throw e;
        }
        return rows.where(col("text").isNotNull().and(length(trim(col("text"))).gt(0)));
    }

    String location() {
        return location;
    }

    private String[] paths(List<String> endings) {
        return files.stream().map(file -> file.getPath().toString()).filter(path -> endings.stream().anyMatch(path::endsWith)).toArray(String[]::new);
    }

    private static boolean isData(String name) {
        return !name.startsWith(".") && !name.startsWith("_") && Stream.concat(JSON.stream(), PARQUET.stream()).anyMatch(name::endsWith);
    }

    private static String firstLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
