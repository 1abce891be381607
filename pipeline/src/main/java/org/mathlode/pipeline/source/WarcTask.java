package org.mathlode.pipeline.source;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads.
 *
 * @param ranges in order
 * @param hosts where most of its bytes lie, if anywhere in particular
 */
record WarcTask(List<WarcFileRange> ranges, List<String> hosts) implements InputPartition {
    @Override
    public String[] preferredLocations() {
        return hosts.toArray(String[]::new);
    }
}
