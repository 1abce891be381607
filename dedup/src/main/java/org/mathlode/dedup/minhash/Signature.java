package org.mathlode.dedup.minhash;

/**
 * What is kept of a text to compare it with others.
 *
 * @param components {@code bands × rowsPerBand} of them, whose share of equal ones estimates the similarity of two texts; none for a text without words
 * @param lineSketch {@link LineSketch} of the same shingles
 * @param shingles how many there are, equal ones counted each time
 */
public record Signature(int[] components, byte[] lineSketch, int shingles) {}
