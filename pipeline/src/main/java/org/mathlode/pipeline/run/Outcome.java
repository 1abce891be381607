package org.mathlode.pipeline.run;

/** How a call of a run ended. */
public sealed interface Outcome permits Outcome.Finished, Outcome.Waiting {
    /**
     * The corpus is written.
     *
     * @param iteration the last one
     * @param reason why the loop ended there
     * @param corpus where the corpus lies
     */
    record Finished(int iteration, String reason, String corpus) implements Outcome {}

    /**
     * People are needed.
     *
     * @param iteration the last one that is done
     * @param sheet the sheet with its domains and paths, to be filled in
     * @param missing the file the next iteration needs
     */
    record Waiting(int iteration, String sheet, String missing) implements Outcome {}
}
