package org.mathlode.pipeline.stage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.mathlode.pipeline.stage.PageJournal.Death;

/** A folder of notes, each of which says at which page an attempt of a task is, or was when it ended. */
record PageNotes(FileSystem files, Path place) {
    private static final String NOTE = ".note";

    /** The note of an attempt of a task of a job; no two attempts have one name. */
    static String name(String job, int partition, int attempt) {
        return task(job, partition) + attempt + NOTE;
    }

    /** How the names of all notes of a task begin. */
    static String task(String job, int partition) {
        return job + "-" + partition + "-";
    }

    List<Path> list() throws IOException {
        try {
            return Arrays.stream(files.listStatus(place)).map(FileStatus::getPath).filter(file -> file.getName().endsWith(NOTE)).toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    /** Empty for an attempt that is between pages, and for a note that was cut. */
    Optional<Death> read(Path note) throws IOException {
        try (var in = files.open(note)) {
            // notes are written over from their beginning: what follows the first line is older
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().findFirst().flatMap(Death::parse);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }
}
