package org.mathlode.pipeline.config;

/** The checks of the config records; the loader puts file, line and key path in front of the message. */
final class Check {
    private Check() {}

    static long atLeast(long minimum, String key, long value) {
        if (value < minimum) {
            throw new IllegalArgumentException(key + " must be at least " + minimum + " (" + value + ")");
        }
        return value;
    }

    static int atLeast(int minimum, String key, int value) {
        return (int) atLeast((long) minimum, key, (long) value);
    }

    static double share(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(key + " must lie between 0 and 1 (" + value + ")");
        }
        return value;
    }

    static String text(String key, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(key + " must not be empty");
        }
        return value;
    }
}
