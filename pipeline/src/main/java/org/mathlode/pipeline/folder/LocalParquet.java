package org.mathlode.pipeline.folder;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;

/** Parquet files of the local disk. By Hadoop's classes: those of Parquet's own for local files came after the Parquet of Spark 3.5. */
public final class LocalParquet {
    private LocalParquet() {}

    public static HadoopInputFile input(Path file) throws IOException {
        return HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), configuration());
    }

    public static HadoopOutputFile output(Path file) throws IOException {
        return HadoopOutputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), configuration());
    }

    /** Files are just files: without checksums beside them. */
    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        return configuration;
    }
}
