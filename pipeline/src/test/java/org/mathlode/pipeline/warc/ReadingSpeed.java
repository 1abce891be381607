package org.mathlode.pipeline.warc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Megabytes of unpacked data a second on one core, all readers in turn in one run, files in memory:
 * {@code java -cp … org.mathlode.pipeline.warc.ReadingSpeed FOLDER [ROUNDS]}. Processor time, not the clock; the best
 * round counts.
 */
final class ReadingSpeed {
    private ReadingSpeed() {}

    public static void main(String[] args) throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(Path.of(args[0]))) {
            for (Path path : paths.filter(path -> path.toString().endsWith(".warc.gz")).sorted().toList()) {
                files.add(Files.readAllBytes(path));
            }
        }
        Map<String, ToLongFunction<byte[]>> readers = new LinkedHashMap<>();
        readers.put("Inflater alone", ReadingSpeed::inflate);
        readers.put("jwarc", ReadingSpeed::jwarc);
        readers.put("WarcReader", ReadingSpeed::records);
        readers.put("CaptureReader", ReadingSpeed::captures);
        long unpacked = files.stream().mapToLong(ReadingSpeed::inflate).sum();
        Map<String, Double> best = new LinkedHashMap<>();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, ToLongFunction<byte[]>> reader : readers.entrySet()) {
                long start = threads.getCurrentThreadCpuTime();
                long sum = files.stream().mapToLong(reader.getValue()).sum();
                double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
                if (sum == 0) {
                    throw new IllegalStateException(reader.getKey() + " read nothing");
                }
                best.merge(reader.getKey(), seconds, Math::min);
            }
        }
        double alone = best.get("Inflater alone");
        best.forEach((name, seconds) -> System.out.printf(Locale.ROOT, "%-16s %7.1f MB/s  %5.1f %% of the Inflater alone%n",
                name, unpacked / seconds / 1e6, 100 * alone / seconds));
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

    private static long jwarc(byte[] file) {
        long sum = 0;
        byte[] out = new byte[64 << 10];
        try (var reader = new org.netpreserve.jwarc.WarcReader(new ByteArrayInputStream(file))) {
            for (var record = reader.next().orElse(null); record != null; record = reader.next().orElse(null)) {
                var body = record.body().stream();
                for (int count = body.read(out); count >= 0; count = body.read(out)) {
                    sum += count;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum;
    }

    private static long records(byte[] file) {
        long sum = 0;
        try (WarcReader reader = WarcReader.open(WarcSource.once("memory", new ByteArrayInputStream(file), file.length), WarcLimits.DEFAULT)) {
            while (reader.hasNext()) {
                sum += ((WarcRecord) reader.next()).blockLength();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum;
    }

    private static long captures(byte[] file) {
        long sum = 0;
        try (CaptureReader reader = CaptureReader.open(WarcSource.once("memory", new ByteArrayInputStream(file), file.length), WarcLimits.DEFAULT)) {
            while (reader.hasNext()) {
                sum += reader.next() instanceof CapturedPage page ? page.payload().length : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum;
    }
}
