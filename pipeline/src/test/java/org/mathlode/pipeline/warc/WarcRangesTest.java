package org.mathlode.pipeline.warc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mathlode.pipeline.warc.Warcs.Seen;
import org.mathlode.pipeline.warc.WarcWriter.Compression;

/** One file read in several ranges. */
class WarcRangesTest {
    static Stream<Arguments> files() {
        byte[] sound = Warcs.crawl(Compression.GZIP_PER_RECORD, 12, 3000);
        byte[] damaged = sound.clone();
        damaged[damaged.length / 2] ^= 4;
        Arrays.fill(damaged, damaged.length / 5, damaged.length / 5 + 512, (byte) 0);
        return Stream.of(
                Arguments.of("sound", sound),
                Arguments.of("damaged", damaged),
                Arguments.of("unpacked", Warcs.crawl(Compression.NONE, 5, 500)),
                Arguments.of("no WARC", Warcs.page(1, 5000)),
                Arguments.of("with a foreign beginning", Warcs.concat(new byte[700], sound)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void giveTheSameEntriesAsTheWholeFile(String name, byte[] file) {
        List<Seen> whole = Warcs.read(Warcs.file(file));
        for (int parts : new int[] {1, 2, 3, 7, 43, 400}) {
            List<Seen> joined = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                joined.addAll(Warcs.read(Warcs.file(file), WarcLimits.DEFAULT,
                        (long) file.length * part / parts, part == parts - 1 ? Long.MAX_VALUE : (long) file.length * (part + 1) / parts));
            }
            assertThat(joined).as("%d ranges", parts).isEqualTo(whole);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void giveTheSameOutcomesAsTheWholeFile(String name, byte[] file) {
        List<String> whole = told(Warcs.outcomes(Warcs.file(file)));
        for (int parts : new int[] {2, 7, 43}) {
            List<String> joined = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                joined.addAll(told(Warcs.outcomes(Warcs.file(file), WarcLimits.DEFAULT,
                        (long) file.length * part / parts, (long) file.length * (part + 1) / parts)));
            }
            assertThat(joined).as("%d ranges", parts).isEqualTo(whole);
        }
    }

    @Test
    void giveTheSameEntriesHoweverAFileIsDamaged() {
        for (int randomSeed = 0; randomSeed < 80; randomSeed++) {
            byte[] file = damaged(new Random(randomSeed));
            List<Seen> whole = Warcs.read(Warcs.file(file));
            assertThat(Warcs.read(Warcs.pipe(file))).as("random seed %d", randomSeed).isEqualTo(whole);
            for (int parts : new int[] {2, 17}) {
                List<Seen> joined = new ArrayList<>();
                for (int part = 0; part < parts; part++) {
                    joined.addAll(Warcs.read(Warcs.file(file), WarcLimits.DEFAULT, (long) file.length * part / parts, (long) file.length * (part + 1) / parts));
                }
                assertThat(joined).as("random seed %d, %d ranges", randomSeed, parts).isEqualTo(whole);
            }
        }
    }

    /** Object stores are asked for byte ranges, and charge for each of them. */
    @Test
    void askForNoMoreThanTheyNeed() throws IOException {
        byte[] file = Warcs.crawl(Compression.GZIP_PER_RECORD, 2000, 3000);
        List<String> asked = new ArrayList<>();
        AtomicInteger open = new AtomicInteger();
        WarcSource store = new WarcSource() {
            @Override
            public String name() {
                return "test.warc.gz";
            }

            @Override
            public long length() {
                return file.length;
            }

            @Override
            public InputStream open(long offset) {
                return open(offset, file.length - offset);
            }

            @Override
            public InputStream open(long offset, long length) {
                asked.add(offset + "+" + length);
                open.incrementAndGet();
                return new ByteArrayInputStream(file, (int) offset, (int) Math.min(length, file.length - offset)) {
                    @Override
                    public void close() {
                        open.decrementAndGet();
                    }
                };
            }

            @Override
            public boolean reopens() {
                return true;
            }
        };
        int middle = file.length / 2;
        int end = middle + 100_000;
        List<Seen> expected = Warcs.read(Warcs.file(file), WarcLimits.DEFAULT, middle, end);

        assertThat(Warcs.read(store, WarcLimits.DEFAULT, middle, end)).isEqualTo(expected);
        assertThat(asked).containsExactly("0+4096", middle + "+" + (100_000 + (256 << 10)));

        asked.clear();
        WarcContainer container = WarcContainer.of(store);
        assertThat(container.splittable()).isTrue();
        List<Seen> seen = new ArrayList<>();
        try (WarcReader reader = WarcReader.open(store, WarcLimits.DEFAULT, container.range(middle, end))) {
            reader.forEachRemaining(entry -> seen.add(Seen.of(entry)));
        }
        assertThat(seen).isEqualTo(expected);
        assertThat(asked).containsExactly("0+4096", middle + "+" + (100_000 + (256 << 10)));
        assertThat(open).hasValue(0);
    }

    /** A file with flipped bits, zeroed blocks, holes and foreign bytes. */
    private static byte[] damaged(Random random) {
        byte[] file = Warcs.crawl(Compression.GZIP_PER_RECORD, 6, 1500);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(file.length);
            switch (random.nextInt(4)) {
                case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> Arrays.fill(file, at, Math.min(file.length, at + 512), (byte) 0);
                case 2 -> file = Warcs.concat(Arrays.copyOf(file, at), Arrays.copyOfRange(file, Math.min(file.length, at + random.nextInt(800)), file.length));
                default -> {
                    byte[] foreign = new byte[random.nextInt(600)];
                    random.nextBytes(foreign);
                    file = Warcs.concat(Arrays.copyOf(file, at), foreign, Arrays.copyOfRange(file, at, file.length));
                }
            }
        }
        return file;
    }

    private static List<String> told(List<CaptureOutcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome instanceof CapturedPage page
                ? page.url() + " " + page.languages() + " " + page.payloadDigest()
                : ((RejectedEntry) outcome).reason() + " at " + outcome.entry().offset()).toList();
    }
}
