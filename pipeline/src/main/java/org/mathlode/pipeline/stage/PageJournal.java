package org.mathlode.pipeline.stage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
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
    private static final String DEATHS_FILE = "deaths.tsv";
    private static final String NOTE = ".note";

    private final FileSystem files;
    private final Path place;

    /**
     * A place in a WARC file.
     *
     * @param file the file's key
     * @param index of the record in its gzip member
     */
    record Page(String file, long offset, int index) implements Serializable {}

    /** What is known when tasks start: pages to leave out, pages to be careful from, and whether to be careful from the first attempt on. */
    record Known(String place, String job, Set<Page> left, Set<Page> suspected, boolean careful) implements Serializable {
        Known {
            left = new HashSet<>(left);
            suspected = new HashSet<>(suspected);
        }
    }

    /** One line of a note or of the list of deaths; {@code many} if it stands for that page and the next {@value #GROUP} − 1. */
    record Death(Page page, boolean many) implements Serializable {}

    PageJournal(RunFolder folder) {
        this(folder.files(), folder.path("_journal"));
    }

    PageJournal(FileSystem files, Path place) {
        this.files = files;
        this.place = place;
    }

    /** What a job has to know that begins now. */
    Known known(boolean careful) throws IOException {
        Set<Page> left = new HashSet<>();
        Set<Page> suspected = new HashSet<>();
        deaths().forEach((death, count) -> (!death.many() && count >= DEATHS ? left : suspected).add(death.page()));
        return new Known(place.toString(), UUID.randomUUID().toString().substring(0, 8), left, suspected, careful || !suspected.isEmpty());
    }

    /** Counts the notes that tasks left behind as deaths; returns whether there were any. To be called when no task works. */
    boolean learn() throws IOException {
        Map<Death, Integer> deaths = deaths();
        List<Path> read = new ArrayList<>();
        boolean news = false;
        for (FileStatus file : list()) {
            if (file.getPath().getName().endsWith(NOTE)) {
                Death death = note(files, file.getPath());
                if (death != null) {
                    deaths.merge(death, 1, Integer::sum);
                    news = true;
                }
                read.add(file.getPath());
            }
        }
        if (news) {
            StringBuilder text = new StringBuilder();
            deaths.forEach((death, count) -> text.append(line(death)).append('\t').append(count).append('\n'));
            try (var out = files.create(new Path(place, DEATHS_FILE), true)) {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        for (Path note : read) {
            files.delete(note, false);
        }
        return news;
    }

    /** Forgets everything: what was left out stands in the rejections by now. */
    void clear() throws IOException {
        files.delete(place, true);
    }

    /** Where earlier attempts of a task of a job died, as far as they left notes. */
    static List<Death> earlier(Known known, int partition, int attempt, Configuration configuration) throws IOException {
        Path place = new Path(known.place());
        PageJournal journal = new PageJournal(place.getFileSystem(configuration), place);
        List<Death> deaths = new ArrayList<>();
        for (FileStatus file : journal.list()) {
            String name = file.getPath().getName();
            if (name.startsWith(known.job() + "-" + partition + "-") && !name.equals(noteName(known, partition, attempt))) {
                Death death = note(journal.files, file.getPath());
                if (death != null) {
                    deaths.add(death);
                }
            }
        }
        return deaths;
    }

    static String noteName(Known known, int partition, int attempt) {
        return known.job() + "-" + partition + "-" + attempt + NOTE;
    }

    /** {@code page} or {@code group}, offset, index, file. */
    static String line(Death death) {
        return (death.many() ? "group" : "page") + "\t" + death.page().offset() + "\t" + death.page().index() + "\t" + death.page().file();
    }

    private static Death parse(String[] cells) {
        return new Death(new Page(cells[3], Long.parseLong(cells[1]), Integer.parseInt(cells[2])), cells[0].equals("group"));
    }

    private static Death note(FileSystem files, Path file) throws IOException {
        // notes are written over from their beginning: what follows the first line is older; an empty or cut one is of a task that died while writing
        String[] cells = text(files, file).lines().findFirst().orElse("").split("\t");
        return cells.length == 4 && (cells[0].equals("page") || cells[0].equals("group")) ? parse(cells) : null;
    }

    private Map<Death, Integer> deaths() throws IOException {
        Map<Death, Integer> deaths = new TreeMap<>(java.util.Comparator.comparing(PageJournal::line));
        for (String line : text(files, new Path(place, DEATHS_FILE)).lines().toList()) {
            String[] cells = line.split("\t");
            deaths.put(parse(cells), Integer.parseInt(cells[4]));
        }
        return deaths;
    }

    private static String text(FileSystem files, Path file) throws IOException {
        try (var in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (FileNotFoundException e) {
            return "";
        }
    }

    private FileStatus[] list() throws IOException {
        try {
            return files.listStatus(place);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }
}
