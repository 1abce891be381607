package org.mathlode.pipeline.inspect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.substring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.folder.Manifest;

/**
 * The texts examples are taken from: all documents of a small run, some files of them in a large one, so that a report does not read a whole crawl again.
 */
final class SampledTexts {
    private static final long MOST_BYTES = 1L << 30;

    private final RunTables tables;
    private final List<FileStatus> files;
    private final int all;

    private SampledTexts(RunTables tables, List<FileStatus> files, int all) {
        this.tables = tables;
        this.files = files;
        this.all = all;
    }

    static SampledTexts of(RunTables tables) throws IOException {
        List<FileStatus> mixed = new ArrayList<>(tables.documentFiles());
        mixed.sort(Comparator.comparing(file -> Manifest.sha256(file.getPath().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        List<FileStatus> some = new ArrayList<>();
        long bytes = 0;
        for (FileStatus file : mixed) {
            bytes += file.getLen();
            if (bytes > MOST_BYTES && !some.isEmpty()) {
                break;
            }
            some.add(file);
        }
        return new SampledTexts(tables, some, mixed.size());
    }

    /** Only the rows whose documents are among those examples may be taken from. */
    Dataset<Row> among(Dataset<Row> pages) {
        return files.size() == all ? pages : pages.join(documents().select("id"), new String[] {"id"}, "left_semi");
    }

    /** A sentence on where examples come from. */
    String remark() {
        return files.size() == all ? "" : String.format(Locale.ROOT, "They were drawn from %,d of %,d files of documents.", files.size(), all);
    }

    /** The beginnings of texts, by document. */
    Map<String, String> texts(Set<String> ids, int characters) {
        Map<String, String> texts = new HashMap<>();
        if (!ids.isEmpty()) {
            for (Row row : documents().where(col("id").isin(ids.toArray())).select(col("id"), substring(col("text"), 1, characters)).collectAsList()) {
                texts.put(row.getString(0), row.getString(1));
            }
        }
        return texts;
    }

    private Dataset<Row> documents() {
        return tables.spark().read().parquet(files.stream().map(file -> file.getPath().toString()).toArray(String[]::new));
    }
}
