package org.mathlode.pipeline.storage;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Names the WARC files of a listing ({@code warc.paths.gz}), a folder, a file or a glob. */
public final class WarcListing {
    private WarcListing() {}

    /**
     * A file that was named; it need not be there.
     *
     * @param name as the listing has it, or the bare file name
     * @param path where it lies, with the scheme of its file system
     */
    public record Entry(String name, String path) {}

    /**
     * The files at {@code location}: the lines of a listing in its order, else what matches, sorted by path; empty if nothing does.
     *
     * @throws FileNotFoundException if a listing is not there
     * @throws IOException if the location cannot be read, or a listing is damaged
     */
    public static List<Entry> read(String location, Configuration configuration) throws IOException {
        return isListing(location) ? listed(location, configuration) : matched(location, configuration);
    }

    /** A file that is wanted although {@link #read} did not find it. */
    public static Entry missing(String location, Configuration configuration) throws IOException {
        return new Entry(new Path(location).getName(), qualified(location, configuration));
    }

    /** Whether a name is that of a listing: {@code ….paths} or {@code ….txt}, also with {@code .gz}. */
    public static boolean isListing(String location) {
        return location.matches(".*\\.(paths|txt)(\\.gz)?");
    }

    private static List<Entry> listed(String location, Configuration configuration) throws IOException {
        Path listing = new Path(qualified(location, configuration));
        List<Entry> files = new ArrayList<>();
        try (InputStream raw = StoredWarc.of(location, listing, -1, configuration, StorageLimits.of(configuration)).open(0);
                InputStream in = location.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    files.add(new Entry(line.strip(), qualified(resolve(listing, line.strip()), configuration)));
                }
            }
        } catch (FileNotFoundException e) {
            throw new FileNotFoundException("no such listing: " + location);
        } catch (ZipException | EOFException e) {
            throw new IOException(location + " is no gzip file or is cut: " + e.getMessage(), e);
        }
        return files;
    }

    /**
     * Where a line of a listing lies. Common Crawl's lines begin with a folder that the listing itself lies in ({@code crawl-data/…}): they
     * start where that folder does. Others start beside the listing.
     */
    static String resolve(Path listing, String line) {
        if (line.contains("://") || line.startsWith("/")) {
            return line;
        }
        String first = line.substring(0, line.indexOf('/') < 0 ? line.length() : line.indexOf('/'));
        for (Path folder = listing.getParent(); folder != null && !folder.isRoot(); folder = folder.getParent()) {
            if (folder.getName().equals(first)) {
                return new Path(folder.getParent(), line).toString();
            }
        }
        return new Path(listing.getParent(), line).toString();
    }

    private static List<Entry> matched(String location, Configuration configuration) throws IOException {
        Path path = new Path(location);
        if (HttpFile.serves(path)) {
            if (location.matches(".*[*{\\[].*")) {
                throw new IOException(location + " cannot be searched for files; name a listing such as warc.paths.gz there");
            }
            return List.of(new Entry(path.getName(), path.toString()));
        }
        FileSystem system = StoreDefaults.fileSystem(path, configuration);
        List<Path> found = new ArrayList<>();
        for (FileStatus match : literalOrGlob(system, path)) {
            addFiles(system, match, found);
        }
        return found.stream()
                .map(file -> new Entry(file.getName(), system.makeQualified(file).toString()))
                .sorted(Comparator.comparing(Entry::path))
                .toList();
    }

    private static String qualified(String location, Configuration configuration) throws IOException {
        Path path = new Path(location);
        return HttpFile.serves(path) ? path.toString() : StoreDefaults.fileSystem(path, configuration).makeQualified(path).toString();
    }

    /** A name with brackets or an asterisk in it may be that of a file. */
    private static List<FileStatus> literalOrGlob(FileSystem system, Path path) throws IOException {
        try {
            return List.of(system.getFileStatus(path));
        } catch (FileNotFoundException e) {
            FileStatus[] matches = system.globStatus(path);
            return matches == null ? List.of() : Arrays.asList(matches);
        }
    }

    /** The file, or the files below the folder; those whose names begin with {@code _} or {@code .} are hidden. */
    private static void addFiles(FileSystem system, FileStatus entry, List<Path> found) throws IOException {
        if (entry.isFile()) {
            found.add(entry.getPath());
            return;
        }
        for (FileStatus child : system.listStatus(entry.getPath())) {
            String name = child.getPath().getName();
            if (!name.startsWith("_") && !name.startsWith(".")) {
                addFiles(system, child, found);
            }
        }
    }
}
