package org.mathlode.pipeline.stage;

/** How closely a run looks at what it finds finished. */
public enum Verification {
    /** Every file is there and has its size. */
    SIZES,
    /** Every file has its SHA-256, too: everything is read. */
    DIGESTS
}
