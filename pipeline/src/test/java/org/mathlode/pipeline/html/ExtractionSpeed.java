package org.mathlode.pipeline.html;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.mathlode.pipeline.warc.CaptureReader;
import org.mathlode.pipeline.warc.CapturedPage;
import org.mathlode.pipeline.warc.WarcLimits;
import org.mathlode.pipeline.warc.WarcSource;

/**
 * Pages a second on one core, from the bytes of WARC files to final texts: {@code java -cp … org.mathlode.pipeline.html.ExtractionSpeed
 * [ROUNDS] WARC…}. Processor time of one thread and the pauses for its garbage, files in memory; the fastest and the middle
 * round are printed, the spread over pages, the slowest pages, and a digest of all outcomes that tells whether a change has
 * changed a text. With {@code -XX:+UseSerialGC} it uses one core once everything is compiled.
 */
final class ExtractionSpeed {
    private static final int SLOWEST = 10;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final HtmlToText extractor = new HtmlToText(ExtractionParams.DEFAULTS);
    private final List<Page> pages = new ArrayList<>();
    private long bytes;
    private long characters;

    /** A page and the least time that extraction took of any round. */
    private record Page(String url, int bytes, long nanos) {}

    /** What a round cost: all in all, reading WARC records, and collecting garbage. */
    private record Round(long nanos, long reading, long garbage) {}

    private ExtractionSpeed() {}

    public static void main(String[] args) throws IOException {
        boolean counted = args.length > 0 && args[0].matches("\\d+");
        int rounds = counted ? Integer.parseInt(args[0]) : 7;
        List<byte[]> files = new ArrayList<>();
        for (int i = counted ? 1 : 0; i < args.length; i++) {
            files.add(Files.readAllBytes(Path.of(args[i])));
        }
        new ExtractionSpeed().run(files, rounds);
    }

    private void run(List<byte[]> files, int rounds) throws IOException {
        List<Round> all = new ArrayList<>();
        System.out.println("digest of all outcomes " + digest(files));
        for (int round = 0; round < rounds; round++) {
            all.add(round(files));
        }
        all.sort(Comparator.comparingLong(Round::nanos));
        int count = pages.size();
        System.out.printf(Locale.ROOT, "%d pages, %.1f MB of HTML, %.1f M characters of text%n", count, bytes / 1e6, characters / 1e6);
        print("fastest round", all.get(0), count);
        print("middle round", all.get(all.size() / 2), count);
        long[] nanos = pages.stream().mapToLong(Page::nanos).sorted().toArray();
        System.out.printf(Locale.ROOT, "a page takes %.2f ms (median), %.2f (90 %%), %.2f (99 %%), %.2f (longest)%n",
                nanos[count / 2] / 1e6, nanos[count * 9 / 10] / 1e6, nanos[count * 99 / 100] / 1e6, nanos[count - 1] / 1e6);
        pages.stream().sorted(Comparator.comparingLong(Page::nanos).reversed()).limit(SLOWEST).forEach(page ->
                System.out.printf(Locale.ROOT, "  %8.2f ms %9d bytes %6.1f MB/s  %s%n", page.nanos / 1e6, page.bytes, page.bytes * 1e3 / page.nanos, page.url));
    }

    private void print(String name, Round round, int count) {
        System.out.printf(Locale.ROOT, "%-14s %7.1f pages/s %6.1f MB/s, reading WARC records %.1f %% of it, garbage %.1f %%%n", name, count * 1e9 / round.nanos,
                bytes * 1e3 / round.nanos, 100.0 * round.reading / round.nanos, 100.0 * round.garbage / round.nanos);
    }

    private Round round(List<byte[]> files) throws IOException {
        long garbage = garbageNanos();
        long start = THREADS.getCurrentThreadCpuTime();
        long reading = 0;
        int number = 0;
        bytes = 0;
        characters = 0;
        long last = start;
        for (byte[] file : files) {
            try (CaptureReader reader = open(file)) {
                while (reader.hasNext()) {
                    if (reader.next() instanceof CapturedPage page) {
                        long before = THREADS.getCurrentThreadCpuTime();
                        Extraction outcome = extract(page);
                        long after = THREADS.getCurrentThreadCpuTime();
                        reading += before - last;
                        last = after;
                        bytes += page.payload().length;
                        characters += outcome instanceof Extraction.ExtractedPage text ? text.text().length() : 0;
                        note(number++, new Page(page.url(), page.payload().length, after - before));
                    }
                }
            }
        }
        long end = THREADS.getCurrentThreadCpuTime();
        garbage = garbageNanos() - garbage;
        return new Round(end - start + garbage, reading + end - last, garbage);
    }

    /** Time the collectors have taken so far. */
    private static long garbageNanos() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(collector -> collector.getCollectionTime() * 1_000_000L).sum();
    }

    private void note(int number, Page page) {
        if (number == pages.size()) {
            pages.add(page);
        } else if (page.nanos < pages.get(number).nanos) {
            pages.set(number, page);
        }
    }

    private Extraction extract(CapturedPage page) {
        return extractor.extract(page.payload(), page.contentType().isEmpty() ? null : page.contentType(), page.url());
    }

    private String digest(List<byte[]> files) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (byte[] file : files) {
                try (CaptureReader reader = open(file)) {
                    while (reader.hasNext()) {
                        if (reader.next() instanceof CapturedPage page) {
                            sha.update(extract(page).toString().getBytes(StandardCharsets.UTF_8));
                        }
                    }
                }
            }
            return HexFormat.of().formatHex(Arrays.copyOf(sha.digest(), 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CaptureReader open(byte[] file) throws IOException {
        return CaptureReader.open(WarcSource.once("memory", new ByteArrayInputStream(file), file.length), WarcLimits.DEFAULT);
    }
}
