package org.mathlode.pipeline.html;

/**
 * What extraction may cost and what it leans to. Every value changes rows, so all belong in the config digest.
 *
 * @param maxPayloadBytes pages with more bytes than this are rejected before anything looks at them
 * @param minCharacters the fewest characters a text must have, white space not counted
 * @param timeoutMillis what a page may cost, as milliseconds of a slow core; counted in steps, so that it does not depend on load
 * @param favour whether doubtful blocks stay
 */
public record ExtractionParams(int maxPayloadBytes, int minCharacters, int timeoutMillis, Favour favour) {
    /** What becomes of a block that may be boilerplate or may not. */
    public enum Favour {
        /** Doubtful blocks stay: more text, more boilerplate. */
        RECALL,
        /** The setting whose F1 is best on news, blog and documentation pages. */
        BALANCED,
        /** Doubtful blocks go: less boilerplate, some lost text. */
        PRECISION
    }

    /** 8 MiB, 200 characters, 5 s, balanced. */
    public static final ExtractionParams DEFAULTS = new ExtractionParams(8 << 20, 200, 5_000, Favour.BALANCED);

    public ExtractionParams {
        if (maxPayloadBytes < 1) {
            throw new IllegalArgumentException("max-payload-bytes must be at least 1 (" + maxPayloadBytes + ")");
        }
        if (minCharacters < 0) {
            throw new IllegalArgumentException("min-characters must not be negative (" + minCharacters + ")");
        }
        if (timeoutMillis < 1) {
            throw new IllegalArgumentException("timeout-millis must be at least 1 (" + timeoutMillis + ")");
        }
        if (favour == null) {
            throw new IllegalArgumentException("favour is missing");
        }
    }
}
