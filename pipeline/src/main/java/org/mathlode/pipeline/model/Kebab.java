package org.mathlode.pipeline.model;

import java.util.Locale;

/** Names as YAML, tables and manifests write them: lower case with hyphens. */
public final class Kebab {
    private Kebab() {}

    /** {@code WEAK_AWARE} as {@code weak-aware}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code rowsPerBand} as {@code rows-per-band}. */
    public static String of(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
