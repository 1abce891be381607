package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mathlode.pipeline.stage.PageJournal.Known;
import org.mathlode.pipeline.stage.PageJournal.Page;

class PageJournalTest {
    private static final int PAGES = 1_000;

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
        org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(scheme + "://" + folder.resolve("_journal"));
        return new PageJournal(FileSystem.newInstance(place.toUri(), configuration), place);
    }

    private static Page page(int n) {
        return new Page("CRAWL/a.warc.gz", 1_000L * n, 0);
    }

    /** An attempt of a task over all pages that dies, as a JVM does, at the first bad one it tries; returns which pages it left out, or null if it died. */
    private List<Integer> attempt(Known known, int number, List<Integer> bad) throws IOException {
        attempts++;
        TaskJournal task = new TaskJournal(known, 7, number, configuration);
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
        assertThat(folder).isEmptyDirectory();
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
        TaskJournal task = new TaskJournal(journal.known(false), 7, 0, configuration);
        task.enter(page(1));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void takesADeathBetweenPagesForNobodys() throws IOException {
        TaskJournal task = new TaskJournal(journal.known(false), 7, 0, configuration);
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

    /** A local disk under the scheme {@code object}. */
    public static final class ObjectLike extends org.apache.hadoop.fs.RawLocalFileSystem {
        @Override
        public java.net.URI getUri() {
            return java.net.URI.create("object:///");
        }
    }
}
