package org.mathlode.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.storage.FileVersion;

class WarcPartitionReaderTest {
    @TempDir
    private Path folder;

    /** Who counts records could not know that they are missing. */
    @Test
    void tellsOfEveryRangeThatIsNotThereAnyMore() throws IOException {
        String path = folder.resolve("gone.warc.gz").toString();
        WarcFileRange range = new WarcFileRange("gone.warc.gz", path, new FileVersion(3_000, 0, ""), 1_000, Long.MAX_VALUE);
        WarcOptions options = WarcOptions.of(new CaseInsensitiveStringMap(Map.of("path", path, "unreadableFiles", "row")));
        WarcTask task = new WarcTask(List.of(range, range), List.of());

        try (WarcPartitionReader rows = new WarcPartitionReader(task, new Configuration(), options, List.of(WarcColumn.REASON), RecordFilter.none())) {
            for (int i = 0; i < 2; i++) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.get().getString(0)).isEqualTo("unreadable-file");
            }
            assertThat(rows.next()).isFalse();
        }
    }
}
