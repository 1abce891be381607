package org.mathlode.pipeline.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;

/** A file on a file system that Hadoop knows. */
final class HadoopFile implements StoredFile {
    /** What S3A fetches at least; a stream for more is asked for to the end of the file, and breaking it off costs the connection. */
    private static final long SMALL = 64 << 10;

    private final Path path;
    private final Configuration configuration;
    /** The length somebody listed, good enough to open the file without asking; -1 once that is not. */
    private volatile long listedLength;
    private volatile FileStatus status;
    private final AtomicLong lookUps = new AtomicLong();

    private HadoopFile(Path path, Configuration configuration, long listedLength) {
        this.path = path;
        this.configuration = configuration;
        this.listedLength = listedLength;
    }

    /** @param listedLength saves asking before the file is opened; -1 if unknown */
    static HadoopFile of(Path path, Configuration configuration, long listedLength) {
        return new HadoopFile(path, configuration, listedLength);
    }

    @Override
    public String place() {
        return path.toString();
    }

    @Override
    public FileVersion lookUp() throws IOException {
        lookUps.incrementAndGet();
        FileStatus found = files().getFileStatus(path);
        if (found.isDirectory()) {
            throw new FileNotFoundException(path + " is a directory");
        }
        status = found;
        return FileVersion.of(found);
    }

    @Override
    public long lookUps() {
        return lookUps.get();
    }

    @Override
    public Opened open(long offset, long wanted, FileVersion known) throws IOException {
        if (status == null && listedLength < 0) {
            lookUp();
        }
        FileStatus found = status;
        // read.policy and length are for object stores, which would ask for the length and fetch small pieces otherwise; the others pass over them
        String policy = wanted <= SMALL ? "random" : "sequential";
        FutureDataInputStreamBuilder builder = files().openFile(path)
                .opt("fs.option.openfile.read.policy", policy)
                .opt("fs.s3a.experimental.input.fadvise", policy)
                .opt("fs.option.openfile.length", Long.toString(found == null ? listedLength : found.getLen()));
        FSDataInputStream in = FutureIO.awaitFuture((found == null ? builder : builder.withFileStatus(found)).build());
        try {
            if (offset > 0) {
                in.seek(offset);
            }
        } catch (IOException | RuntimeException e) {
            OpenRequests.closeQuietly(in);
            throw e;
        }
        if (found == null) {
            return new Opened(in, () -> null);
        }
        FileVersion version = FileVersion.of(found);
        // a store with tags compares them with each answer; elsewhere only a look behind the open stream's back tells that it is not another file's
        return new Opened(in, version.etag().isEmpty() ? this::lookUp : () -> version);
    }

    @Override
    public void forget() {
        status = null;
        listedLength = -1;
    }

    /** Anew each time, from Hadoop's cache: somebody may have closed the one that was there. */
    private FileSystem files() throws IOException {
        return path.getFileSystem(configuration);
    }
}
