package org.mathlode.pipeline.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The places for open requests. A stream takes one before it is opened and keeps it while it is open; who comes when all are taken waits in line, first come
 * first served.
 *
 * <p>Waiting cannot lock up, whoever holds several streams at once: a stream that nobody is reading from can be made to give its place back, and opens itself
 * again, at the byte reached, when it is read from next. Streams that the waiting thread itself read from last give way at once, those of others after
 * {@code patience}. So a place is denied for good only by streams that are being read. Thread-safe.
 */
final class OpenRequests {
    /** The places of this JVM, which is an executor. */
    static final OpenRequests OF_THIS_JVM = new OpenRequests(TimeUnit.SECONDS.toNanos(10));

    /** What holds a place. */
    interface Holder {
        /** The thread that used it last. */
        long lastThread();

        /** {@link System#nanoTime} when it was used last. */
        long lastUsed();

        /** Lets go of the stream and says how to close it; {@code null} if it is being used. Does not wait. */
        Closeable giveWay();
    }

    /** A short request that gives its place back by itself. */
    static Holder busy() {
        return new Holder() {
            @Override
            public long lastThread() {
                return 0;
            }

            @Override
            public long lastUsed() {
                return System.nanoTime();
            }

            @Override
            public Closeable giveWay() {
                return null;
            }
        };
    }

    private final long patienceNanos;
    private final List<Holder> holders = new ArrayList<>();
    private final Deque<Object> line = new ArrayDeque<>();

    OpenRequests(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /**
     * Takes a place, waiting for as long as {@code limit} or more are taken.
     *
     * @return nanoseconds waited
     */
    long take(Holder holder, int limit) throws InterruptedIOException {
        long start = System.nanoTime();
        Object ticket = new Object();
        boolean waited = false;
        synchronized (this) {
            line.add(ticket);
        }
        try {
            while (true) {
                Closeable given;
                synchronized (this) {
                    if (line.peek() == ticket && holders.size() < limit) {
                        holders.add(holder);
                        return waited ? System.nanoTime() - start : 0;
                    }
                    waited = true;
                    given = line.peek() == ticket ? oneGivesWay() : null;
                    if (given == null) {
                        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, Math.min(patienceNanos / 4, 1_000_000_000)));
                    }
                }
                if (given != null) {
                    closeQuietly(given);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for a place among " + limit + " open requests");
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            synchronized (this) {
                line.remove(ticket);
                notifyAll();
            }
        }
    }

    synchronized void giveBack(Holder holder) {
        // by identity: there are few
        for (int i = 0; i < holders.size(); i++) {
            if (holders.get(i) == holder) {
                holders.remove(i);
                notifyAll();
                return;
            }
        }
    }

    synchronized int open() {
        return holders.size();
    }

    private Closeable oneGivesWay() {
        long now = System.nanoTime();
        long here = Thread.currentThread().getId();
        for (Holder holder : holders) {
            if (holder.lastThread() == here || now - holder.lastUsed() >= patienceNanos) {
                Closeable given = holder.giveWay();
                if (given != null) {
                    holders.remove(holder);
                    return given;
                }
            }
        }
        return null;
    }

    static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException | RuntimeException e) {
            // nothing is wanted of it any more
        }
    }
}
