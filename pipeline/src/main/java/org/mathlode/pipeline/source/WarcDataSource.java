package org.mathlode.pipeline.source;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * WARC and ARC files as a Spark table, {@code spark.read().format("warc").load(paths…)}: a row for every record and for every stretch that is no
 * readable record. Columns: {@link WarcColumn}; options: {@link WarcOptions}.
 */
public final class WarcDataSource implements TableProvider, DataSourceRegister {
    /** The name of the format. */
    public static final String FORMAT = "warc";

    @Override
    public String shortName() {
        return FORMAT;
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return WarcColumn.schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new WarcTable(WarcOptions.of(new CaseInsensitiveStringMap(properties)));
    }
}
