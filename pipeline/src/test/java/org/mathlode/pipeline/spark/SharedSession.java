package org.mathlode.pipeline.spark;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of the tests: a second JVM would take longer than all of them. */
public final class SharedSession {
    private SharedSession() {}

    public static SparkSession spark() {
        return Sessions.open("mathlode tests");
    }
}
