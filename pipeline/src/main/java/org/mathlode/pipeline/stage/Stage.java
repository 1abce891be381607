package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One step of a run: reads published tables, writes its own, reports what it kept and dropped. */
public interface Stage {
    /** Name of the stage and of its manifest, such as {@code url-keys} or {@code iterations/2/scores}. */
    String name();

    /** The config values and versions that change its rows, by key path. */
    SortedMap<String, String> settings();

    /** Names of the stages whose tables it reads. */
    List<String> upstream();

    /** Digests of what it reads from outside the run's folder, by name; asked for again when the stage has run. */
    default SortedMap<String, String> outside() throws IOException {
        return new TreeMap<>();
    }

    /** Whether the same inputs give the same rows again; where not, what was made from an earlier result cannot stand beside a later one. */
    default boolean isRepeatable() {
        return true;
    }

    /** Does the work; every table goes through {@link StageContext#write}. */
    StageReport run(StageContext context) throws IOException;
}
