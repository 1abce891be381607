/**
 * The sample crawl: a small web that nobody wrote, generated from grammars, in Common Crawl's form, with its seed corpus,
 * benchmark items and truth. May not import Spark, nor anything else of the pipeline
 * but the model and the WARC writer.
 */
package org.mathlode.pipeline.sample;
