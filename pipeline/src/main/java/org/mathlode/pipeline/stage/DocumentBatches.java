package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mathlode.pipeline.config.InputConfig;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.stage.ExtractDocuments.Problem;
import org.mathlode.pipeline.stage.ExtractDocuments.Truncated;
import org.mathlode.pipeline.stage.ExtractDocuments.UnusableFiles;

/**
 * The documents of all WARC files, batch by batch: what an interrupted run has finished is not read again, however the batches were cut. Files that
 * cannot be used are left out and tried again by the next call; the run goes on without them only within the configured limits.
 */
public final class DocumentBatches implements Stage {
    private final Recipe recipe;
    private final RunFolder folder;
    private final List<WarcFile> files;
    private final Map<String, Problem> problems = new TreeMap<>();

    public DocumentBatches(Recipe recipe, RunFolder folder, List<WarcFile> files) {
        this.recipe = recipe;
        this.folder = folder;
        this.files = files.stream().sorted(Comparator.comparing(WarcFile::crawl).thenComparing(WarcFile::name)).toList();
    }

    /** Runs the batches that are missing, then this stage, which adds them up. */
    public Manifest run(StageRunner runner) throws IOException {
        if (folder.manifest(name()).isEmpty()) {
            removeUnfinished();
            List<WarcFile> left = unread();
            int size = recipe.run().input().filesPerBatch();
            for (int from = 0; from < left.size(); from += size) {
                batch(runner, left.subList(from, Math.min(left.size(), from + size)), Truncated.LEFT_OUT);
            }
            checkFiles();
            List<WarcFile> cut = left.stream().filter(file -> problems.containsKey(file.name())
                    && problems.get(file.name()).reason() == RejectReason.TRUNCATED_FILE).toList();
            if (!cut.isEmpty()) {
                cut.forEach(file -> problems.remove(file.name()));
                batch(runner, cut, Truncated.READ);
            }
        }
        return runner.run(this);
    }

    @Override
    public String name() {
        return ExtractDocuments.NAME;
    }

    @Override
    public SortedMap<String, String> settings() {
        return ExtractDocuments.extractionSettings(recipe);
    }

    @Override
    public List<String> upstream() {
        return List.of();
    }

    @Override
    public SortedMap<String, String> outside() throws IOException {
        Set<String> read = read();
        TreeMap<String, String> names = new TreeMap<>();
        files.forEach(file -> names.put(key(file), read.contains(key(file)) ? "read" : "left out"));
        return names;
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        long kept = 0;
        SortedMap<String, Long> dropped = new TreeMap<>();
        for (String batch : folder.manifests(name())) {
            Manifest manifest = folder.manifest(batch).orElseThrow();
            kept += manifest.kept();
            manifest.dropped().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
        }
        StageReport report = StageReport.ofSource(kept, dropped, Map.of("files", files.size() - problems.size(), "files-left-out", problems.size()));
        long damaged = dropped.getOrDefault(RejectReason.DAMAGED_RECORD.label(), 0L);
        double limit = recipe.run().input().damagedShare();
        if (damaged > limit * report.in()) {
            throw new StageException(damaged + " of " + report.in() + " records are damaged, input.damaged-share allows " + limit
                    + "; see the table rejections/documents, fetch the files again or raise the limit");
        }
        return report;
    }

    /** The listed files that no finished batch covers. */
    private List<WarcFile> unread() throws IOException {
        Set<String> read = read();
        return files.stream().filter(file -> !read.contains(key(file))).toList();
    }

    /** The files that finished batches cover; refuses batches that were made with other settings. */
    private Set<String> read() throws IOException {
        Set<String> read = new HashSet<>();
        for (String batch : folder.manifests(name())) {
            Manifest manifest = folder.manifest(batch).orElseThrow();
            StageRunner.refuseOtherSettings(folder, manifest, settings());
            read.addAll(manifest.inputs().keySet());
        }
        return read;
    }

    private static String key(WarcFile file) {
        return file.crawl() + "/" + file.name();
    }

    /** Removes batches that an interrupted attempt moved into place but never finished. */
    private void removeUnfinished() throws IOException {
        List<String> finished = folder.manifests(name());
        folder.removeAllBut(name(), finished);
        folder.removeAllBut(Tables.rejections(name()), finished.stream().map(Tables::rejections).toList());
    }

    /** Runs one batch, without the files that turn out to be unusable. */
    private void batch(StageRunner runner, List<WarcFile> part, Truncated truncated) throws IOException {
        List<WarcFile> usable = new ArrayList<>(part);
        while (!usable.isEmpty()) {
            try {
                runner.run(new ExtractDocuments(recipe, usable, truncated));
                return;
            } catch (UnusableFiles unusable) {
                problems.putAll(unusable.problems());
                usable.removeIf(file -> unusable.problems().containsKey(file.name()));
            }
        }
    }

    private void checkFiles() throws StageException {
        InputConfig limits = recipe.run().input();
        check(List.of(RejectReason.UNREADABLE_FILE, RejectReason.NOT_A_WARC_FILE), limits.missingFiles(), "input.missing-files", "cannot be used");
        check(List.of(RejectReason.TRUNCATED_FILE), limits.truncatedFiles(), "input.truncated-files", "ends in the middle of a record");
    }

    private void check(List<RejectReason> reasons, int allowed, String key, String what) throws StageException {
        List<String> names = new ArrayList<>();
        problems.forEach((name, problem) -> {
            if (reasons.contains(problem.reason())) {
                names.add(name);
            }
        });
        if (names.size() > allowed) {
            String more = names.size() == 1 ? "" : " (and " + (names.size() - 1) + " more)";
            throw new StageException("WARC file " + names.get(0) + " " + what + ": " + problems.get(names.get(0)).detail() + more
                    + "; fetch it again or set " + key + " to " + names.size());
        }
    }
}
