/**
 * The local web page on which people annotate URL paths: the sheet's store, what a verdict adds, the server and what it serves. May not import Spark: a
 * run's tables are read with Parquet's own library.
 */
package org.mathlode.pipeline.annotate;
