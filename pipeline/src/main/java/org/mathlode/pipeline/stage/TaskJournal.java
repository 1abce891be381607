package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.mathlode.pipeline.stage.PageJournal.Death;
import org.mathlode.pipeline.stage.PageJournal.Known;
import org.mathlode.pipeline.stage.PageJournal.Page;

/**
 * What one attempt of a task notes in the {@link PageJournal}, and what it has learnt from it. Not thread-safe.
 *
 * <p>A JVM that ends leaves a note of every page in it. So a page that an attempt died at already is extracted alone: at its second death no other is there.
 */
final class TaskJournal {
    private static final String IDLE = "idle";
    /** A page that threw an error may be about to end the JVM; that takes no longer. */
    private static final int SECONDS_OF_AN_END = 10;
    /** Of all tasks in this JVM: shared by pages, but for those that are extracted alone. */
    private static final StampedLock THIS_JVM = new StampedLock();

    private final Known known;
    private final Attempt attempt;
    private final StampedLock jvm;
    private final Path note;
    private final FileSystem files;
    private final FileChannel local;
    private final boolean careful;
    private final Map<Death, Integer> earlier;
    private final Set<Death> suspected = new HashSet<>();
    private boolean atPage;
    /** What this attempt holds of {@link #jvm}; 0 for nothing. */
    private long stamp;
    private boolean noted;
    private int untilNextGroup;
    private int oneByOne;

    /**
     * An attempt of a task.
     *
     * @param running how many other attempts of the task may run: their notes say nothing of deaths, and cannot be told from those that do
     */
    record Attempt(int partition, int number, int running) {}

    /** @param jvm the same for all tasks of a JVM */
    TaskJournal(Known known, Attempt attempt, StampedLock jvm, Configuration configuration) throws IOException {
        this.known = known;
        this.attempt = attempt;
        this.jvm = jvm;
        Path place = new Path(known.place());
        this.files = place.getFileSystem(configuration);
        this.note = new Path(place, PageNotes.name(known.job(), attempt.partition(), attempt.number()));
        this.careful = known.careful() || attempt.number() > 0;
        this.earlier = attempt.number() > 0 ? earlier(new PageNotes(files, place)) : Map.of();
        suspected.addAll(known.deaths().keySet());
        suspected.addAll(earlier.keySet());
        this.local = "file".equals(files.getUri().getScheme()) ? open(java.nio.file.Path.of(note.toUri().getPath())) : null;
    }

    /** The journal of the running task; its note goes with the task, unless that ends within a page. */
    static TaskJournal open(Known known, Configuration configuration) {
        TaskContext task = TaskContext.get();
        // Spark runs at most one copy of a task beside another
        int running = SparkEnv.get().conf().getBoolean("spark.speculation", false) ? 1 : 0;
        try {
            TaskJournal journal = new TaskJournal(known, new Attempt(task.partitionId(), task.attemptNumber(), running), THIS_JVM, configuration);
            task.addTaskCompletionListener((TaskCompletionListener) ended -> journal.close(ended.isInterrupted()));
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where other attempts of this task left notes. */
    private Map<Death, Integer> earlier(PageNotes notes) throws IOException {
        Map<Death, Integer> found = new HashMap<>();
        for (Path other : notes.list()) {
            if (other.getName().startsWith(PageNotes.task(known.job(), attempt.partition())) && !other.getName().equals(note.getName())) {
                notes.read(other).ifPresent(death -> found.merge(death, 1, Integer::sum));
            }
        }
        return found;
    }

    private static FileChannel open(java.nio.file.Path path) throws IOException {
        Files.createDirectories(path.getParent());
        // written at once: what the system has is kept when the process ends in whatever way
        return new RandomAccessFile(path.toFile(), "rw").getChannel();
    }

    /** False if earlier attempts died at the page often enough; otherwise this one is at it, until {@link #leave}. May wait for pages of other tasks. */
    boolean enter(Page page) {
        Death here = new Death(page, false);
        if (deaths(here) >= PageJournal.DEATHS) {
            return false;
        }
        boolean alone = suspected.contains(here);
        if (alone || suspected.contains(new Death(page, true))) {
            oneByOne = PageJournal.GROUP;
        }
        // before the note: one that waits must not be counted
        stamp = lock(alone);
        noted = local != null || oneByOne > 0;
        if (noted) {
            write(here.line() + "\n");
            oneByOne = Math.max(0, oneByOne - 1);
            untilNextGroup = 0;
        } else if (careful && --untilNextGroup < 0) {
            write(new Death(page, true).line() + "\n");
            untilNextGroup = PageJournal.GROUP - 1;
        }
        atPage = true;
        return true;
    }

    /** How many are known to have died there. */
    private int deaths(Death here) {
        return known.deaths().getOrDefault(here, 0) + Math.max(0, earlier.getOrDefault(here, 0) - attempt.running());
    }

    private long lock(boolean alone) {
        try {
            return alone ? jvm.writeLockInterruptibly() : jvm.readLockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before a page", e);
        }
    }

    /** The page is done. */
    void leave() {
        atPage = false;
        if (noted) {
            write(IDLE);
        }
        unlock(0);
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (local != null) {
                local.write(ByteBuffer.wrap(bytes), 0);
            } else {
                try (var out = files.create(note, true)) {
                    out.write(bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The task has ended. */
    void close(boolean killed) {
        boolean died = atPage && !killed;
        try {
            if (local != null) {
                local.close();
            }
            if (!died) {
                files.delete(note, false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            unlock(died ? SECONDS_OF_AN_END : 0);
        }
    }

    private void unlock(int seconds) {
        long held = stamp;
        stamp = 0;
        if (seconds > 0) {
            CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(() -> jvm.unlock(held));
        } else if (held != 0) {
            jvm.unlock(held);
        }
    }
}
