package org.mathlode.dedup.minhash;

import org.mathlode.dedup.text.GramHash;

/** The bucket keys of a signature: two documents that share a key are candidates for near-duplicates. Thread-safe. */
public final class LshBands {
    private final MinHashParams params;

    public LshBands(MinHashParams params) {
        this.params = params;
    }

    /**
     * One 64-bit key per band, in the order of bands; the band's number is part of its key, so all keys can stand in one
     * column. None for the empty signature.
     */
    public long[] keys(int[] signature) {
        if (signature.length == 0) {
            return new long[0];
        }
        long[] keys = new long[params.bands()];
        for (int band = 0; band < keys.length; band++) {
            keys[band] = key(signature, band);
        }
        return keys;
    }

    /** The key of one band, counted from 0, of a signature that is not empty. */
    public long key(int[] signature, int band) {
        requireLength(signature, params.components());
        long hash = GramHash.mixed(band + 1L);
        int at = band * params.rowsPerBand();
        for (int row = 0; row < params.rowsPerBand(); row++) {
            hash = GramHash.mixed(hash ^ signature[at++] & 0xFFFF_FFFFL) + row;
        }
        return hash;
    }

    static void requireLength(int[] signature, int expected) {
        if (signature.length != expected) {
            throw new IllegalArgumentException("Cannot use a signature of " + signature.length + " components where the params make "
                    + expected + ": it was made with other params");
        }
    }
}
