package org.mathlode.pipeline.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.run.RunState.Doing;
import org.mathlode.pipeline.stage.StageLog;

/** Keeps the run's state file while stages work, and passes everything on. A state that cannot be written stops no run. */
public final class ToldState implements StageLog {
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final StageLog next;
    private final Clock clock;
    private RunFolder folder;
    private String stage = "";
    private Instant told = Instant.EPOCH;

    public ToldState(StageLog next, Clock clock) {
        this.next = next;
        this.clock = clock;
    }

    /** From the next stage on the state is written into this folder: before it, another run may be found at work there. */
    public synchronized void in(RunFolder place) {
        folder = place;
    }

    /** How the call of the run ended. */
    public synchronized void ended(Doing how, String detail) {
        tell(how, 0, detail);
    }

    @Override
    public synchronized void started(String name) {
        stage = name;
        tell(Doing.RUNNING, 0, "");
        next.started(name);
    }

    @Override
    public void skipped(Manifest manifest) {
        next.skipped(manifest);
    }

    @Override
    public synchronized void finished(Manifest manifest) {
        stage = "";
        next.finished(manifest);
    }

    @Override
    public synchronized void progress(double share, String detail) {
        if (Duration.between(told, clock.instant()).compareTo(PERIOD) >= 0) {
            tell(Doing.RUNNING, share, detail);
        }
        next.progress(share, detail);
    }

    @Override
    public void note(String line) {
        next.note(line);
    }

    private void tell(Doing doing, double share, String detail) {
        told = clock.instant();
        if (folder != null) {
            try {
                new RunState(doing, stage, share, detail, told).write(folder);
            } catch (IOException e) {
                // the run itself will tell what is wrong with the folder
            }
        }
    }
}
