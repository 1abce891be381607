package org.mathlode.pipeline.warc;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mathlode.pipeline.warc.Warcs.Seen;

/** Files nobody's standard asks for but somebody has written: each form whole, cut, damaged and in ranges. */
class WarcOddFilesTest {
    private static final byte[] A = record("WARC/1.0", "http://example.org/a", "text of a");
    private static final byte[] B = record("WARC/1.1", "http://example.org/b", "text of b");
    private static final byte[] C = record("WARC/0.18", "http://example.org/c", "text of c");
    private static final List<String> ALL = List.of("resource http://example.org/a text of a", "resource http://example.org/b text of b",
            "resource http://example.org/c text of c");
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private static byte[] record(String version, String uri, String block) {
        return Warcs.ascii(version + "\r\nWARC-Type: resource\r\nWARC-Target-URI: " + uri + "\r\nContent-Length: " + block.length() + "\r\n\r\n"
                + block + "\r\n\r\n");
    }

    private static byte[] int32(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(bytes::putInt);
        return bytes.array();
    }

    private static byte[] withDictionary(byte[]... records) {
        byte[] dictionary = Warcs.page(3, 300);
        byte[] file = Warcs.concat(int32(0x184d2a5d, dictionary.length), dictionary);
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.loadDict(dictionary);
            context.setChecksum(true);
            for (byte[] record : records) {
                file = Warcs.concat(file, context.compress(record));
            }
        }
        return file;
    }

    private static byte[] zstd(byte[] record) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            return context.setChecksum(true).compress(record);
        }
    }

    private static byte[] arc(String first, String second) {
        return Warcs.ascii("filedesc://test.arc 0.0.0.0 20080430204825 text/plain 76\n1 0 InternetArchive\n"
                + "URL IP-address Archive-date Content-type Archive-length\n\n" + first + second);
    }

    private static String arcRecord(String uri, int length) {
        return uri + " 192.0.2.1 20080430204825 text/html " + length + "\nHTTP/1.0 200 OK\n\n<p>text\n";
    }

    private static List<String> texts(List<Seen> seen) {
        return seen.stream().map(Seen::text).toList();
    }

    static Stream<Arguments> wholeFiles() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("byte order marks within an unpacked file", Warcs.concat(MARK, A, MARK, B, C));
        files.put("a byte order mark within a member", Warcs.concat(Warcs.gzip(A), Warcs.gzip(Warcs.concat(MARK, B)), Warcs.gzip(C)));
        files.put("a version in lower case", Warcs.concat(Warcs.gzip(A), Warcs.gzip(Warcs.ascii(new String(B).replace("WARC/1.1", "warc/1.1"))), Warcs.gzip(C)));
        files.put("a folded length", Warcs.concat(A, Warcs.ascii(new String(B).replace("Length: ", "Length:\r\n ")), C));
        files.put("two lengths of which the first is right", Warcs.concat(A, Warcs.ascii(new String(B).replace("Content-Length: 9", "content-length: 9\r\nContent-Length: 70")), C));
        files.put("frames to be passed over", Warcs.concat(int32(0x184d2a50, 3), Warcs.ascii("abc"), zstd(A), int32(0x184d2a5f, 0), zstd(B), zstd(C)));
        files.put("a second dictionary", Warcs.concat(withDictionary(A), withDictionary(B, C)));
        files.put("a dictionary of five megabytes", Warcs.concat(int32(0x184d2a5d, 5 << 20), noise(5 << 20), zstd(A), zstd(B), zstd(C)));
        files.put("a record spread over frames", Warcs.concat(zstd(Arrays.copyOf(A, 50)), zstd(Arrays.copyOfRange(A, 50, A.length)), zstd(B), zstd(C)));
        return files.entrySet().stream().map(file -> Arguments.of(file.getKey(), file.getValue()));
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(1).nextBytes(noise);
        return noise;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeFiles")
    void areReadWhole(String name, byte[] file) {
        for (WarcSource source : List.of(Warcs.file(file), Warcs.pipe(file))) {
            assertThat(texts(Warcs.read(source))).isEqualTo(ALL);
        }
    }

    static Stream<Arguments> smallFiles() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("zstd", Warcs.concat(zstd(A), zstd(B), zstd(C)));
        files.put("zstd with dictionary", withDictionary(A, B, C));
        files.put("ARC", arc(arcRecord("http://example.org/1", 24), arcRecord("http://example.org/2", 24)));
        files.put("ARC, gzip", Warcs.concat(Warcs.gzip(arc("", "")), Warcs.gzip(Warcs.ascii(arcRecord("http://example.org/1", 24))),
                Warcs.gzip(Warcs.ascii(arcRecord("http://example.org/2", 24)))));
        return files.entrySet().stream().map(file -> Arguments.of(file.getKey(), file.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smallFiles")
    void giveTheWholeRecordsBeforeAnyCutAndOneError(String name, byte[] file) {
        List<Seen> whole = Warcs.read(Warcs.file(file));
        assertThat(whole).hasSize(3);
        Set<Long> ends = new HashSet<>(whole.stream().map(entry -> entry.offset() + entry.length()).toList());
        for (int cut = 1; cut < file.length; cut++) {
            int end = cut;
            List<String> before = texts(whole.stream().filter(entry -> entry.offset() + entry.length() <= end).toList());
            for (WarcSource source : List.of(Warcs.file(Arrays.copyOf(file, cut)), Warcs.pipe(Arrays.copyOf(file, cut)))) {
                List<Seen> seen = Warcs.read(source);
                // the last record of an ARC file is given as far as it goes
                List<String> records = texts(Warcs.records(seen));
                assertThat(records.subList(0, Math.min(records.size(), before.size()))).as("cut at %d", cut).isEqualTo(before);
                assertThat(records.size()).as("cut at %d", cut).isBetween(before.size(), before.size() + (name.equals("ARC") || name.equals("ARC, gzip") ? 1 : 0));
                boolean atEnd = ends.contains((long) cut);
                assertThat(Warcs.damages(seen).size()).as("cut at %d", cut).isEqualTo(atEnd ? 0 : 1);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smallFiles")
    void giveTheSameEntriesInRangesHoweverTheyAreDamaged(String name, byte[] file) {
        for (int randomSeed = 0; randomSeed < 40; randomSeed++) {
            Random random = new Random(randomSeed);
            byte[] damaged = file.clone();
            for (int i = random.nextInt(3); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (randomSeed % 4 == 3) {
                int at = random.nextInt(damaged.length);
                damaged = Warcs.concat(Arrays.copyOf(damaged, at), new byte[random.nextInt(40)], Arrays.copyOfRange(damaged, at, damaged.length));
            }
            List<Seen> whole = Warcs.read(Warcs.file(damaged));
            for (int parts : new int[] {2, 7, 43}) {
                List<Seen> joined = new ArrayList<>();
                for (int part = 0; part < parts; part++) {
                    joined.addAll(Warcs.read(Warcs.file(damaged), WarcLimits.DEFAULT, (long) damaged.length * part / parts, (long) damaged.length * (part + 1) / parts));
                }
                assertThat(joined).as("random seed %d, %d ranges", randomSeed, parts).isEqualTo(whole);
            }
        }
    }

    @Test
    void loseNothingToZerosBetweenUnpackedRecords() {
        List<Seen> seen = Warcs.read(Warcs.file(Warcs.concat(A, new byte[512], B, C)));

        assertThat(texts(Warcs.records(seen))).isEqualTo(ALL);
        assertThat(Warcs.damages(seen)).hasSize(1);
    }

    @Test
    void loseNothingToTheHeaderOfAnotherFormInFront() {
        List<Seen> seen = Warcs.read(Warcs.file(Warcs.concat(Warcs.ascii("test.warc"), new byte[503], A, B, C)));

        assertThat(texts(Warcs.records(seen))).isEqualTo(ALL);
        assertThat(Warcs.damages(seen)).hasSize(1);
    }

    @Test
    void loseNoFrameToASkippableFrameWhoseLengthLies() {
        byte[] liar = int32(0x184d2a50, zstd(B).length + 20);
        List<Seen> seen = Warcs.read(Warcs.file(Warcs.concat(zstd(A), liar, zstd(B), zstd(C))));

        assertThat(texts(Warcs.records(seen))).isEqualTo(ALL);
        assertThat(Warcs.damages(seen)).hasSize(1);
    }

    @Test
    void loseOneRecordToAnArcLengthThatReachesIntoTheNextLine() {
        for (int longer = 2; longer < 40; longer++) {
            List<Seen> seen = Warcs.read(Warcs.file(arc(arcRecord("http://example.org/1", 24 + longer), arcRecord("http://example.org/2", 24))));

            assertThat(texts(Warcs.records(seen))).as("%d too long", longer).hasSize(2).last().asString().startsWith("response http://example.org/2 HTTP");
            assertThat(Warcs.damages(seen)).as("%d too long", longer).hasSize(1);
        }
    }

    @Test
    void readArcLinesWithoutAddressOrMediaType() {
        String first = arcRecord("http://example.org/1", 24).replace("192.0.2.1", "");
        String second = arcRecord("http://example.org/2", 24).replace("text/html", "");

        assertThat(Warcs.damages(Warcs.read(Warcs.file(arc(first, second))))).isEmpty();
        assertThat(Warcs.read(Warcs.file(arc(first, second)))).hasSize(3);
    }
}
