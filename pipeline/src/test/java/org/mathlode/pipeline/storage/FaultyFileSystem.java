package org.mathlode.pipeline.storage;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.Progressable;

/**
 * A store in memory, {@code fault://NAME/…}, that fails as object stores do: it slows down, breaks connections, ends streams early, gives bytes in crumbs and
 * refuses to open files or to tell their status. What fails follows from the random seed alone.
 */
public final class FaultyFileSystem extends FileSystem {
    private static final Map<String, Store> STORES = new ConcurrentHashMap<>();

    /** The files of one authority, and how it fails. */
    static final class Store {
        final Map<String, byte[]> files = new ConcurrentHashMap<>();
        final Map<String, Long> modified = new ConcurrentHashMap<>();
        private final Random random;
        /** The chance that a request fails at once, and that an open stream fails before it ends. */
        private final double share;
        /** Called with each request, before it is answered. */
        volatile Request hook = path -> { };
        /** The next stream breaks after so many bytes; -1 for none. */
        volatile int breakNextAfter = -1;
        int opened;
        int statuses;
        int throttled;
        int resets;
        int shortReads;
        int openStreams;
        int mostOpenStreams;

        private Store(long randomSeed, double share) {
            this.random = new Random(randomSeed);
            this.share = share;
        }

        Path put(String name, byte[] bytes) {
            files.put("/" + name, bytes);
            modified.merge("/" + name, 1000L, Long::sum);
            return new Path("fault://" + key(this) + "/" + name);
        }

        int failures() {
            return throttled + resets + shortReads;
        }

        private synchronized void failNow() throws IOException {
            if (random.nextDouble() < share) {
                fail();
            }
        }

        private synchronized void fail() throws IOException {
            switch (random.nextInt(5)) {
                case 0 -> {
                    throttled++;
                    throw new IOException("Status Code: 503; Error Code: SlowDown");
                }
                case 1 -> {
                    throttled++;
                    throw new IOException("request failed", new IOException("Please reduce your request rate."));
                }
                case 2 -> {
                    resets++;
                    throw new SocketException("Connection reset");
                }
                case 3 -> {
                    resets++;
                    throw new SocketTimeoutException("Read timed out");
                }
                default -> {
                    resets++;
                    throw new EOFException("Premature end of Content-Length delimited message body");
                }
            }
        }

        /** After how many bytes a new stream stops; a healthy one never does. */
        private synchronized int until(int left) {
            if (breakNextAfter >= 0) {
                int after = breakNextAfter;
                breakNextAfter = -1;
                return after;
            }
            return random.nextDouble() < share ? random.nextInt(left + 1) : Integer.MAX_VALUE;
        }

        private synchronized int crumb(int most) {
            return random.nextInt(4) == 0 ? 1 + random.nextInt(most) : most;
        }

        private synchronized boolean endsQuietly() {
            if (random.nextInt(3) == 0) {
                shortReads++;
                return true;
            }
            return false;
        }

        private synchronized void streams(int more) {
            openStreams += more;
            mostOpenStreams = Math.max(mostOpenStreams, openStreams);
        }
    }

    interface Request {
        void of(String path) throws IOException;
    }

    private Store store;
    private URI uri;

    /** A store that fails the given share of requests and streams. */
    static Store create(String name, long randomSeed, double share) {
        Store store = new Store(randomSeed, share);
        STORES.put(name, store);
        return store;
    }

    static Configuration configuration() {
        Configuration configuration = new Configuration(false);
        configuration.setClass("fs.fault.impl", FaultyFileSystem.class, FileSystem.class);
        configuration.setBoolean("fs.fault.impl.disable.cache", true);
        return configuration;
    }

    private static String key(Store store) {
        return STORES.entrySet().stream().filter(entry -> entry.getValue() == store).findFirst().orElseThrow().getKey();
    }

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        super.initialize(name, configuration);
        uri = URI.create(name.getScheme() + "://" + name.getAuthority());
        store = STORES.get(name.getAuthority());
        setConf(configuration);
    }

    @Override
    public String getScheme() {
        return "fault";
    }

    @Override
    public URI getUri() {
        return uri;
    }

    private byte[] content(Path path) throws IOException {
        String file = path.toUri().getPath();
        if (file.contains("forbidden")) {
            throw new AccessControlException("403 Forbidden: " + file);
        }
        byte[] bytes = store.files.get(file);
        if (bytes == null) {
            throw new FileNotFoundException(file);
        }
        return bytes;
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        store.hook.of(path.toUri().getPath());
        byte[] bytes = content(path);
        store.failNow();
        synchronized (store) {
            store.opened++;
        }
        return new FSDataInputStream(new Stream(bytes));
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        store.hook.of(path.toUri().getPath());
        byte[] bytes = content(path);
        store.failNow();
        synchronized (store) {
            store.statuses++;
        }
        return new FileStatus(bytes.length, false, 1, 1 << 20, store.modified.get(path.toUri().getPath()), makeQualified(path));
    }

    private final class Stream extends FSInputStream {
        private final byte[] bytes;
        private int position;
        private int until = -1;
        private boolean closed;

        Stream(byte[] bytes) {
            this.bytes = bytes;
            store.streams(1);
        }

        @Override
        public void seek(long target) throws IOException {
            if (target > bytes.length) {
                throw new EOFException("Cannot seek after EOF");
            }
            position = (int) target;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public boolean seekToNewSource(long target) {
            return false;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (closed) {
                throw new IOException("Stream is closed!");
            }
            if (position >= bytes.length) {
                return -1;
            }
            if (until < 0) {
                until = store.until(bytes.length - position);
            }
            if (until == 0) {
                if (store.endsQuietly()) {
                    return -1;
                }
                store.fail();
            }
            int count = store.crumb(Math.min(until, Math.min(length, bytes.length - position)));
            int read = new ByteArrayInputStream(bytes, position, bytes.length - position).read(into, offset, count);
            position += read;
            until -= until == Integer.MAX_VALUE ? 0 : read;
            return read;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                store.streams(-1);
            }
        }
    }

    @Override
    public FSDataOutputStream create(Path path, FsPermission permission, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public boolean rename(Path from, Path to) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public boolean delete(Path path, boolean recursive) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public FileStatus[] listStatus(Path path) {
        throw new UnsupportedOperationException("no listing");
    }

    @Override
    public void setWorkingDirectory(Path path) {
        // absolute paths only
    }

    @Override
    public Path getWorkingDirectory() {
        return new Path(uri + "/");
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) {
        throw new UnsupportedOperationException("read-only");
    }
}
