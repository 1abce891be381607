package org.mathlode.pipeline.run;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.mathlode.pipeline.config.InputConfig;
import org.mathlode.pipeline.stage.StageException;
import org.mathlode.pipeline.stage.WarcFile;
import org.mathlode.pipeline.storage.StorageLimits;
import org.mathlode.pipeline.storage.StoreDefaults;
import org.mathlode.pipeline.storage.StoredWarc;

/** The WARC files of a run, from {@code warc.paths.gz} listings or globs. */
final class WarcListing {
    private WarcListing() {}

    /** The files of all crawls; throws where one has none, or where two have one name. */
    static List<WarcFile> of(InputConfig input, Configuration configuration) throws IOException {
        List<WarcFile> files = new ArrayList<>();
        for (String crawl : input.crawls()) {
            String location = input.warcListing().replace("{crawl}", crawl);
            List<WarcFile> found = isListing(location) ? listed(crawl, location, configuration) : matched(crawl, location, configuration);
            if (found.isEmpty()) {
                throw new StageException("input.warc-listing: no WARC file at " + location + " (wanted: a listing such as warc.paths.gz, or a glob such as folder/*.warc.gz)");
            }
            files.addAll(found);
        }
        Set<String> names = new HashSet<>();
        for (WarcFile file : files) {
            if (!names.add(file.name())) {
                throw new StageException("input.warc-listing: two WARC files are called " + file.name() + "; names must differ, ids are made of them");
            }
        }
        files.sort(Comparator.comparing(WarcFile::crawl).thenComparing(WarcFile::name));
        return files;
    }

    private static boolean isListing(String location) {
        return location.matches(".*\\.(paths|txt)(\\.gz)?");
    }

    private static List<WarcFile> listed(String crawl, String location, Configuration configuration) throws IOException {
        Path listing = new Path(location);
        FileSystem system = StoreDefaults.fileSystem(listing, configuration);
        List<WarcFile> files = new ArrayList<>();
        try (InputStream raw = StoredWarc.of(location, listing, -1, configuration, StorageLimits.of(configuration)).open(0);
                InputStream in = location.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    files.add(new WarcFile(crawl, line.strip(), resolve(system.makeQualified(listing), line.strip())));
                }
            }
        } catch (FileNotFoundException e) {
            throw new StageException("input.warc-listing: no such listing: " + location);
        } catch (ZipException | EOFException e) {
            throw new StageException("input.warc-listing: " + location + " is no gzip file or is cut: " + e.getMessage());
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

    private static List<WarcFile> matched(String crawl, String location, Configuration configuration) throws IOException {
        Path glob = new Path(location);
        FileStatus[] matches;
        try {
            matches = StoreDefaults.fileSystem(glob, configuration).globStatus(glob);
        } catch (UnsupportedOperationException e) {
            throw new StageException("input.warc-listing: " + location + " cannot be searched for files; name a listing such as warc.paths.gz there");
        }
        List<WarcFile> files = new ArrayList<>();
        for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
            if (match.isFile()) {
                files.add(new WarcFile(crawl, match.getPath().getName(), match.getPath().toString()));
            }
        }
        return files;
    }
}
