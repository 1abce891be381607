package org.mathlode.dedup.cluster;

/** A document by its id and signature; the signature is empty for a text without words. */
public record SignedDocument(String id, int[] signature) {}
