package org.mathlode.pipeline.warc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Megabytes of unpacked data a second on one core, all readers in turn in one run:
 * {@code java -cp … org.mathlode.pipeline.warc.ReadingSpeed FOLDER [ROUNDS]}. Processor time of the reading thread, system
 * calls included, not the clock; the best round counts, the median is shown beside it. The Inflater has the files in
 * memory, computes no checksum and keeps nothing; jwarc and the readers open the files.
 */
final class ReadingSpeed {
    private ReadingSpeed() {}

    /** Reads all of a file and returns how many bytes it saw. */
    private interface Reading {
        long bytes(Path file, byte[] inMemory) throws IOException;
    }

    public static void main(String[] args) throws IOException {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> paths = Files.list(Path.of(args[0]))) {
            for (Path path : paths.filter(path -> path.toString().endsWith(".warc.gz")).sorted().toList()) {
                files.put(path, Files.readAllBytes(path));
            }
        }
        Map<String, Reading> readers = new LinkedHashMap<>();
        readers.put("Inflater alone", (file, bytes) -> inflate(bytes));
        readers.put("jwarc", (file, bytes) -> jwarc(file));
        readers.put("WarcReader", (file, bytes) -> records(WarcSource.of(file)));
        readers.put("WarcReader, stream", (file, bytes) -> records(WarcSource.once("memory", new ByteArrayInputStream(bytes), bytes.length)));
        readers.put("CaptureReader", (file, bytes) -> captures(WarcSource.of(file)));
        long unpacked = files.values().stream().mapToLong(ReadingSpeed::inflate).sum();
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Reading> reader : readers.entrySet()) {
                long start = threads.getCurrentThreadCpuTime();
                long sum = 0;
                for (Map.Entry<Path, byte[]> file : files.entrySet()) {
                    sum += reader.getValue().bytes(file.getKey(), file.getValue());
                }
                double spent = (threads.getCurrentThreadCpuTime() - start) / 1e9;
                if (sum == 0) {
                    throw new IllegalStateException(reader.getKey() + " read nothing");
                }
                seconds.computeIfAbsent(reader.getKey(), name -> new ArrayList<>()).add(spent);
            }
        }
        seconds.values().forEach(Collections::sort);
        List<Double> alone = seconds.get("Inflater alone");
        System.out.printf(Locale.ROOT, "%d files, %.1f MB unpacked, %d rounds%n%-20s %8s  %15s  %15s%n",
                files.size(), unpacked / 1e6, rounds, "", "MB/s", "of the Inflater", "by the medians");
        seconds.forEach((name, spent) -> System.out.printf(Locale.ROOT, "%-20s %8.1f  %13.1f %%  %13.1f %%%n",
                name, unpacked / spent.get(0) / 1e6, 100 * alone.get(0) / spent.get(0), 100 * alone.get(rounds / 2) / spent.get(rounds / 2)));
    }

    private static long inflate(byte[] file) {
        Inflater inflater = new Inflater(true);
        byte[] out = new byte[64 << 10];
        long sum = 0;
        int at = 0;
        try {
            while (at < file.length) {
                inflater.reset();
                inflater.setInput(file, at + 10, file.length - at - 10);
                while (!inflater.finished()) {
                    sum += inflater.inflate(out);
                }
                at = file.length - inflater.getRemaining() + 8;
            }
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        } finally {
            inflater.end();
        }
        return sum;
    }

    private static long jwarc(Path file) throws IOException {
        long sum = 0;
        byte[] out = new byte[64 << 10];
        try (var reader = new org.netpreserve.jwarc.WarcReader(file)) {
            for (var record = reader.next().orElse(null); record != null; record = reader.next().orElse(null)) {
                var body = record.body().stream();
                for (int count = body.read(out); count >= 0; count = body.read(out)) {
                    sum += count;
                }
            }
        }
        return sum;
    }

    private static long records(WarcSource file) throws IOException {
        long sum = 0;
        try (WarcReader reader = WarcReader.open(file, WarcLimits.DEFAULT)) {
            while (reader.hasNext()) {
                sum += ((WarcRecord) reader.next()).blockLength();
            }
        }
        return sum;
    }

    private static long captures(WarcSource file) throws IOException {
        long sum = 0;
        try (CaptureReader reader = CaptureReader.open(file, WarcLimits.DEFAULT)) {
            while (reader.hasNext()) {
                sum += reader.next() instanceof CapturedPage page ? page.payload().length : 0;
            }
        }
        return sum;
    }
}
