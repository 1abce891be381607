package org.mathlode.pipeline.warc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mathlode.pipeline.warc.Warcs.Seen;
import org.mathlode.pipeline.warc.WarcWriter.Compression;

/** What a damaged file costs. */
class WarcReaderDamageTest {
    private static final byte[] FILE = Warcs.crawl(Compression.GZIP_PER_RECORD, 3, 800);
    private static final List<Seen> WHOLE = Warcs.read(Warcs.file(FILE));

    @ParameterizedTest
    @EnumSource(Compression.class)
    void givesTheWholeRecordsBeforeAnyCutAndOneError(Compression compression) {
        byte[] file = Warcs.crawl(compression, 2, 200);
        List<Seen> whole = Warcs.read(Warcs.file(file));
        Set<Long> recordEnds = new HashSet<>(whole.stream().map(entry -> entry.offset() + entry.length()).toList());
        for (int cut = 1; cut < file.length; cut++) {
            for (WarcSource source : List.of(Warcs.file(Arrays.copyOf(file, cut)), Warcs.pipe(Arrays.copyOf(file, cut)))) {
                List<Seen> seen = Warcs.read(source);
                int end = cut;
                List<Seen> before = whole.stream().filter(entry -> entry.offset() + entry.length() <= end).toList();
                List<Seen> records = Warcs.records(seen);
                // a record may lack nothing but the blank lines behind it
                assertThat(texts(records, records.size())).as("cut at %d", cut)
                        .isIn(texts(whole, before.size()), texts(whole, Math.min(whole.size(), before.size() + 1)));
                assertThat(Warcs.damages(seen)).as("cut at %d", cut).hasSize(recordEnds.contains((long) cut) ? 0 : 1);
            }
        }
    }

    private static List<String> texts(List<Seen> seen, int count) {
        return seen.subList(0, count).stream().map(Seen::text).toList();
    }

    @Test
    void findsEveryCutOfAFileWhoseLengthIsKnown() {
        for (int cut = 0; cut < FILE.length; cut += 3) {
            InputStream stream = new ByteArrayInputStream(FILE, 0, cut);
            WarcSource source = WarcSource.once("short.warc.gz", stream, FILE.length);
            assertThatThrownBy(() -> Warcs.read(source)).as("cut at %d", cut)
                    .isInstanceOf(UncheckedIOException.class).hasMessageContaining("short.warc.gz");
        }
    }

    @Test
    void losesAtMostTheRecordWithTheFlippedBit() {
        for (int bit = 0; bit < FILE.length * 8; bit += 29) {
            byte[] flipped = FILE.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertOnlyTouched(flipped, bit / 8, bit / 8 + 1);
        }
    }

    @Test
    void losesAtMostTheRecordsWithinAZeroedBlock() {
        byte[] file = Warcs.crawl(Compression.GZIP_PER_RECORD, 6, 4000);
        for (int at = 0; at + 512 <= file.length; at += 307) {
            byte[] zeroed = file.clone();
            Arrays.fill(zeroed, at, at + 512, (byte) 0);
            assertOnlyTouched(file, zeroed, at, at + 512);
        }
    }

    private static void assertOnlyTouched(byte[] damaged, int from, int to) {
        assertOnlyTouched(FILE, damaged, from, to);
    }

    private static void assertOnlyTouched(byte[] file, byte[] damaged, int from, int to) {
        List<Seen> untouched = Warcs.records(Warcs.read(Warcs.file(file))).stream()
                .filter(entry -> entry.offset() + entry.length() <= from || entry.offset() >= to).toList();
        for (WarcSource source : List.of(Warcs.file(damaged), Warcs.pipe(damaged))) {
            List<Seen> seen = Warcs.read(source);
            assertThat(seen).as("damage from %d to %d", from, to).containsAll(untouched);
            // a bit in the header that nobody reads, such as the time stamp, damages nothing
            assertThat(Warcs.damages(seen).size()).as("damage from %d to %d", from, to).isLessThanOrEqualTo(1);
            assertThat(Warcs.records(seen).size() + Warcs.damages(seen).size()).as("damage from %d to %d", from, to)
                    .isGreaterThan(untouched.size());
        }
    }

