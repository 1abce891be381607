package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mathlode.pipeline.folder.FolderInUseException;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.folder.RunLock;
import org.mathlode.pipeline.stage.PageJournal.Death;
import org.mathlode.pipeline.stage.PageJournal.Known;
import org.mathlode.pipeline.stage.PageJournal.Page;
import org.mathlode.pipeline.stage.TaskJournal.Attempt;

class PageJournalTest {
    private static final int PAGES = 1_000;
    private static final Attempt FIRST = new Attempt(7, 0, 0);

    @TempDir
    private Path folder;

    private final Configuration configuration = new Configuration();
    private PageJournal journal;
    private int attempts;

    @BeforeEach
    void open() throws IOException {
        // the local disk by another name: notes are objects there
        configuration.set("fs.object.impl", ObjectLike.class.getName());
        journal = at("file");
    }

    private PageJournal at(String scheme) throws IOException {
        return new PageJournal(run(scheme));
    }

    private RunFolder run(String scheme) throws IOException {
        return RunFolder.open(scheme + "://" + folder, configuration);
    }

    private static Page page(int n) {
        return new Page("CRAWL/a.warc.gz", 1_000L * n, 0);
    }

    /** In a JVM of its own. */
    private TaskJournal task(Known known, Attempt attempt) throws IOException {
        return new TaskJournal(known, attempt, new StampedLock(), configuration);
    }

    /** An attempt of a task over all pages that dies, as a JVM does, at the first bad one it tries; returns which pages it left out, or null if it died. */
    private List<Integer> attempt(Known known, int number, List<Integer> bad) throws IOException {
        attempts++;
        TaskJournal task = task(known, new Attempt(7, number, 0));
        List<Integer> left = new ArrayList<>();
        for (int n = 0; n < PAGES; n++) {
            if (!task.enter(page(n))) {
                left.add(n);
            } else if (bad.contains(n)) {
                return null;
            } else {
                task.leave();
            }
        }
        task.close(false);
        return left;
    }

