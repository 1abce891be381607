package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.mathlode.pipeline.folder.RunFolder;

/**
 * Finds pages that take the JVM down: tasks note which page they are at ({@link TaskJournal}), and a note that outlives its task says where it died. A page that two
 * attempts died at is left out. In {@code _journal} of the run's folder; it outlives the driver, which in local mode dies with the page.
 *
 * <p>On local disks every page is noted, which costs microseconds. Elsewhere a note is a new object: there the first attempt notes nothing, one after a death the
 * first page of every {@value #GROUP}, and within the {@value #GROUP} that was died in every page.
 */
final class PageJournal {
    /** Attempts that have to die at a page before it is left out: one may have died for another reason. */
    static final int DEATHS = 2;
    static final int GROUP = 100;

    private final RunFolder folder;
    private final Path place;
    private final PageNotes left;
    private final PageNotes counted;
    private final Map<String, Optional<Death>> read = new HashMap<>();

    /**
     * A place in a WARC file.
     *
     * @param file the file's key
     * @param index of the record in its gzip member
     */
    record Page(String file, long offset, int index) implements Serializable {}

    /** What is known when tasks start: how many died where, and whether to be careful from the first attempt on. */
    record Known(String place, String job, Map<Death, Integer> deaths, boolean careful) implements Serializable {
        Known {
            deaths = new HashMap<>(deaths);
        }
    }

    /** Where an attempt died; {@code many} if that is the page or one of the next {@value #GROUP} − 1. */
    record Death(Page page, boolean many) implements Serializable {
        private static final Pattern LINE = Pattern.compile("(page|group)\t(\\d{1,18})\t(\\d{1,9})\t([^\t]+)");

        /** {@code page} or {@code group}, offset, index, file. */
        String line() {
            return (many ? "group" : "page") + "\t" + page.offset() + "\t" + page.index() + "\t" + page.file();
        }

        /** Empty for anything but a {@link #line}. */
        static Optional<Death> parse(String line) {
            Matcher cells = LINE.matcher(line);
            return cells.matches()
                    ? Optional.of(new Death(new Page(cells.group(4), Long.parseLong(cells.group(2)), Integer.parseInt(cells.group(3))), cells.group(1).equals("group")))
                    : Optional.empty();
        }
    }

    PageJournal(RunFolder folder) {
        this.folder = folder;
        this.place = folder.path("_journal");
        this.left = new PageNotes(folder.files(), place);
        this.counted = new PageNotes(folder.files(), new Path(place, "deaths"));
    }

    /** What a job has to know that begins now. */
    Known known(boolean careful) throws IOException {
        Map<Death, Integer> deaths = new HashMap<>();
        for (Path note : counted.list()) {
            if (!read.containsKey(note.getName())) {
                read.put(note.getName(), counted.read(note));
            }
            read.get(note.getName()).ifPresent(death -> deaths.merge(death, 1, Integer::sum));
        }
        boolean open = deaths.entrySet().stream().anyMatch(death -> death.getKey().many() || death.getValue() < DEATHS);
        return new Known(place.toString(), UUID.randomUUID().toString().substring(0, 8), deaths, careful || open);
    }

    /** Counts the notes that tasks left behind as deaths; returns whether there were any. To be called when no task works. */
    boolean learn() throws IOException {
        // notes that came after another run took the folder are of its living tasks
        folder.ensureHeld();
        FileSystem files = folder.files();
        boolean news = false;
        for (Path note : left.list()) {
            Path death = new Path(counted.place(), note.getName());
            // one file for each dead attempt: where renaming is copying both may be there, and still count as one
            if (left.read(note).isEmpty() || files.exists(death)) {
                files.delete(note, false);
            } else {
                files.mkdirs(counted.place());
                if (!files.rename(note, death)) {
                    throw new IOException("cannot move " + note + " to " + death);
                }
                news = true;
            }
        }
        return news;
    }

    /** Forgets everything: what was left out stands in the rejections by now. */
    void clear() throws IOException {
        folder.clear(place);
    }
}
