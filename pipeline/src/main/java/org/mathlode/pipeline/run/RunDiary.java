package org.mathlode.pipeline.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.run.RunState.Doing;
import org.mathlode.pipeline.stage.StageLog;

/**
 * Keeps a run's state file while stages work, and the copy of its config, and passes everything on. What cannot be written stops no run. The copy is made
 * when a stage begins, or when all went well: a call that is refused because of its config leaves the one the folder was made with.
 */
public final class RunDiary implements StageLog {
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final StageLog next;
    private final Clock clock;
    private RunFolder folder;
    private Recipe recipe;
    private boolean configKept;
    private String stage = "";
    private Instant told = Instant.EPOCH;

    public RunDiary(StageLog next, Clock clock) {
        this.next = next;
        this.clock = clock;
    }

    /** From the next stage on state and config are kept in this folder: before it, another run may be found at work there. */
    public synchronized void open(RunFolder place, Recipe config) {
        folder = place;
        recipe = config;
    }

    /** How the call of the run ended. */
    public synchronized void ended(Doing how, String detail) {
        if (how != Doing.FAILED) {
            keepConfig();
        }
        tell(how, 0, detail);
    }

    @Override
    public synchronized void started(String name) {
        keepConfig();
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

    private void keepConfig() {
        if (folder != null && !configKept) {
            try {
                StoredConfig.store(recipe, folder);
                configKept = true;
            } catch (IOException e) {
                next.note("The config could not be kept in " + folder.root() + ": " + e.getMessage());
            }
        }
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
