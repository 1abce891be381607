package org.mathlode.pipeline.stage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;

/** Rows, bytes and SHA-256 of published files, read on the executors. */
final class OutputFiles {
    private OutputFiles() {}

    static List<Manifest.Output> describe(SparkSession spark, RunFolder folder, List<Path> files) {
        return describe(spark, folder, files, true);
    }

    /** The same of files that may be damaged: rows are not counted, which needs Parquet's footer. */
    static List<Manifest.Output> digests(SparkSession spark, RunFolder folder, List<Path> files) {
        return describe(spark, folder, files, false);
    }

    private static List<Manifest.Output> describe(SparkSession spark, RunFolder folder, List<Path> files, boolean rows) {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> configuration =
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        List<String> paths = files.stream().map(Path::toString).toList();
        List<Manifest.Output> outputs = new ArrayList<>();
        for (Described file : context.parallelize(paths, Math.min(paths.size(), 1_000)).map(new Describe(configuration, rows)).collect()) {
            outputs.add(new Manifest.Output(folder.relative(new Path(file.path())), file.rows(), file.bytes(), file.sha256()));
        }
        outputs.sort(Comparator.comparing(Manifest.Output::path));
        return outputs;
    }

    /** What one task found out; serialised by Java, as records are. */
    record Described(String path, long rows, long bytes, String sha256) implements Serializable {}

    private record Describe(Broadcast<SerializableConfiguration> configuration, boolean countsRows) implements Function<String, Described> {
        @Override
        public Described call(String path) throws IOException {
            Configuration hadoop = configuration.value().value();
            Path file = new Path(path);
            FileSystem files = file.getFileSystem(hadoop);
            long rows = -1;
            if (countsRows && path.endsWith(".parquet")) {
                try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
                    rows = reader.getRecordCount();
                }
            }
            return new Described(path, rows, files.getFileStatus(file).getLen(), countsRows ? sha256(files, file) : sha256OrDamage(files, file));
        }

        private static String sha256OrDamage(FileSystem files, Path file) throws IOException {
            try {
                return sha256(files, file);
            } catch (ChecksumException | FileNotFoundException | BlockMissingException | FSError e) {
                // the file system has found the damage first: by checksums of its own, by lost replicas, by a disk that cannot read
                return "damaged";
            }
        }

        private static String sha256(FileSystem files, Path file) throws IOException {
            try (InputStream in = files.open(file)) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                byte[] buffer = new byte[1 << 16];
                for (int n; (n = in.read(buffer)) > 0; ) {
                    digest.update(buffer, 0, n);
                }
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
