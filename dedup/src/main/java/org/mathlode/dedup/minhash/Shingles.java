package org.mathlode.dedup.minhash;

/**
 * The distinct shingles of a text by their hashes, ascending: for exact similarities.
 *
 * @param inLines those that lie within a line
 */
public record Shingles(long[] all, long[] inLines) {}
