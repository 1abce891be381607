package org.mathlode.pipeline.folder;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The folder of a run, on any file system Hadoop knows.
 *
 * <p>What a stage made counts from the moment its manifest is written, which is one step on every store. Where a folder can be renamed in one step (local disks,
 * HDFS), a stage writes below {@link #staging} and its tables are moved into place as wholes just before; in object stores, where renaming is copying, it writes in
 * place. What lies in place without a manifest is left over from an interrupted attempt and may be removed by the next one.
 */
public final class RunFolder {
    private final Path root;
    /** Stores that rename a folder in one step, whatever it holds. */
    private static final Set<String> RENAMING = Set.of("file", "hdfs", "viewfs", "webhdfs", "swebhdfs", "abfs", "abfss", "ofs", "maprfs");
    /** Hadoop configuration key: {@code renamed} or {@code in-place}, for stores that are not known to {@link #RENAMING} or are other than they seem. */
    public static final String PUBLISHING = "mathlode.run.publishing";
    private static final int THREADS = 16;

    private final FileSystem files;
    private final boolean renaming;
    private volatile RunLock lock;

    private RunFolder(Path root, FileSystem files, boolean renaming) {
        this.root = root;
        this.files = files;
        this.renaming = renaming;
    }

    /** Opens the folder, which need not exist yet. */
    public static RunFolder open(String location, Configuration configuration) throws IOException {
        Path path = new Path(location);
        FileSystem files = path.getFileSystem(configuration);
        Path root = files.makeQualified(path);
        String publishing = configuration.get(PUBLISHING, RENAMING.contains(root.toUri().getScheme()) ? "renamed" : "in-place");
        if (!publishing.equals("renamed") && !publishing.equals("in-place")) {
            throw new IllegalArgumentException(PUBLISHING + " must be renamed or in-place, not " + publishing);
        }
        return new RunFolder(root, files, publishing.equals("renamed"));
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

    /** Whether tables are moved into place when they are complete; they are written there otherwise. */
    public boolean isRenaming() {
        return renaming;
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

    /** What has to be held from here on to publish; null for nothing. */
    void guard(RunLock held) {
        lock = held;
    }

    /** Throws {@link FolderInUseException} if the folder was lost to another run. */
    public void ensureHeld() throws IOException {
        RunLock held = lock;
        if (held != null) {
            held.ensureHeld();
        }
    }

    /** The names of all done stages, batches included, sorted. */
    public List<String> allManifests() throws IOException {
        List<String> names = new ArrayList<>();
        for (FileStatus file : dataFiles(path("manifests"))) {
            String name = path("manifests").toUri().relativize(file.getPath().toUri()).getPath();
            if (name.endsWith(".json")) {
                names.add(name.substring(0, name.length() - ".json".length()));
            }
        }
        return names;
    }

    /** Writes the manifest in one step: from here on the stage is done. */
    public void write(Manifest manifest) throws IOException {
        ensureHeld();
        writeWhole(manifestFile(manifest.stage()), manifest.toJson());
    }

    /** Writes a small file so that a reader sees all of it or nothing. */
    public void writeWhole(Path file, byte[] content) throws IOException {
        // an object is there when it is closed, and not before
        Path written = renaming ? new Path(path("_staging"), "." + file.getName() + ".tmp") : file;
        files.mkdirs(file.getParent());
        try (FSDataOutputStream out = files.create(written, true)) {
            out.write(content);
        }
        // HDFS does not rename over a file, local disks do
        if (renaming && !files.rename(written, file)) {
            files.delete(file, false);
            move(written, file);
        }
    }

    /** {@link #writeWhole(Path, byte[])} of text. */
    public void writeWhole(Path file, String content) throws IOException {
        writeWhole(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Moves a staged folder to its place. A folder that lies there already belongs to an interrupted attempt: the caller knows that no manifest
     * covers it.
     */
    public void publish(Path staged, Path place) throws IOException {
        ensureHeld();
        files.mkdirs(place.getParent());
        clear(place);
        move(staged, place);
        if (files.getFileStatus(place).isDirectory()) {
            // a task that was taken for lost may have made a file up to the moment of renaming
            TableFiles.prune(files, place);
        }
    }

    /**
     * Moves a published file or table of this run to another place. Where renaming a folder is many steps, file by file, so that it can be called again after an
     * interruption; the list of a table's files goes last.
     */
    public void relocate(Path from, Path to) throws IOException {
        if (renaming || files.getFileStatus(from).isFile()) {
            publish(from, to);
            return;
        }
        List<Callable<Void>> moves = new ArrayList<>();
        List<Path> lists = new ArrayList<>();
        for (RemoteIterator<LocatedFileStatus> found = files.listFiles(from, true); found.hasNext(); ) {
            Path file = found.next().getPath();
            if (file.getName().equals(TableFiles.NAME)) {
                lists.add(file);
            } else {
                moves.add(() -> moveOver(file, moved(file, from, to)));
            }
        }
        ensureHeld();
        allOf(moves);
        for (Path list : lists) {
            moveOver(list, moved(list, from, to));
        }
        files.delete(from, true);
    }

    private static Path moved(Path file, Path from, Path to) {
        return new Path(to, from.toUri().relativize(file.toUri()).getPath());
    }

    /** Moves a file that is whole over one that may be left of an interrupted move. */
    private Void moveOver(Path from, Path to) throws IOException {
        files.mkdirs(to.getParent());
        files.delete(to, false);
        move(from, to);
        return null;
    }

    /** Removes what an interrupted attempt left at a place: the caller knows that no manifest covers it. */
    public void clear(Path place) throws IOException {
        ensureHeld();
        if (files.exists(place) && !files.delete(place, true)) {
            throw new IOException("cannot remove what an interrupted attempt left at " + place);
        }
    }

    /** Moves files into a folder, to the names given; several at a time, for stores that copy. */
    public void moveInto(Path folder, Map<Path, String> names) throws IOException {
        ensureHeld();
        List<Callable<Void>> moves = new ArrayList<>();
        names.forEach((file, name) -> moves.add(() -> {
            move(file, new Path(folder, name));
            return null;
        }));
        allOf(moves);
    }

    /** Removes what tasks left beside the tables they lost or were killed at: where tables are written in place nothing else takes it away. */
    public void removeUnlisted() throws IOException {
        if (renaming) {
            return;
        }
        Set<Path> tables = new TreeSet<>();
        for (String name : allManifests()) {
            manifest(name).ifPresent(manifest -> manifest.outputs().forEach(output -> tables.add(path(output.path()).getParent())));
        }
        ensureHeld();
        allOf(tables.stream().<Callable<Void>>map(table -> () -> {
            TableFiles.prune(files, table);
            return null;
        }).toList());
    }

    private static void allOf(List<Callable<Void>> work) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Makes stage {@code name} undone; its tables stay until it is done again. */
    public void undo(String name) throws IOException {
        ensureHeld();
        files.delete(manifestFile(name), false);
    }

    /** Removes what lies in {@code parent} and is not in {@code wanted}, both relative to this folder. */
    public void removeAllBut(String parent, List<String> wanted) throws IOException {
        ensureHeld();
        for (FileStatus entry : list(path(parent))) {
            if (!wanted.contains(parent + "/" + entry.getPath().getName())) {
                files.delete(entry.getPath(), true);
            }
        }
    }

    /** Removes a staging folder of an earlier attempt and makes it anew. */
    public Path freshStaging(String name) throws IOException {
        Path staging = staging(name);
        ensureHeld();
        files.delete(staging, true);
        files.mkdirs(staging);
        return staging;
    }

    /** Removes a staging folder and the parents it leaves empty. */
    public void removeStaging(String name) throws IOException {
        ensureHeld();
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
