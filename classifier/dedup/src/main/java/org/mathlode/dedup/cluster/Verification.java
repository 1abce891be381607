package org.mathlode.dedup.cluster;

/** What a pair that shares a bucket must pass before it is linked. */
public enum Verification {
    /** Nothing: a shared bucket is a link. */
    NONE,
    /** The similarity that the signatures estimate. */
    ESTIMATED,
    /** The exact similarity of the shingle sets: reads the texts of the candidates again. */
    EXACT
}
