package org.mathlode.pipeline.stage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.mathlode.pipeline.html.Extraction;
import org.mathlode.pipeline.html.Extraction.ExtractedPage;
import org.mathlode.pipeline.html.Extraction.RejectedPage;
import org.mathlode.pipeline.html.ExtractionParams;
import org.mathlode.pipeline.html.HtmlToText;
import org.mathlode.pipeline.model.DocumentId;
import org.mathlode.pipeline.model.Language;
import org.mathlode.pipeline.model.PageRow;
import org.mathlode.pipeline.model.PageRow.Origin;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.model.TextFacts;
import org.mathlode.pipeline.storage.StorageLimits;
import org.mathlode.pipeline.storage.StoredWarc;
import org.mathlode.pipeline.warc.CaptureOutcome;
import org.mathlode.pipeline.warc.CaptureReader;
import org.mathlode.pipeline.warc.CapturedPage;
import org.mathlode.pipeline.warc.RejectedEntry;
import org.mathlode.pipeline.warc.WarcDamage;
import org.mathlode.pipeline.warc.WarcFileSummary;
import org.mathlode.pipeline.warc.WarcLimits;
import org.mathlode.pipeline.warc.WarcRecord;

/**
 * The rows of WARC files: for every record one row, but records that are no responses are counted by type. A file that cannot be used as a whole adds a
 * row that says so. Holds an extractor: one for a task.
 */
final class ReadPages implements Iterator<PageRow>, AutoCloseable {
    private final Iterator<WarcFile> files;
    private final Configuration configuration;
    private final WarcLimits limits;
    private final HtmlToText html;
    private final Queue<PageRow> ready = new ArrayDeque<>();

    private Origin origin;
    private CaptureReader captures;
    private WarcFileSummary summary;
    private Map<String, Long> others;
    private String truncation;

    ReadPages(Iterator<WarcFile> files, Configuration configuration, ExtractionParams extraction) {
        this.files = files;
        this.configuration = configuration;
        this.limits = WarcLimits.forPayload(extraction.maxPayloadBytes());
        this.html = new HtmlToText(extraction);
    }

    @Override
    public boolean hasNext() {
        try {
            while (ready.isEmpty()) {
                if (captures == null) {
                    if (!files.hasNext()) {
                        return false;
                    }
                    open(files.next());
                } else if (captures.hasNext()) {
                    accept(captures.next());
                } else {
                    finish();
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PageRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    @Override
    public void close() throws IOException {
        if (captures != null) {
            captures.close();
            captures = null;
        }
    }

    private void open(WarcFile file) throws IOException {
        origin = new Origin(file.crawl(), file.name());
        try {
            captures = CaptureReader.open(StoredWarc.of(file.name(), new Path(file.path()), -1, configuration, StorageLimits.of(configuration)), limits);
            summary = new WarcFileSummary(file.name());
            others = new TreeMap<>();
            truncation = null;
        } catch (FileNotFoundException e) {
            ready.add(PageRow.counted(origin, RejectReason.UNREADABLE_FILE, file.path() + ": no such file", 1));
        } catch (AccessControlException e) {
            ready.add(PageRow.counted(origin, RejectReason.UNREADABLE_FILE, file.path() + ": not allowed to read it", 1));
        } catch (IOException e) {
            // a bad disk or network is no fact about the file: the task fails and is tried again
            throw new IOException("WARC file " + file.name() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private void accept(CaptureOutcome outcome) {
        summary.add(outcome);
        if (outcome instanceof CapturedPage page) {
            ready.add(row(page));
        } else if (outcome instanceof RejectedEntry rejected) {
            reject(rejected);
        }
    }

    private void reject(RejectedEntry rejected) {
        if (rejected.entry() instanceof WarcDamage damage) {
            if (damage.kind() == WarcDamage.Kind.TRUNCATED) {
                truncation = damage.reason();
            }
            ready.add(PageRow.rejected(origin, null, damage.offset(), damage.length(), rejected.reason(), damage.reason()));
        } else if (rejected.entry() instanceof WarcRecord record) {
            if (rejected.reason() == RejectReason.NOT_A_RESPONSE) {
                others.merge(record.type(), 1L, Long::sum);
            } else {
                ready.add(PageRow.rejected(origin, record.targetUri(), record.offset(), record.length(), rejected.reason(), rejected.detail()));
            }
        }
    }

    private PageRow row(CapturedPage page) {
        WarcRecord record = page.record();
        Extraction extraction = html.extract(page.payload(), page.contentType().isEmpty() ? null : page.contentType(), page.url());
        if (extraction instanceof RejectedPage rejected) {
            return PageRow.rejected(origin, page.url(), record.offset(), record.length(), rejected.reason(), rejected.detail());
        }
        ExtractedPage text = (ExtractedPage) extraction;
        return new PageRow(PageRow.KEPT, DocumentId.of(origin.warcFilename(), record.offset()), page.url(), TextFacts.host(page.url()), origin.crawl(),
                page.date(), origin.warcFilename(), record.offset(), record.length(), page.payloadDigest(), page.languages(),
                Language.of(page.languages(), text.text()), text.charset(), text.title(), text.text(), text.formulas().bySource(),
                text.formulas().inText(), TextFacts.texCommands(text.text()), TextFacts.characters(text.text()), null, null, null);
    }

    private void finish() throws IOException {
        others.forEach((type, count) -> ready.add(PageRow.counted(origin, RejectReason.NOT_A_RESPONSE, type, count)));
        if (summary.responses() == 0) {
            ready.add(PageRow.counted(origin, RejectReason.NOT_A_WARC_FILE, summary.problem().orElse("no record at all"), 1));
        } else if (truncation != null) {
            ready.add(PageRow.counted(origin, RejectReason.TRUNCATED_FILE, truncation, 1));
        }
        close();
    }
}
