package org.mathlode.pipeline.source;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * What Spark's UI shows of a scan. For the eye: counts that matter come from rows, since a task that is run again counts again here. Public with a public
 * constructor for Spark, which makes them by name.
 */
public abstract class WarcMetric extends CustomSumMetric {
    private final String name;
    private final String description;

    WarcMetric(String name, String description) {
        this.name = name;
        this.description = description;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    static CustomMetric[] all() {
        return new CustomMetric[] {new Records(), new Damaged(), new TooLarge(), new BytesRead(), new Requests(), new Throttled(), new Retries(), new MillisWaited()};
    }

    /** A value of a metric, in one task. */
    record Value(String name, long value) implements CustomTaskMetric {}

    public static final class Records extends WarcMetric {
        static final String NAME = "records";

        public Records() {
            super(NAME, "WARC records read");
        }
    }

    public static final class Damaged extends WarcMetric {
        static final String NAME = "damaged";

        public Damaged() {
            super(NAME, "stretches without a readable record");
        }
    }

    public static final class TooLarge extends WarcMetric {
        static final String NAME = "tooLarge";

        public TooLarge() {
            super(NAME, "blocks over the limit");
        }
    }

    public static final class BytesRead extends WarcMetric {
        static final String NAME = "bytesRead";

        public BytesRead() {
            super(NAME, "bytes read from files");
        }
    }

    public static final class Requests extends WarcMetric {
        static final String NAME = "requests";

        public Requests() {
            super(NAME, "requests to the store");
        }
    }

    public static final class Throttled extends WarcMetric {
        static final String NAME = "throttled";

        public Throttled() {
            super(NAME, "answers of the store that asked for fewer requests");
        }
    }

    public static final class Retries extends WarcMetric {
        static final String NAME = "retries";

        public Retries() {
            super(NAME, "broken or short streams that were opened again");
        }
    }

    public static final class MillisWaited extends WarcMetric {
        static final String NAME = "millisWaited";

        public MillisWaited() {
            super(NAME, "milliseconds waited before another attempt");
        }
    }
}
