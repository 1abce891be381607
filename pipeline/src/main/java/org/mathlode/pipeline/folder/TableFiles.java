package org.mathlode.pipeline.folder;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which files of a folder are the table: {@code _files} lists the names that the successful tasks wrote, one a line. What else lies in the folder was left by a
 * task that failed, was killed, or came second, and is no part of it. Readers of Spark, Hive and the like pass over names that begin with an underscore.
 */
public final class TableFiles {
    static final String NAME = "_files";
    private static final String HEADER = "mathlode table files 1";

    private TableFiles() {}

    /** Writes the list, in place of an earlier one. */
    public static void write(FileSystem files, Path folder, Collection<String> names) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        new TreeSet<>(names).forEach(name -> text.append(name).append('\n'));
        try (var out = files.create(new Path(folder, NAME), true)) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The files of the table, sorted; empty if the folder has no list. */
    public static Optional<List<Path>> of(FileSystem files, Path folder) throws IOException {
        Path list = new Path(folder, NAME);
        List<String> lines;
        try (var in = files.open(list)) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IOException(list + ": not a list of a table's files; move the folder and its stage's manifest away to do the stage again");
        }
        return Optional.of(lines.stream().skip(1).map(name -> new Path(folder, name)).toList());
    }

    /** Removes from a folder that has a list what the list does not name. */
    public static void prune(FileSystem files, Path folder) throws IOException {
        Optional<List<Path>> listed = of(files, folder);
        if (listed.isPresent()) {
            Set<String> names = new TreeSet<>();
            listed.get().forEach(file -> names.add(file.getName()));
            for (FileStatus file : files.listStatus(folder)) {
                String name = file.getPath().getName();
                if (file.isFile() && !names.contains(name) && !name.equals(NAME)) {
                    files.delete(file.getPath(), false);
                }
            }
        }
    }
}
