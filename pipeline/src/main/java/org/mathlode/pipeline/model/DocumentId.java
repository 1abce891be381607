package org.mathlode.pipeline.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of documents: the same capture has the same id in every run. */
public final class DocumentId {
    /** Changes whenever some capture gets another id. */
    public static final int VERSION = 2;

    private DocumentId() {}

    /**
     * The first 128 bits of the SHA-256 of {@code warcFilename:offset}, in hexadecimal; {@code warcFilename:offset:index} for a record that is not the
     * first at its offset.
     *
     * @param index records before it in the same compressed member
     */
    public static String of(String warcFilename, long offset, int index) {
        String place = warcFilename + ":" + offset + (index == 0 ? "" : ":" + index);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
