package org.mathlode.pipeline.storage;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mathlode.pipeline.warc.WarcSource;

/**
 * A WARC file (or any other) in a store. Its streams survive throttling, broken connections, time-outs and streams that end early; an IOException they throw
 * says in one line which file failed and why, as {@link java.io.FileNotFoundException} if there is none and as
 * {@link org.apache.hadoop.security.AccessControlException} if it may not be read. A file that changes between two connections is an error.
 *
 * <p>Thread-safe; the streams are not.
 */
public final class StoredWarc implements WarcSource {
    private final String name;
    private final StoredFile store;
    private final StorageLimits limits;
    private final OpenRequests requests;
    private final Tally tally = new Tally();
    private FileVersion version;

    private StoredWarc(String name, StoredFile store, FileVersion version, StorageLimits limits, OpenRequests requests) {
        this.name = name;
        this.store = store;
        this.version = version;
        this.limits = limits;
        this.requests = requests;
    }

    /**
     * A file whose version is known from a listing: one that is another by now is an error.
     *
     * @param name what records and errors are told to come from
     */
    public static StoredWarc of(String name, Path path, FileVersion listed, Configuration configuration, StorageLimits limits) throws IOException {
        return of(name, store(path, configuration, -1), listed, limits, OpenRequests.OF_THIS_JVM);
    }

    /**
     * A file whose length may be known from a listing, which saves a request; then a change is noticed by the length, and after the first failure by the
     * version too.
     *
     * @param name what records and errors are told to come from
     * @param lengthOrMinus1 in bytes; -1 asks the store
     */
    public static StoredWarc of(String name, Path path, long lengthOrMinus1, Configuration configuration, StorageLimits limits) throws IOException {
        FileVersion listed = lengthOrMinus1 < 0 ? null : new FileVersion(lengthOrMinus1, 0, "");
        return of(name, store(path, configuration, lengthOrMinus1), listed, limits, OpenRequests.OF_THIS_JVM);
    }

    static StoredWarc of(String name, StoredFile store, FileVersion listed, StorageLimits limits, OpenRequests requests) throws IOException {
        StoredWarc file = new StoredWarc(name, store, listed, limits, requests);
        if (listed == null || listed.length() < 0) {
            file.lookUp();
        }
        return file;
    }

    private static StoredFile store(Path path, Configuration configuration, long length) {
        return HttpFile.serves(path) ? HttpFile.of(path) : HadoopFile.of(path, StoreDefaults.configuration(path, configuration), length);
    }

    @Override
    public String name() {
        return name;
    }

    /** As listed or looked up; -1 only for web servers that do not tell. */
    @Override
    public long length() {
        return version().length();
    }

    /** @throws IOException if the file cannot be opened there, after as many attempts as the limits allow */
    @Override
    public InputStream open(long offset) throws IOException {
        return open(offset, Long.MAX_VALUE);
    }

    /** @throws IOException if the file cannot be opened there, after as many attempts as the limits allow */
    @Override
    public InputStream open(long offset, long length) throws IOException {
        ResumingStream stream = new ResumingStream(this, offset, length);
        stream.connect();
        return stream;
    }

    @Override
    public boolean reopens() {
        return true;
    }

    /** What reading took so far, over all streams. */
    public StorageCounters counters() {
        return tally.counters(store.lookUps());
    }

    private void lookUp() throws IOException {
        Retries retries = retries();
        OpenRequests.Holder asking = OpenRequests.busy();
        while (true) {
            try {
                tally.nanosQueued.addAndGet(requests.take(asking, limits.openRequests()));
                try {
                    check(store.lookUp());
                } finally {
                    requests.giveBack(asking);
                }
                return;
            } catch (IOException | RuntimeException e) {
                retries.failed(e, "the look-up of its length");
            }
        }
    }

    /** Compares what the store says with what is known, and remembers what is new. */
    synchronized void check(FileVersion seen) throws IOException {
        if (seen == null) {
            return;
        }
        if (version != null && !version.agreesWith(seen)) {
            throw new StoreException(Failure.Kind.CHANGED, "was " + version + "; is " + seen);
        }
        version = version == null ? seen : version.and(seen);
    }

    /** The version that is read: as listed, or as the store said since. */
    public synchronized FileVersion version() {
        return version;
    }

    String place() {
        return store.place();
    }

    StoredFile store() {
        return store;
    }

    StorageLimits limits() {
        return limits;
    }

    OpenRequests requests() {
        return requests;
    }

    Tally tally() {
        return tally;
    }

    Retries retries() {
        return new Retries(place(), limits, tally);
    }
}
