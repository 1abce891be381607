package org.mathlode.pipeline.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.mathlode.pipeline.source.WarcOptions.UnreadableFiles;
import org.mathlode.pipeline.storage.FileVersion;
import org.mathlode.pipeline.storage.StorageLimits;
import org.mathlode.pipeline.storage.StoredWarc;
import org.mathlode.pipeline.storage.WarcListing;

/** Cuts files into tasks: long ones into several, short ones several to a task, in the order they are named. */
final class WarcSplits {
    /** Look-ups under way at once: an object store takes some 30 ms for one, a crawl has 90,000 files. */
    private static final int LOOK_UPS = 32;

    private WarcSplits() {}

    /** A file, and where its blocks lie. */
    private record Located(WarcListing.Entry file, FileVersion version, BlockLocation[] blocks) {
        long length() {
            return version == null ? 0 : Math.max(0, version.length());
        }
    }

    static List<WarcTask> plan(WarcOptions options, Configuration configuration, SplitSizes sizes) throws IOException {
        List<Located> files = locate(files(options, configuration), configuration, options.unreadableFiles());
        long total = files.stream().mapToLong(Located::length).sum();
        long split = options.splitBytes() > 0 ? options.splitBytes() : sizes.splitBytes(total, files.size());
        return pack(files, split, options.splitBytes() > 0 ? Math.min(split, sizes.openCost()) : sizes.openCost());
    }

    private static List<WarcListing.Entry> files(WarcOptions options, Configuration configuration) throws IOException {
        List<WarcListing.Entry> files = new ArrayList<>();
        for (String location : options.locations()) {
            List<WarcListing.Entry> found = WarcListing.read(location, configuration);
            if (found.isEmpty() && options.unreadableFiles() == UnreadableFiles.FAIL) {
                throw new FileNotFoundException("no file at " + location);
            }
            files.addAll(found.isEmpty() ? List.of(WarcListing.missing(location, configuration)) : found);
        }
        return files.subList(0, Math.min(options.maxFiles(), files.size()));
    }

    private static List<Located> locate(List<WarcListing.Entry> files, Configuration configuration, UnreadableFiles unreadable) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(LOOK_UPS, files.size())), WarcSplits::daemon);
        try {
            List<Future<Located>> found = new ArrayList<>();
            for (WarcListing.Entry file : files) {
                found.add(pool.submit(() -> locate(file, configuration, unreadable)));
            }
            List<Located> located = new ArrayList<>();
            for (Future<Located> one : found) {
                located.add(one.get());
            }
            return located;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while looking files up", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "warc-look-up");
        thread.setDaemon(true);
        return thread;
    }

    private static Located locate(WarcListing.Entry file, Configuration configuration, UnreadableFiles unreadable) throws IOException {
        try {
            Path path = new Path(file.path());
            FileVersion version = StoredWarc.of(file.name(), path, -1, configuration, StorageLimits.of(configuration)).version();
            return new Located(file, version, blocks(path, version.length(), configuration));
        } catch (FileNotFoundException | AccessControlException e) {
            if (unreadable == UnreadableFiles.FAIL) {
                throw e;
            }
            // the task finds it missing again and says so in a row
            return new Located(file, null, new BlockLocation[0]);
        }
    }

    /** Where the file lies, if its store has machines that could read it themselves. */
    private static BlockLocation[] blocks(Path path, long length, Configuration configuration) {
        if (!"hdfs".equals(path.toUri().getScheme())) {
            return new BlockLocation[0];
        }
        try {
            return path.getFileSystem(configuration).getFileBlockLocations(path, 0, length);
        } catch (IOException e) {
            // reading elsewhere is only slower
            return new BlockLocation[0];
        }
    }

    private static List<WarcTask> pack(List<Located> files, long split, long openCost) throws IOException {
        List<WarcTask> tasks = new ArrayList<>();
        List<WarcFileRange> ranges = new ArrayList<>();
        List<String> hosts = List.of();
        long filled = 0;
        for (Located file : files) {
            for (long start = 0; start == 0 || start < file.length(); start += split) {
                boolean last = file.length() - start <= split;
                long bytes = last ? file.length() - start : split;
                if (!ranges.isEmpty() && filled + bytes > split) {
                    tasks.add(new WarcTask(List.copyOf(ranges), hosts));
                    ranges.clear();
                    filled = 0;
                }
                if (ranges.isEmpty()) {
                    hosts = hosts(file.blocks, start);
                }
                ranges.add(new WarcFileRange(file.file.name(), file.file.path(), file.version, start, last ? Long.MAX_VALUE : start + split));
                filled += bytes + openCost;
            }
        }
        if (!ranges.isEmpty()) {
            tasks.add(new WarcTask(List.copyOf(ranges), hosts));
        }
        return tasks;
    }

    /** The hosts that have the byte at {@code offset}; none where the file system has no hosts. */
    private static List<String> hosts(BlockLocation[] blocks, long offset) throws IOException {
        for (BlockLocation block : blocks) {
            if (offset >= block.getOffset() && offset < block.getOffset() + block.getLength()) {
                return List.of(block.getHosts());
            }
        }
        return List.of();
    }
}
