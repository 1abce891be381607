package org.mathlode.pipeline.folder;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of a run, on any file system Hadoop knows.
 *
 * <p>A stage writes below {@link #staging}, is renamed into place and becomes visible with its manifest, which is written last. What lies in place without
 * a manifest is left over from an interrupted attempt and may be removed by the next one; what has a manifest is never touched.
 */
public final class RunFolder {
    private final Path root;
    private final FileSystem files;

    private RunFolder(Path root, FileSystem files) {
        this.root = root;
        this.files = files;
    }

    /** Opens the folder, which need not exist yet. */
    public static RunFolder open(String location, Configuration configuration) throws IOException {
        Path path = new Path(location);
        FileSystem files = path.getFileSystem(configuration);
        return new RunFolder(files.makeQualified(path), files);
    }

    /** Opens the folder with Hadoop's settings and those given to Spark, without a session: for reading a few small files. */
    public static RunFolder open(String location) throws IOException {
        Configuration configuration = new Configuration();
        System.getProperties().stringPropertyNames().stream().filter(key -> key.startsWith("spark.hadoop."))
                .forEach(key -> configuration.set(key.substring("spark.hadoop.".length()), System.getProperty(key)));
        return open(location, configuration);
    }

    /** The file or folder {@code relative} of this run. */
    public Path path(String relative) {
        return new Path(root, relative);
    }

    /** The path of {@code file} relative to this folder. */
    public String relative(Path file) {
        return root.toUri().relativize(files.makeQualified(file).toUri()).getPath();
    }

    public Path root() {
        return root;
    }

    public FileSystem files() {
        return files;
    }

    /** Where stage {@code name} writes before it is published. */
    public Path staging(String name) {
        return path("_staging/" + name);
    }

    /** The manifest of stage {@code name}; empty if the stage is not done. */
    public Optional<Manifest> manifest(String name) throws IOException {
        Path file = manifestFile(name);
        try (var in = files.open(file)) {
            return Optional.of(Manifest.fromJson(in.readAllBytes(), file.toString()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The names of the done stages directly below {@code parent} ("" for the top), sorted. */
    public List<String> manifests(String parent) throws IOException {
        List<String> names = new ArrayList<>();
        for (FileStatus file : list(path(parent.isEmpty() ? "manifests" : "manifests/" + parent))) {
            String name = file.getPath().getName();
            if (file.isFile() && name.endsWith(".json") && !name.startsWith(".")) {
                names.add((parent.isEmpty() ? "" : parent + "/") + name.substring(0, name.length() - ".json".length()));
            }
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    /** Writes the manifest in one step: from here on the stage is done. */
    public void write(Manifest manifest) throws IOException {
        writeWhole(manifestFile(manifest.stage()), manifest.toJson());
    }

    /** Writes a small file so that a reader sees all of it or nothing. */
    public void writeWhole(Path file, byte[] content) throws IOException {
        Path temporary = new Path(path("_staging"), "." + file.getName() + ".tmp");
        files.mkdirs(file.getParent());
        try (FSDataOutputStream out = files.create(temporary, true)) {
            out.write(content);
        }
        move(temporary, file);
    }

    /** {@link #writeWhole(Path, byte[])} of text. */
    public void writeWhole(Path file, String content) throws IOException {
        writeWhole(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a small file in place of what is there; a reader may find it missing for a moment, never half. */
    public void rewrite(Path file, byte[] content) throws IOException {
        // HDFS does not rename over a file
        files.delete(file, false);
        writeWhole(file, content);
    }

    /**
     * Moves a staged folder to its place. A folder that lies there already belongs to an interrupted attempt: the caller knows that no manifest
     * covers it.
     */
    public void publish(Path staged, Path place) throws IOException {
        files.mkdirs(place.getParent());
        if (files.exists(place) && !files.delete(place, true)) {
            throw new IOException("cannot remove what an interrupted attempt left at " + place);
        }
        move(staged, place);
    }

    /** Removes what lies in {@code parent} and is not in {@code wanted}, both relative to this folder. */
    public void removeAllBut(String parent, List<String> wanted) throws IOException {
        for (FileStatus entry : list(path(parent))) {
            if (!wanted.contains(parent + "/" + entry.getPath().getName())) {
                files.delete(entry.getPath(), true);
            }
        }
    }

    /** Removes a staging folder of an earlier attempt and makes it anew. */
    public Path freshStaging(String name) throws IOException {
        Path staging = staging(name);
        files.delete(staging, true);
        files.mkdirs(staging);
        return staging;
    }

    /** Removes a staging folder and the parents it leaves empty. */
    public void removeStaging(String name) throws IOException {
        files.delete(staging(name), true);
    }

    /** Data files below a folder, sorted by path; hidden ones (names that begin with {@code _} or {@code .}) are left out. */
    public List<FileStatus> dataFiles(Path folder) throws IOException {
        List<FileStatus> found = new ArrayList<>();
        for (FileStatus entry : list(folder)) {
            String name = entry.getPath().getName();
            if (name.startsWith("_") || name.startsWith(".")) {
                continue;
            }
            if (entry.isDirectory()) {
                found.addAll(dataFiles(entry.getPath()));
            } else {
                found.add(entry);
            }
        }
        found.sort(Comparator.comparing(file -> file.getPath().toString()));
        return found;
    }

    private List<FileStatus> list(Path folder) throws IOException {
        try {
            return Arrays.asList(files.listStatus(folder));
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private void move(Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException("cannot move " + from + " to " + to);
        }
    }

    private Path manifestFile(String name) {
        return path("manifests/" + name + ".json");
    }
}
