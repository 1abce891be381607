package org.mathlode.pipeline.stage;

import java.util.ArrayList;
import java.util.List;
import org.mathlode.pipeline.folder.Manifest;

/** Prints nothing, and remembers which stages worked. */
public class QuietLog implements StageLog {
    public final List<String> finished = new ArrayList<>();
    public final List<String> skipped = new ArrayList<>();
    private String working;

    /** The stage that began last; null for none. */
    public String working() {
        return working;
    }

    @Override
    public void started(String stage) {
        working = stage;
    }

    @Override
    public void skipped(Manifest manifest) {
        skipped.add(manifest.stage());
    }

    @Override
    public void finished(Manifest manifest) {
        finished.add(manifest.stage());
    }

    @Override
    public void progress(double share, String detail) {}

    @Override
    public void note(String line) {}
}
