/**
 * WARC files as a Spark data source: {@code format("warc")}. What a record is and what it says is the business of {@code warc}; here are splits,
 * columns, filters and metrics. Speaks Spark's DataSource V2 API; may not import {@code stage}, {@code run} or {@code cli}.
 */
package org.mathlode.pipeline.source;
