package org.mathlode.pipeline.source;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The files of one {@code load}. */
record WarcTable(WarcOptions options) implements SupportsRead {
    @Override
    public String name() {
        return WarcDataSource.FORMAT + " " + options.locations();
    }

    @Override
    @SuppressWarnings("deprecation") // Spark 3.5 asks for it
    public StructType schema() {
        return WarcColumn.schema();
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap ofRead) {
        return new WarcScanBuilder(options);
    }
}
