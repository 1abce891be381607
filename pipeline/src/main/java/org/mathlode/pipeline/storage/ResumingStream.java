package org.mathlode.pipeline.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bytes of a file from an offset on, each once and in order, whatever happens to the connections below: when one fails or ends early, another is opened at
 * the byte reached. Gives up after as many attempts without a byte as the limits allow. Read by one thread at a time.
 */
final class ResumingStream extends InputStream implements OpenRequests.Holder {
    private final StoredWarc file;
    private final long wanted;
    private final Retries retries;
    private final ReentrantLock using = new ReentrantLock();
    private volatile long lastThread;
    private volatile long lastUsed;
    private InputStream in;
    private long position;
    private boolean begun;
    private boolean ended;
    private boolean closed;

    ResumingStream(StoredWarc file, long offset, long wanted) {
        this.file = file;
        this.wanted = wanted;
        this.position = offset;
        this.retries = file.retries();
    }

    /** Opens the first connection, so that what is missing or forbidden is known at once. */
    void connect() throws IOException {
        using.lock();
        try {
            ended = file.length() >= 0 && position >= file.length();
            while (in == null && !ended) {
                try {
                    reopen();
                } catch (IOException | RuntimeException e) {
                    failed(e);
                }
            }
        } finally {
            used();
            using.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        using.lock();
        try {
            if (closed) {
                throw new IOException("Cannot read " + file.place() + ": the stream is closed");
            }
            if (length == 0) {
                return 0;
            }
            while (!ended) {
                try {
                    if (in == null) {
                        reopen();
                    }
                    int count = next(bytes, offset, length);
                    if (count > 0) {
                        position += count;
                        retries.progress();
                        file.tally().bytesRead.addAndGet(count);
                        return count;
                    }
                    end();
                } catch (IOException | RuntimeException e) {
                    failed(e);
                }
            }
            return -1;
        } finally {
            used();
            using.unlock();
        }
    }

    /** Some bytes, or -1 at the end of the file, which is where its length says if that is known. */
    private int next(byte[] bytes, int offset, int length) throws IOException {
        long whole = file.length();
        if (whole >= 0 && position >= whole) {
            return beyond();
        }
        int count = in.read(bytes, offset, length);
        if (count == 0) {
            int one = in.read();
            if (one >= 0) {
                bytes[offset] = (byte) one;
                count = 1;
            } else {
                count = -1;
            }
        }
        if (count < 0 && whole >= 0) {
            throw new StoreException(Failure.Kind.SHORT_READ, "the stream ends at byte " + position + " of " + whole);
        }
        if (whole >= 0 && position + count > whole) {
            throw longer();
        }
        return count;
    }

    /** All bytes are here. One more is another file; no answer says nothing. */
    private int beyond() throws IOException {
        int more;
        try {
            more = in.read();
        } catch (IOException | RuntimeException e) {
            return -1;
        }
        if (more >= 0) {
            throw longer();
        }
        return -1;
    }

    private StoreException longer() {
        return new StoreException(Failure.Kind.CHANGED, "it has more than its " + file.length() + " bytes");
    }

    private void reopen() throws IOException {
        file.tally().nanosQueued.addAndGet(file.requests().take(this, file.limits().openRequests()));
        StoredFile.Opened opened = file.store().open(position, wanted, file.version());
        in = opened.stream();
        file.tally().opened.incrementAndGet();
        if (begun) {
            file.tally().reopened.incrementAndGet();
        }
        begun = true;
        file.check(opened.told().ask());
    }

    private void failed(Exception e) throws IOException {
        disconnect();
        file.store().forget();
        retries.failed(e, "byte " + position + (file.length() < 0 ? "" : " of " + file.length()));
    }

    private void end() {
        ended = true;
        disconnect();
    }

    /** Closes the connection and gives the place back, if there is one. */
    private void disconnect() {
        InputStream old = in;
        in = null;
        if (old != null) {
            OpenRequests.closeQuietly(old);
        }
        file.requests().giveBack(this);
    }

    private void used() {
        lastThread = Thread.currentThread().getId();
        lastUsed = System.nanoTime();
    }

    @Override
    public void close() {
        using.lock();
        try {
            closed = true;
            disconnect();
        } finally {
            using.unlock();
        }
    }

    @Override
    public long lastThread() {
        return lastThread;
    }

    @Override
    public long lastUsed() {
        return lastUsed;
    }

    @Override
    public Closeable giveWay() {
        if (!using.tryLock()) {
            return null;
        }
        try {
            InputStream old = in;
            in = null;
            if (old != null) {
                file.tally().gaveWay.incrementAndGet();
            }
            return old;
        } finally {
            using.unlock();
        }
    }
}
