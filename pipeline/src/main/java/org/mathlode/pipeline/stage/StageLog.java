package org.mathlode.pipeline.stage;

import org.mathlode.pipeline.folder.Manifest;

/** Who is told of the stages of a run. */
public interface StageLog {
    void started(String stage);

    void skipped(Manifest manifest);

    void finished(Manifest manifest);

    /** How far a long step of the running stage is, 0 to 1, with a word on it. Called from any thread. */
    void progress(double share, String detail);

    /** A line about the stage that is running. */
    void note(String line);
}
