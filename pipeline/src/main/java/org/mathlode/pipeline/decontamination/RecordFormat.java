package org.mathlode.pipeline.decontamination;

/** How records stand in a file; each also compressed as {@code .gz}. */
enum RecordFormat {
    /** One JSON object a line. */
    JSONL,
    /** A JSON array of objects, or one object. */
    JSON,
    /** Comma-separated (RFC 4180); the first line names the fields. */
    CSV,
    /** As CSV, but the fields are called 0, 1, 2, … */
    CSV_WITHOUT_HEADER,
    /** Tab-separated without quoting; the fields are called 0, 1, 2, … */
    TSV_WITHOUT_HEADER,
    /** Read with the libraries that Spark brings; never compressed as a whole. */
    PARQUET
}