    /** Jobs of four attempts each until one succeeds. */
    private List<Integer> jobs(boolean careful, List<Integer> bad) throws IOException {
        while (true) {
            Known known = journal.known(careful);
            for (int number = 0; number < 4; number++) {
                List<Integer> left = attempt(known, number, bad);
                if (left != null) {
                    return left;
                }
            }
            assertThat(journal.learn()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "object"})
    void findsThePagesThatTakeTheJvmDownAndNoOther(String scheme) throws IOException {
        journal = at(scheme);

        assertThat(jobs(false, List.of(3, 4, 503, 999))).containsExactly(3, 4, 503, 999);
        journal.clear();
        assertThat(folder.resolve("_journal")).doesNotExist();
    }

    @Test
    void needsTwoDeathsOnALocalDisk() throws IOException {
        jobs(false, List.of(500));

        assertThat(attempts).isEqualTo(3);
    }

    @Test
    void needsNoMoreThanTwoJobsWhereNotesAreObjects() throws IOException {
        journal = at("object");
        jobs(false, List.of(500));

        assertThat(attempts).isLessThanOrEqualTo(5);
    }

    @Test
    void leavesNothingOutForOneDeath() throws IOException {
        Known known = journal.known(false);
        attempt(known, 0, List.of(500));

        assertThat(attempt(known, 1, List.of())).isEmpty();
    }

    @Test
    void notesNothingWhereNotesAreObjectsAndNothingDied() throws IOException {
        journal = at("object");
        TaskJournal task = task(journal.known(false), FIRST);
        task.enter(page(1));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void takesADeathBetweenPagesForNobodys() throws IOException {
        TaskJournal task = task(journal.known(false), FIRST);
        task.enter(page(1));
        task.leave();

        assertThat(journal.learn()).isFalse();
        assertThat(Files.list(folder.resolve("_journal"))).isEmpty();
    }

    @Test
    void remembersAfterTheDriverDied() throws IOException {
        attempt(journal.known(false), 0, List.of(500));
        journal = at("file");
        journal.learn();
        attempt(journal.known(false), 0, List.of(500));
        journal = at("file");
        journal.learn();

        assertThat(attempt(journal.known(false), 0, List.of(500))).containsExactly(500);
    }

    @Test
    void readsNotesThatWereCut() throws IOException {
        Files.createDirectories(folder.resolve("_journal"));
        Files.writeString(folder.resolve("_journal/12345678-7-0.note"), "page\t5000");
        Files.writeString(folder.resolve("_journal/12345678-8-0.note"), "");

        assertThat(journal.learn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "object"})
    void leavesOutNoneOfThePagesThatWereExtractedBesides(String scheme) throws Exception {
        journal = at(scheme);
        boolean careful = scheme.equals("object");

        Jvm jvm = new Jvm(journal.known(careful));
        int calls = 1;
        while (jvm.dies()) {
            assertThat(journal.learn()).isTrue();
            jvm = new Jvm(journal.known(careful));
            calls++;
        }

        assertThat(jvm.left).containsExactly(BAD);
        // a death for the group, where pages are not noted at first
        assertThat(calls).isEqualTo(careful ? 4 : 3);
    }

    @Test
    void extractsOtherPagesWhenOneThatIsExtractedAloneIsGivenUp() throws Exception {
        attempt(journal.known(false), 0, List.of(500));
        journal.learn();
        Known known = journal.known(false);
        StampedLock jvm = new StampedLock();
        TaskJournal alone = new TaskJournal(known, FIRST, jvm, configuration);
        TaskJournal other = new TaskJournal(known, new Attempt(8, 0, 0), jvm, configuration);

        alone.enter(page(500));
        alone.close(true);

        assertThat(other.enter(page(1))).isTrue();
    }

    @Test
    void letsNoPageBesidesOneThatMayBeAboutToEndTheJvm() throws Exception {
        attempt(journal.known(false), 0, List.of(500));
        journal.learn();
        StampedLock jvm = new StampedLock();
        TaskJournal alone = new TaskJournal(journal.known(false), FIRST, jvm, configuration);

        alone.enter(page(500));
        alone.close(false);

        assertThat(jvm.tryReadLock()).isZero();
    }

    @Test
    void doesNotTakeTheNoteOfACopyThatStillRunsForADeath() throws IOException {
        Known known = journal.known(false);
        TaskJournal original = task(known, new Attempt(7, 0, 1));
        original.enter(page(500));
        task(known, new Attempt(7, 1, 1)).enter(page(500));

        TaskJournal third = task(known, new Attempt(7, 2, 1));
        assertThat(third.enter(page(500))).isTrue();
        assertThat(task(known, new Attempt(7, 3, 1)).enter(page(500))).isFalse();
    }

    @Test
    void countsANoteOnceThoughTheDriverEndsWhileItLearns() throws IOException {
        attempt(journal.known(false), 0, List.of(500));
        Path note = Files.list(folder.resolve("_journal")).filter(file -> file.toString().endsWith(".note")).findFirst().orElseThrow();
        byte[] content = Files.readAllBytes(note);
        journal.learn();
        // as where renaming is copying: the copy was made, the note not yet removed
        Files.write(note, content);
        journal = at("file");

        assertThat(journal.learn()).isFalse();
        assertThat(journal.known(false).deaths()).isEqualTo(Map.of(new Death(page(500), false), 1));
    }

    @Test
    void goesOnWithoutWhatWasCut() throws IOException {
        attempt(journal.known(false), 0, List.of(500));
        journal.learn();
        Files.writeString(folder.resolve("_journal/deaths/12345678-7-0.note"), "page\t");
        Files.writeString(folder.resolve("_journal/deaths.tsv"), "page\t");

        assertThat(at("file").known(false).deaths()).isEqualTo(Map.of(new Death(page(500), false), 1));
        assertThat(journal.learn()).isFalse();
    }

    @Test
    void leavesTheNotesOfARunThatTookTheFolderOver() throws Exception {
        configuration.setInt(RunLock.LEASE, 1);
        RunFolder lost = run("file");
        try (RunLock lock = RunLock.acquire(lost, configuration, line -> {})) {
            TakenFolder.takeOver(lost, folder);
            attempt(journal.known(false), 0, List.of(500));

            assertThatThrownBy(new PageJournal(lost)::learn).isInstanceOf(FolderInUseException.class);
            assertThat(journal.learn()).isTrue();
        }
    }

    /** The page that ends a JVM while others are in the middle of theirs: the first of task 0. */
    private static final String BAD = "0/0";

    /** A JVM with tasks at once, all in their first page when the bad one ends it, unless that is extracted alone. */
    private final class Jvm {
        private static final int TASKS = 8;

        private final Known known;
        private final StampedLock lock = new StampedLock();
        private final CountDownLatch entered = new CountDownLatch(TASKS);
        private final CountDownLatch dead = new CountDownLatch(1);
        private final Set<String> left = new ConcurrentSkipListSet<>();

        Jvm(Known known) {
            this.known = known;
        }

        /** Runs all tasks, until they end or the JVM does. */
        boolean dies() throws Exception {
            List<Thread> tasks = new ArrayList<>();
            for (int task = 0; task < TASKS; task++) {
                int partition = task;
                tasks.add(new Thread(() -> run(partition)));
            }
            tasks.forEach(Thread::start);
            while (dead.getCount() > 0 && tasks.stream().anyMatch(Thread::isAlive)) {
                Thread.sleep(5);
            }
            boolean died = dead.getCount() == 0;
            for (Thread task : tasks) {
                // those that wait to be let in
                task.interrupt();
                task.join();
            }
            return died;
        }

        private void run(int partition) {
            try {
                TaskJournal task = new TaskJournal(known, new Attempt(partition, 0, 0), lock, configuration);
                for (int n = 0; n < 3; n++) {
                    if (!task.enter(new Page("CRAWL/" + partition + ".warc.gz", n, 0))) {
                        left.add(partition + "/" + n);
                        continue;
                    }
                    entered.countDown();
                    if (BAD.equals(partition + "/" + n)) {
                        entered.await(300, TimeUnit.MILLISECONDS);
                        dead.countDown();
                    }
                    if (dead.await(50, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    task.leave();
                }
                task.close(false);
            } catch (IOException | UncheckedIOException | InterruptedException | IllegalStateException e) {
                // ended with its JVM
            }
        }
    }

    /** A local disk under the scheme {@code object}. */
    public static final class ObjectLike extends org.apache.hadoop.fs.RawLocalFileSystem {
        @Override
        public java.net.URI getUri() {
            return java.net.URI.create("object:///");
        }

        /** Objects have none, and Hadoop would start a process for each. */
        @Override
        public void setPermission(org.apache.hadoop.fs.Path file, FsPermission permission) {}
    }
}
