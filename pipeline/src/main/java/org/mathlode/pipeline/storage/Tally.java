package org.mathlode.pipeline.storage;

import java.util.concurrent.atomic.AtomicLong;

/** The running counts behind {@link StorageCounters}. Thread-safe. */
final class Tally {
    final AtomicLong opened = new AtomicLong();
    final AtomicLong reopened = new AtomicLong();
    final AtomicLong gaveWay = new AtomicLong();
    final AtomicLong bytesRead = new AtomicLong();
    final AtomicLong millisWaited = new AtomicLong();
    final AtomicLong nanosQueued = new AtomicLong();
    private final AtomicLong throttled = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private final AtomicLong shortReads = new AtomicLong();

    void count(Failure.Kind kind) {
        switch (kind) {
            case THROTTLED -> throttled.incrementAndGet();
            case RESET -> resets.incrementAndGet();
            case SHORT_READ -> shortReads.incrementAndGet();
            default -> { }
        }
    }

    StorageCounters counters(long statusLookups) {
        return new StorageCounters(opened.get(), reopened.get(), statusLookups, throttled.get(), resets.get(), shortReads.get(), gaveWay.get(),
                bytesRead.get(), millisWaited.get(), nanosQueued.get() / 1_000_000);
    }
}
