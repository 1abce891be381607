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
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.mathlode.pipeline.stage.PageJournal.Death;
import org.mathlode.pipeline.stage.PageJournal.Known;
import org.mathlode.pipeline.stage.PageJournal.Page;

/** What one attempt of a task notes in the {@link PageJournal}, and what it has learnt from it. Not thread-safe. */
final class TaskJournal {
    private static final byte[] IDLE = "idle".getBytes(StandardCharsets.US_ASCII);

    private final Known known;
    private final Path note;
    private final FileSystem files;
    private final FileChannel local;
    private final boolean careful;
    private final Set<Page> suspected;
    private final Map<Page, Integer> deaths = new HashMap<>();
    private boolean atPage;
    private boolean noted;
    private int untilNextGroup;
    private int oneByOne;

    TaskJournal(Known known, int partition, int attempt, Configuration configuration) throws IOException {
        this.known = known;
        Path place = new Path(known.place());
        this.files = place.getFileSystem(configuration);
        this.note = new Path(place, PageJournal.noteName(known, partition, attempt));
        this.careful = known.careful() || attempt > 0;
        this.suspected = new HashSet<>(known.suspected());
        if (attempt > 0) {
            for (Death death : PageJournal.earlier(known, partition, attempt, configuration)) {
                suspected.add(death.page());
                if (!death.many()) {
                    deaths.merge(death.page(), 1, Integer::sum);
                }
            }
        }
        this.local = "file".equals(files.getUri().getScheme()) ? open(java.nio.file.Path.of(note.toUri().getPath())) : null;
    }

    /** The journal of the running task; its note goes with the task, unless that ends within a page. */
    static TaskJournal open(Known known, Configuration configuration) {
        TaskContext task = TaskContext.get();
        try {
            TaskJournal journal = new TaskJournal(known, task.partitionId(), task.attemptNumber(), configuration);
            task.addTaskCompletionListener((TaskCompletionListener) ended -> journal.close(ended.isInterrupted()));
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel open(java.nio.file.Path path) throws IOException {
        Files.createDirectories(path.getParent());
        // written at once: what the system has is kept when the process ends in whatever way
        return new RandomAccessFile(path.toFile(), "rw").getChannel();
    }

    /** False if earlier attempts died at the page often enough; otherwise this one is at it, until {@link #leave}. */
    boolean enter(Page page) {
        if (known.left().contains(page) || deaths.getOrDefault(page, 0) >= PageJournal.DEATHS) {
            return false;
        }
        if (suspected.contains(page)) {
            oneByOne = PageJournal.GROUP;
        }
        noted = local != null || oneByOne > 0;
        if (noted) {
            write(PageJournal.line(new Death(page, false)) + "\n");
            oneByOne = Math.max(0, oneByOne - 1);
            untilNextGroup = 0;
        } else if (careful && --untilNextGroup < 0) {
            write(PageJournal.line(new Death(page, true)) + "\n");
            untilNextGroup = PageJournal.GROUP - 1;
        }
        atPage = true;
        return true;
    }

    /** The page is done. */
    void leave() {
        if (noted) {
            write(new String(IDLE, StandardCharsets.US_ASCII));
        }
        atPage = false;
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
        try {
            if (local != null) {
                local.close();
            }
            if (killed || !atPage) {
                files.delete(note, false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
