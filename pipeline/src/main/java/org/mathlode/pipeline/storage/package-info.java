/**
 * Files in any store, read without losing a byte: HDFS, S3 and whatever else Hadoop knows, and web servers. A stream goes on at the byte it had reached when a
 * store slows down, a connection breaks or ends early. Knows Hadoop's file systems; may not import Spark, nor any other package of the pipeline but {@code warc}.
 */
package org.mathlode.pipeline.storage;