    @Test
    void neverHangsOnNorThrowsForRandomDamage() {
        Random random = new Random(7);
        for (Compression compression : Compression.values()) {
            byte[] file = Warcs.crawl(compression, 2, 300);
            for (int i = 0; i < 300; i++) {
                byte[] damaged = file.clone();
                for (int j = random.nextInt(20); j >= 0; j--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                assertThat(Warcs.read(Warcs.pipe(damaged))).isNotEmpty();
                assertThat(Warcs.read(Warcs.file(damaged))).isNotEmpty();
            }
        }
    }

    @Test
    void throwsWhatTheSourceThrowsAtAnyByte() {
        for (int fault = 0; fault < FILE.length; fault += 17) {
            int at = fault;
            InputStream failing = new InputStream() {
                private int position;

                @Override
                public int read() throws IOException {
                    if (position == at) {
                        throw new IOException("connection reset");
                    }
                    return position < FILE.length ? FILE[position++] & 0xff : -1;
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    int one = length == 0 ? -1 : read();
                    if (one >= 0) {
                        into[offset] = (byte) one;
                    }
                    return one < 0 ? -1 : 1;
                }
            };
            List<Seen> seen = new ArrayList<>();
            assertThatThrownBy(() -> {
                try (WarcReader reader = WarcReader.open(WarcSource.once("test.warc.gz", failing, -1), WarcLimits.DEFAULT)) {
                    reader.forEachRemaining(entry -> seen.add(Seen.of(entry)));
                }
            }).isInstanceOfAny(IOException.class, UncheckedIOException.class).hasMessageContaining("connection reset");
            assertThat(seen).isEqualTo(WHOLE.subList(0, seen.size()));
        }
    }

    @Test
    void countsOneErrorForBytesBehindTheLastRecord() {
        List<Seen> seen = Warcs.read(Warcs.file(Warcs.concat(FILE, new byte[5000])));

        assertThat(Warcs.records(seen)).isEqualTo(WHOLE);
        assertThat(Warcs.damages(seen)).singleElement().satisfies(damage -> {
            assertThat(damage.offset()).isEqualTo(FILE.length);
            assertThat(damage.length()).isEqualTo(5000);
        });
    }

    @Test
    void tellsAFileThatEndsTooEarlyFromOneDamagedInTheMiddle() throws IOException {
        int third = (int) WHOLE.get(3).offset();
        byte[] cutShort = Arrays.copyOf(FILE, third + 100);
        byte[] withAHole = Warcs.concat(cutShort, Arrays.copyOfRange(FILE, (int) WHOLE.get(4).offset(), FILE.length));

        assertThat(kinds(cutShort)).containsExactly(WarcDamage.Kind.TRUNCATED);
        assertThat(kinds(Arrays.copyOf(Warcs.crawl(Compression.NONE, 1, 100), 700))).containsExactly(WarcDamage.Kind.TRUNCATED);
        assertThat(kinds(withAHole)).containsExactly(WarcDamage.Kind.DAMAGED);
    }

    private static List<WarcDamage.Kind> kinds(byte[] file) throws IOException {
        List<WarcDamage.Kind> kinds = new ArrayList<>();
        try (WarcReader reader = WarcReader.open(Warcs.file(file), WarcLimits.DEFAULT)) {
            reader.forEachRemaining(entry -> {
                if (entry instanceof WarcDamage damage) {
                    kinds.add(damage.kind());
                }
            });
        }
        return kinds;
    }

    @Test
    void saysThatAPageIsNoWarc() throws IOException {
        byte[] page = Warcs.ascii("<html><head><title>503 Slow Down</title></head></html>\n");
        try (WarcReader reader = WarcReader.open(Warcs.file(page), WarcLimits.DEFAULT)) {
            assertThat(reader.next()).isInstanceOfSatisfying(WarcDamage.class, damage -> {
                assertThat(damage.kind()).isEqualTo(WarcDamage.Kind.NOT_A_WARC);
                assertThat(damage.length()).isEqualTo(page.length);
            });
            assertThat(reader.hasNext()).isFalse();
        }
    }

    @Test
    void saysThatAFileIsEmpty() throws IOException {
        try (WarcReader reader = WarcReader.open(Warcs.file(new byte[0]), WarcLimits.DEFAULT)) {
            assertThat(reader.next()).isInstanceOfSatisfying(WarcDamage.class, damage -> assertThat(damage.kind()).isEqualTo(WarcDamage.Kind.EMPTY_FILE));
            assertThat(reader.hasNext()).isFalse();
        }
    }
}
