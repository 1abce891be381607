package org.mathlode.pipeline.stage;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.mathlode.pipeline.html.Extraction;
import org.mathlode.pipeline.html.Extraction.RejectedPage;
import org.mathlode.pipeline.html.HtmlToText;
import org.mathlode.pipeline.model.RejectReason;

/**
 * Extraction on a thread of its own, for pages that make it run without end. Pages that only take long are stopped by extraction itself: it asks for the time as it
 * works, but only where it is known to loop. A thread that does not come back is left behind, with its extraction; it ends with the JVM. Not thread-safe.
 */
final class GuardedExtraction implements AutoCloseable {
    private static final long SLICE_MILLIS = 1_000;

    private final Supplier<HtmlToText> extractions;
    private final long limitMillis;
    private HtmlToText html;
    private ExecutorService thread;

    /**
     * @param extractions makes an extraction, which is used by one thread at a time
     * @param limitMillis when a page counts as endless; far above the time budget, so that nothing hangs on how busy the machine is
     */
    GuardedExtraction(Supplier<HtmlToText> extractions, long limitMillis) {
        this.extractions = extractions;
        this.limitMillis = limitMillis;
    }

    /** As {@link HtmlToText#extract(byte[], String, String)}. */
    Extraction extract(byte[] payload, String contentType, String url) {
        if (html == null) {
            html = extractions.get();
            thread = Executors.newSingleThreadExecutor(work -> {
                Thread made = new Thread(work, "page-extraction");
                made.setDaemon(true);
                return made;
            });
        }
        HtmlToText used = html;
        try {
            return await(thread.submit(() -> used.extract(payload, contentType, url)), limitMillis);
        } catch (TimeoutException e) {
            close();
            return new RejectedPage(RejectReason.TIMEOUT, "no end after " + limitMillis / 1000 + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("extraction of " + url + " threw", e.getCause());
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + url, e);
        }
    }

    /** Waits in slices, each of which counts as one however long it was: a process that was paused finds its time gone, though the page had none of it. */
    static <T> T await(Future<T> page, long limitMillis) throws InterruptedException, ExecutionException, TimeoutException {
        long left = limitMillis;
        while (true) {
            long slice = Math.min(left, SLICE_MILLIS);
            try {
                return page.get(slice, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                left -= slice;
                if (left <= 0) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
        html = null;
        thread = null;
    }
}
