package org.mathlode.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.servers.HdfsServer;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.warc.WarcWriter.Compression;

/** Splits of a file on a real HDFS. */
@Tag("stores")
class HdfsSplitsTest {
    private static final int BLOCK = 1 << 13;

    @TempDir
    static java.nio.file.Path folder;

    @Test
    void areReadWhereTheirBlocksLieAndGiveTheSameRows() throws IOException {
        try (HdfsServer server = HdfsServer.start(folder)) {
            Path file = new Path(server.address() + "/crawl/a.warc.gz");
            FileSystem files = file.getFileSystem(new Configuration());
            try (OutputStream out = files.create(file, true, 4096, (short) 1, BLOCK)) {
                out.write(SmallCrawl.warc(Compression.GZIP_PER_RECORD, 60));
            }

            WarcOptions options = WarcOptions.of(new CaseInsensitiveStringMap(Map.of("path", file.toString(), "splitBytes", Integer.toString(BLOCK))));
            List<WarcTask> tasks = WarcSplits.plan(options, new Configuration(), new SplitSizes(1 << 27, 1 << 22, 2));

            assertThat(tasks).hasSizeGreaterThan(3).allSatisfy(task -> assertThat(task.hosts()).isNotEmpty());
            assertThat(rows(BLOCK, file)).isEqualTo(rows(1 << 30, file)).hasSize(181);
        }
    }

    private static List<Row> rows(int splitBytes, Path file) {
        Dataset<Row> rows = SharedSession.spark().read().format("warc").option("splitBytes", splitBytes).load(file.toString());
        return rows.drop("payload").collectAsList();
    }
}
