package org.mathlode.pipeline.warc;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** SHA-1 in base32 (RFC 4648), the digest of web archives: 32 characters. Not for security. */
final class PayloadDigest {
    private static final char[] BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();
    private static final int BASE32_LENGTH = 32;
    private static final String PREFIX = "sha1:";

    private PayloadDigest() {}

    /** The digest the record names, else that of the payload. */
    static String of(WarcRecord record, byte[] payload) {
        String named = record.headers().first("WARC-Payload-Digest").orElse("");
        if (named.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            String digest = named.substring(PREFIX.length()).strip().toUpperCase(Locale.ROOT);
            if (digest.length() == BASE32_LENGTH && digest.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= '2' && c <= '7')) {
                return digest;
            }
        }
        return sha1(payload);
    }

    static String sha1(byte[] bytes) {
        try {
            return base32(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** Works on whole groups of five bytes, which 20 bytes are. */
    private static String base32(byte[] digest) {
        StringBuilder text = new StringBuilder(BASE32_LENGTH);
        for (int i = 0; i < digest.length; i += 5) {
            long group = 0;
            for (int j = 0; j < 5; j++) {
                group = group << 8 | digest[i + j] & 0xff;
            }
            for (int shift = 35; shift >= 0; shift -= 5) {
                text.append(BASE32[(int) (group >> shift) & 31]);
            }
        }
        return text.toString();
    }
}
