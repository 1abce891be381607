package org.mathlode.pipeline.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ThreadLocalRandom;

/** Counts attempts without progress and waits between them. */
final class Retries {
    private final String place;
    private final StorageLimits limits;
    private final Tally tally;
    private int failures;

    Retries(String place, StorageLimits limits, Tally tally) {
        this.place = place;
        this.limits = limits;
        this.tally = tally;
    }

    void progress() {
        failures = 0;
    }

    /**
     * Returns when it is time for another attempt.
     *
     * @param where how far reading had come, for the message
     * @throws IOException if another attempt would fail the same way, or enough were made
     */
    void failed(Exception e, String where) throws IOException {
        Failure failure = Failure.of(e);
        tally.count(failure.kind());
        if (!failure.kind().passes()) {
            throw failure.toThrow("Cannot read " + place);
        }
        failures++;
        if (failures >= limits.attempts()) {
            throw failure.toThrow("Cannot read " + place + ": gave up at " + where + " after " + failures + (failures == 1 ? " attempt" : " attempts") + " without progress");
        }
        pause(Math.max(limits.waitMillis(failures, ThreadLocalRandom.current()), Math.min(failure.retryAfterMillis(), limits.longestWait().toMillis())));
    }

    private void pause(long millis) throws InterruptedIOException {
        try {
            Thread.sleep(millis);
            tally.millisWaited.addAndGet(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("Cannot read " + place + ": interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
