/**
 * Web archive files: a reader that loses no record but the damaged one, the HTTP decoder, and a small writer.
 * Works on plain input streams; may not import Spark or Hadoop, nor any other package of the pipeline but {@code model}.
 */
package org.mathlode.pipeline.warc;
