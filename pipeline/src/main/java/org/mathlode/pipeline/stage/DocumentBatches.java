package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mathlode.pipeline.config.InputConfig;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.stage.ExtractDocuments.Doubtful;
import org.mathlode.pipeline.stage.ExtractDocuments.NothingUsable;

/**
 * The documents of all WARC files, batch by batch: what an interrupted run has finished is not read again, however the batches were cut. Files that
 * cannot be used are left out and tried again by the next call; the run goes on without them only within the configured limits.
 */
public final class DocumentBatches implements Stage {
    private final Recipe recipe;
    private final RunFolder folder;
    private final List<WarcFile> files;
    private final PageJournal journal;
    private final Map<String, FileProblem> problems = new TreeMap<>();

    /** So often a batch is begun again because of pages that took JVMs down; each time at least one more is known. */
    private static final int MOST_ROUNDS = 100;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    public DocumentBatches(Recipe recipe, RunFolder folder, List<WarcFile> files) {
        this.recipe = recipe;
        this.folder = folder;
        this.journal = new PageJournal(folder);
        this.files = files.stream().sorted(Comparator.comparing(WarcFile::crawl).thenComparing(WarcFile::name)).toList();
    }

    /** Runs the batches that are missing, then this stage, which adds them up. */
    public Manifest run(StageRunner runner) throws IOException {
        runner.undoDamagedBatches(name());
        List<WarcFile> left = unread();
        if (folder.manifest(name()).isEmpty() || !left.isEmpty()) {
            removeUnfinished();
            // a run that died may have died of a page
            journal.learn();
            int size = recipe.run().input().filesPerBatch();
            for (int from = 0; from < left.size(); from += size) {
                batch(runner, left.subList(from, Math.min(left.size(), from + size)), Doubtful.LEFT_OUT);
            }
            checkLimits();
            List<WarcFile> doubtful = left.stream().filter(file -> problems.containsKey(file.name()) && problems.get(file.name()).isDoubtful()).toList();
            if (!doubtful.isEmpty()) {
                doubtful.forEach(file -> problems.remove(file.name()));
                batch(runner, doubtful, Doubtful.READ);
            }
            journal.clear();
            refuseToGoOnWithout(left);
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
        TreeMap<String, String> fates = new TreeMap<>();
        files.forEach(file -> fates.put(file.key(), read.contains(file.key()) ? FileProblem.READ : FileProblem.LEFT_OUT));
        return fates;
    }

    /** Adds the batches up, and writes the table of the files that were left out. */
    @Override
    public StageReport run(StageContext context) throws IOException {
        List<LeftOutFile> leftOut = files.stream().filter(file -> problems.containsKey(file.name())).map(file -> LeftOutFile.of(file, problems.get(file.name()))).toList();
        context.write(RecordEncoders.table(context.spark().createDataset(leftOut, RecordEncoders.of(LeftOutFile.class))), Tables.rejections(Tables.WARC_FILES));
        StageReport sum = addedUp();
        return StageReport.ofSource(sum.kept(), sum.dropped(), Map.of("files", files.size() - leftOut.size(), "files-left-out", leftOut.size()));
    }

    /** A row of the table of files that were left out. */
    public record LeftOutFile(String crawl, String warcFilename, String path, String reason, String detail) {
        static LeftOutFile of(WarcFile file, FileProblem problem) {
            return new LeftOutFile(file.crawl(), file.name(), file.path(), problem.reason().label(), problem.detail());
        }
    }

    /** What the finished batches kept and dropped. */
    private StageReport addedUp() throws IOException {
        long kept = 0;
        SortedMap<String, Long> dropped = new TreeMap<>();
        for (String batch : folder.manifests(name())) {
            Manifest manifest = folder.manifest(batch).orElseThrow();
            kept += manifest.kept();
            manifest.dropped().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
        }
        return StageReport.ofSource(kept, dropped, Map.of());
    }

    /** The listed files that no finished batch covers; where this stage is done, those that it was made from. */
    private List<WarcFile> unread() throws IOException {
        Set<String> read = read();
        Optional<Manifest> done = folder.manifest(name());
        return files.stream().filter(file -> !read.contains(file.key()) && (done.isEmpty() || isRead(done.get(), file.key()))).toList();
    }

    private static boolean isRead(Manifest manifest, String file) {
        return FileProblem.READ.equals(manifest.inputs().get(file));
    }

    /** Throws where this stage was made from a file that had to be read again and cannot be. */
    private void refuseToGoOnWithout(List<WarcFile> left) throws IOException {
        if (folder.manifest(name()).isPresent()) {
            for (WarcFile file : left) {
                if (problems.containsKey(file.name())) {
                    throw new StageException("WARC file " + file.name() + " is part of the documents of this run, whose files were damaged, and cannot be read any more: "
                            + problems.get(file.name()).detail() + "; bring it back and call again");
                }
            }
        }
    }

    /** The files that finished batches cover; refuses batches that were made with other settings. */
    private Set<String> read() throws IOException {
        Set<String> read = new HashSet<>();
        for (String batch : folder.manifests(name())) {
            Manifest manifest = folder.manifest(batch).orElseThrow();
            StageRunner.refuseOtherSettings(folder, manifest, settings());
            manifest.inputs().forEach((file, fate) -> {
                if (fate.equals(FileProblem.READ)) {
                    read.add(file);
                }
            });
        }
        return read;
    }

    /** Removes batches that an interrupted attempt moved into place but never finished. */
    private void removeUnfinished() throws IOException {
        List<String> finished = folder.manifests(name());
        folder.removeAllBut(name(), finished);
        folder.removeAllBut(Tables.rejections(name()), finished.stream().map(Tables::rejections).toList());
    }

    /** Runs one batch, again when tasks died at pages, which are left out in the end; files that cannot be used are noted. */
    private void batch(StageRunner runner, List<WarcFile> part, Doubtful doubtful) throws IOException {
        boolean interrupted = folder.files().exists(folder.staging(ExtractDocuments.name(part)));
        try (RunningTasks tasks = runner.runningTasks()) {
            for (int round = 1; ; round++) {
                ExtractDocuments batch = new ExtractDocuments(recipe, part, doubtful, journal.known(interrupted));
                try {
                    runner.run(batch);
                } catch (NothingUsable nothing) {
                    // told by the limits, or by the table of files left out
                } catch (Exception e) {
                    if (round < MOST_ROUNDS && learn(tasks, e)) {
                        runner.note("Tasks died at pages of " + batch.name() + ": once more, careful there; a page at which " + PageJournal.DEATHS + " die is left out");
                        continue;
                    }
                    throw e;
                }
                problems.putAll(batch.problems());
                return;
            }
        }
    }

    /** Whether a batch that failed left notes of deaths. */
    private boolean learn(RunningTasks tasks, Exception failure) throws IOException {
        try {
            // a task that was told to stop is at its page until that is done or given up
            return tasks.awaitEnd(Duration.ofMillis(ExtractPages.limitMillis(recipe.run().extraction())).plus(LONGEST_STOP)) && journal.learn();
        } catch (IOException e) {
            e.addSuppressed(failure);
            throw e;
        }
    }

    private void checkLimits() throws IOException {
        InputConfig limits = recipe.run().input();
        check(List.of(RejectReason.UNREADABLE_FILE, RejectReason.NOT_A_WARC_FILE), limits.missingFiles(), "input.missing-files", "cannot be used");
        check(List.of(RejectReason.TRUNCATED_FILE), limits.truncatedFiles(), "input.truncated-files", "ends in the middle of a record");
        checkDamage(limits.damagedShare());
    }

    private void check(List<RejectReason> reasons, int allowed, String key, String what) throws StageException {
        List<String> names = problems.keySet().stream().filter(name -> reasons.contains(problems.get(name).reason())).toList();
        if (names.size() > allowed) {
            String more = names.size() == 1 ? "" : " (and " + (names.size() - 1) + " more)";
            throw new StageException("WARC file " + names.get(0) + " " + what + ": " + problems.get(names.get(0)).detail() + more
                    + "; fetch it again or set " + key + " to " + names.size());
        }
    }

    /** Damage in all files together, read or left out. */
    private void checkDamage(double allowed) throws IOException {
        StageReport read = addedUp();
        long damaged = read.dropped().getOrDefault(RejectReason.DAMAGED_RECORD.label(), 0L);
        long records = read.in();
        String worst = null;
        for (Map.Entry<String, FileProblem> file : problems.entrySet()) {
            FileProblem problem = file.getValue();
            if (problem.isDoubtful()) {
                damaged += problem.damaged();
                records += problem.records();
                worst = worst == null || problem.damaged() > problems.get(worst).damaged() ? file.getKey() : worst;
            }
        }
        if (damaged > allowed * records) {
            throw new StageException(damaged + " of " + records + " records are damaged, input.damaged-share allows " + allowed
                    + (worst == null ? "" : "; most in WARC file " + worst + ": " + problems.get(worst).detail())
                    + "; fetch the file again or raise the limit");
        }
    }
}
