package org.mathlode.dedup.cluster;

import org.mathlode.dedup.minhash.Signature;

/** A document by its id and signature. */
public record SignedDocument(String id, Signature signature) {}
