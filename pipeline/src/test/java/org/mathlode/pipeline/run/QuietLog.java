package org.mathlode.pipeline.run;

import java.util.ArrayList;
import java.util.List;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.stage.StageLog;

/** Remembers which stages worked. */
final class QuietLog implements StageLog {
    final List<String> finished = new ArrayList<>();
    final List<String> skipped = new ArrayList<>();
    private String working;

    /** The stage that began last; null for none. */
    String working() {
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
