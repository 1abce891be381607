package org.mathlode.pipeline.source;

import java.io.Serializable;

/**
 * A part of a file: the records that begin in it.
 *
 * @param name the {@code warc_filename}
 * @param path where the file lies
 * @param length of the whole file in bytes; -1 if it could not be had
 * @param start the first byte
 * @param end behind the last byte; Long.MAX_VALUE for the end of the file
 */
record WarcFileRange(String name, String path, long length, long start, long end) implements Serializable {}
