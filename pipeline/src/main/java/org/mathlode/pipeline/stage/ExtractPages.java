package org.mathlode.pipeline.stage;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.mathlode.pipeline.config.ExtractionConfig;
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
import org.mathlode.pipeline.stage.PageJournal.Known;
import org.mathlode.pipeline.stage.PageJournal.Page;
import org.mathlode.pipeline.warc.WarcDamage;

/**
 * Row function: entries of WARC files to pages. One row for one entry, but records that are no responses are counted by type, and a file that is cut or
 * cannot be read adds a row that says so.
 *
 * @param files by path
 * @param journal what is known of pages that took the JVM down
 */
record ExtractPages(Broadcast<Map<String, WarcFile>> files, ExtractionConfig config, Known journal, Broadcast<SerializableConfiguration> configuration)
        implements MapPartitionsFunction<WarcRow, PageRow> {
    private static final int TIMES_THE_BUDGET = 24;
    private static final long AT_LEAST_MILLIS = 60_000;

    private static final String OK = "ok";
    private static final String TRUNCATED = WarcDamage.Kind.TRUNCATED.label();

    @Override
    public Iterator<PageRow> call(Iterator<WarcRow> entries) {
        ExtractionParams params = new ExtractionParams(config.maxPayloadBytes(), config.minCharacters(), config.timeoutMillis(), config.favour());
        GuardedExtraction html = new GuardedExtraction(() -> new HtmlToText(params), limitMillis(config));
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> html.close());
        return new Pages(entries, files.value(), html, TaskJournal.open(journal, configuration.value().value()));
    }

    /** When a page counts as endless: far above its time budget, which is counted in steps, since a busy machine must not decide. */
    static long limitMillis(ExtractionConfig config) {
        return Math.max(AT_LEAST_MILLIS, TIMES_THE_BUDGET * (long) config.timeoutMillis());
    }

    private static final class Pages implements Iterator<PageRow> {
        private final Iterator<WarcRow> entries;
        private final Map<String, WarcFile> files;
        private final GuardedExtraction html;
        private final TaskJournal journal;
        private final Queue<PageRow> ready = new ArrayDeque<>();
        private Origin origin;
        private String path;
        private final Map<String, Long> noResponses = new TreeMap<>();

        Pages(Iterator<WarcRow> entries, Map<String, WarcFile> files, GuardedExtraction html, TaskJournal journal) {
            this.entries = entries;
            this.files = files;
            this.html = html;
            this.journal = journal;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && entries.hasNext()) {
                accept(entries.next());
            }
            if (ready.isEmpty()) {
                finishFile();
            }
            return !ready.isEmpty();
        }

        @Override
        public PageRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }

        private void accept(WarcRow entry) {
            if (!entry.path().equals(path)) {
                finishFile();
                path = entry.path();
                WarcFile file = files.get(path);
                if (file == null) {
                    throw new IllegalStateException(path + " is not one of the listed WARC files: does a line of input.warc-listing name its folder?");
                }
                origin = new Origin(file.crawl(), file.name());
            }
            if (entry.outcome().equals(OK)) {
                ready.add(guarded(entry));
            } else if (entry.reason().equals(RejectReason.NOT_A_RESPONSE.label())) {
                noResponses.merge(entry.detail(), 1L, Long::sum);
            } else if (entry.reason().equals(RejectReason.UNREADABLE_FILE.label())) {
                ready.add(PageRow.counted(origin, RejectReason.UNREADABLE_FILE, entry.detail(), 1));
            } else {
                ready.add(rejected(entry, entry.reason(), entry.detail()));
                if (TRUNCATED.equals(entry.damage())) {
                    ready.add(PageRow.counted(origin, RejectReason.TRUNCATED_FILE, entry.detail(), 1));
                }
            }
        }

        private void finishFile() {
            noResponses.forEach((type, count) -> ready.add(PageRow.counted(origin, RejectReason.NOT_A_RESPONSE, type, count)));
            noResponses.clear();
        }

        private PageRow rejected(WarcRow entry, String reason, String detail) {
            return PageRow.rejected(origin, entry.damage() == null ? id(entry) : null, entry.url(), entry.warcRecordOffset(), entry.warcRecordLength(), reason, detail);
        }

        private String id(WarcRow entry) {
            return DocumentId.of(origin.warcFilename(), entry.warcRecordOffset(), entry.warcRecordIndex());
        }

        private PageRow guarded(WarcRow entry) {
            Page place = new Page(files.get(path).key(), entry.warcRecordOffset(), entry.warcRecordIndex());
            if (!journal.enter(place)) {
                return rejected(entry, RejectReason.CRASHED_EXTRACTION.label(), "the JVM ended " + PageJournal.DEATHS + " times while it extracted this page");
            }
            PageRow row = page(entry);
            journal.leave();
            return row;
        }

        private PageRow page(WarcRow entry) {
            Extraction extraction = html.extract(entry.payload(), entry.contentType(), entry.url());
            if (extraction instanceof RejectedPage rejected) {
                return rejected(entry, rejected.reason().label(), rejected.detail());
            }
            ExtractedPage text = (ExtractedPage) extraction;
            return new PageRow(PageRow.KEPT, id(entry), entry.url(), TextFacts.host(entry.url()),
                    origin.crawl(), entry.fetchTime(), origin.warcFilename(), entry.warcRecordOffset(), entry.warcRecordLength(), entry.contentDigest(),
                    entry.contentLanguages(), Language.of(entry.contentLanguages(), text.text()), text.charset(), text.title(), text.text(),
                    text.formulas().bySource(), text.formulas().inText(), text.formulas().onPage(), text.formulas().balanced(), text.macros(), TextFacts.texCommands(text.text()), TextFacts.characters(text.text()), null,
                    null, null);
        }
    }
}
