package org.mathlode.pipeline.warc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mathlode.pipeline.warc.Warcs.Seen;

/** The forms of files and records that are read. */
class WarcReaderTest {
    private static final byte[] A = record("resource", "http://example.org/a", "text of a");
    private static final byte[] B = record("resource", "http://example.org/b", "text of b, a little longer");
    private static final List<String> BOTH = List.of("resource http://example.org/a text of a", "resource http://example.org/b text of b, a little longer");

    private static byte[] record(String type, String uri, String block) {
        return Warcs.ascii("WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + uri + "\r\nContent-Length: " + block.length() + "\r\n\r\n" + block + "\r\n\r\n");
    }

    private static byte[] gzip(byte[]... parts) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(Warcs.concat(parts));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    private static void assertBoth(byte[] file) {
        for (WarcSource source : List.of(Warcs.file(file), Warcs.pipe(file))) {
            List<Seen> seen = Warcs.read(source);
            assertThat(seen.stream().map(Seen::text)).isEqualTo(BOTH);
            assertThat(Warcs.damages(seen)).isEmpty();
        }
    }

    @Test
    void tellsWhereEachMemberLies() {
        byte[] first = gzip(A);
        byte[] second = gzip(B);

        List<Seen> seen = Warcs.read(Warcs.file(Warcs.concat(first, second)));

        assertThat(seen.stream().map(Seen::text)).isEqualTo(BOTH);
        assertThat(seen.stream().map(Seen::offset)).containsExactly(0L, (long) first.length);
        assertThat(seen.stream().map(Seen::length)).containsExactly((long) first.length, (long) second.length);
    }

    @Test
    void tellsWhereEachUnpackedRecordLies() {
        List<Seen> seen = Warcs.read(Warcs.file(Warcs.concat(A, B)));

        assertThat(seen.stream().map(Seen::text)).isEqualTo(BOTH);
        assertThat(seen.stream().map(Seen::offset)).containsExactly(0L, (long) A.length);
        assertThat(seen.stream().map(Seen::length)).containsExactly((long) A.length, (long) B.length);
    }

    @Test
    void readsAFileThatIsOneMember() {
        assertBoth(gzip(A, B));
    }

    @Test
    void readsARecordSpreadOverMembers() {
        for (int cut = 1; cut < A.length; cut++) {
            assertBoth(Warcs.concat(gzip(Arrays.copyOf(A, cut)), gzip(Arrays.copyOfRange(A, cut, A.length)), gzip(B)));
        }
    }

    @Test
    void passesOverMembersWithoutContent() {
        assertBoth(Warcs.concat(gzip(A), gzip(), gzip(Warcs.ascii("\r\n\r\n")), gzip(B), gzip()));
    }

    @Test
    void readsRecordsWithoutBlankLinesBetween() {
        assertBoth(Warcs.concat(Arrays.copyOf(A, A.length - 4), B));
    }

    @Test
    void readsLineFeedsAloneAndAByteOrderMark() {
        String file = new String(Warcs.concat(A, B), StandardCharsets.US_ASCII).replace("\r\n", "\n");

        assertBoth(Warcs.ascii("\u00ef\u00bb\u00bf" + file));
    }

    @Test
    void readsFoldedHeadersInAnyCaseAndLinesWithoutColon() {
        byte[] odd = Warcs.ascii("WARC/0.18\nwarc-type: RESOURCE\nnonsense\nWARC-TARGET-URI: <http://example.org/\n a>\ncontent-length: 9\n\ntext of a\n\n");

        assertThat(Warcs.read(Warcs.file(odd)).get(0).text()).isEqualTo("resource http://example.org/ a text of a");
    }

    @Test
    void doesNotTakeAQuotedRecordForARecord() {
        byte[] quoting = record("resource", "http://example.org/q", "<pre>\r\n\r\n" + new String(A, StandardCharsets.US_ASCII) + "</pre>");

        List<Seen> seen = Warcs.read(Warcs.file(Warcs.concat(quoting, B)));

        assertThat(seen).hasSize(2);
        assertThat(seen.get(1).text()).isEqualTo(BOTH.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0x10", "", "9.0", "99999999999999999999", "5000000000", "60"})
    void losesOnlyTheUnpackedRecordWhoseLengthIsWrong(String length) {
        byte[] wrong = Warcs.ascii("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: " + length + "\r\n\r\nsome text\r\n\r\n");

        for (WarcSource source : List.of(Warcs.file(Warcs.concat(A, wrong, B)), Warcs.pipe(Warcs.concat(A, wrong, B)))) {
            List<Seen> seen = Warcs.read(source);
            assertThat(Warcs.records(seen).stream().map(Seen::text)).isEqualTo(BOTH);
            assertThat(Warcs.damages(seen)).singleElement().satisfies(damage -> assertThat(damage.offset()).isEqualTo(A.length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "999999", "60"})
    void losesOnlyThePackedRecordWhoseLengthIsWrong(String length) {
        byte[] wrong = gzip(Warcs.ascii("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: " + length + "\r\n\r\nsome text\r\n\r\n"));

        List<Seen> seen = Warcs.read(Warcs.file(Warcs.concat(gzip(A), wrong, gzip(B))));

        assertThat(Warcs.records(seen).stream().map(Seen::text)).isEqualTo(BOTH);
        assertThat(Warcs.damages(seen)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "999999", "60"})
    void losesOnlyTheWrongRecordOfAFileThatIsOneMember(String length) {
        byte[] wrong = Warcs.ascii("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: " + length + "\r\n\r\nsome text\r\n\r\n");

        List<Seen> seen = Warcs.read(Warcs.file(gzip(A, wrong, B)));

        assertThat(Warcs.records(seen).stream().map(Seen::text)).isEqualTo(BOTH);
        assertThat(Warcs.damages(seen)).hasSize(1);
    }

    /** Common Crawl, August 2018: an extra CRLF behind the HTTP headers that Content-Length does not count. */
    @Test
    void readsABlockToTheEndOfItsMemberWhereItsLengthIsTwoBytesShort() {
        byte[] shortened = gzip(Warcs.ascii("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://example.org/a\r\nContent-Length: 7\r\n\r\ntext of a\r\n\r\n"));

        List<Seen> seen = Warcs.read(Warcs.file(Warcs.concat(shortened, gzip(B))));

        assertThat(seen.stream().map(Seen::text)).isEqualTo(BOTH);
        assertThat(seen.get(0).note()).contains("Content-Length 7");
    }

    @Test
    void keepsTheBeginningOfABlockBeyondTheLimit() throws IOException {
        byte[] file = Warcs.concat(gzip(record("resource", "http://example.org/", "x".repeat(5000))), gzip(B));
        try (WarcReader reader = WarcReader.open(Warcs.file(file), new WarcLimits(1024, 1000, 1000))) {
            WarcRecord large = (WarcRecord) reader.next();
            assertThat(large.block()).hasSize(1000);
            assertThat(large.blockLength()).isEqualTo(5000);
            assertThat(large.tooLarge()).isTrue();
            assertThat(((WarcRecord) reader.next()).tooLarge()).isFalse();
        }
    }

    @Test
    void refusesABlockThatIsAskedForTooLate() throws IOException {
        try (WarcReader reader = WarcReader.open(Warcs.file(Warcs.concat(gzip(A), gzip(B))), WarcLimits.DEFAULT)) {
            WarcRecord first = (WarcRecord) reader.next();
            reader.next();
            assertThatThrownBy(first::block).isInstanceOf(IllegalStateException.class).hasMessageContaining("the reader has gone on");
            assertThat(first.targetUri()).isEqualTo("http://example.org/a");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "2024-03-01T00:00:00, 2024-03-01T00:00:00Z",
        "2024-03-01T02:00:00+02:00, 2024-03-01T00:00:00Z",
        "2008-01-29T05:21:46-0700, 2008-01-29T12:21:46Z",
        "2024-03-01T00:00:00.123456789Z, 2024-03-01T00:00:00.123456789Z",
        "2024-03-01, 2024-03-01T00:00:00Z",
        "20080430204825, 2008-04-30T20:48:25Z",
        "2008-10-294T05:21:46-0700,",
        "0000-00-00T00:00:00Z,",
        "yesterday,"
    })
    void readsDatesAsTheyAreWritten(String written, Instant date) {
        assertThat(WarcDates.parse(written)).isEqualTo(date);
    }

    @Test
    void readsArcFiles() {
        byte[] arc = Warcs.ascii("""
                filedesc://test.arc 0.0.0.0 20080430204825 text/plain 75
                1 0 InternetArchive
                URL IP-address Archive-date Content-type Archive-length

                http://example.org/with a blank 192.0.2.1 20080430204825 text/html 25
                HTTP/1.0 200 OK

                <p>one

                http://example.org/two 192.0.2.1 20080430204826 text/html 24
                HTTP/1.0 200 OK

                <p>two
                """);
        for (byte[] file : List.of(arc, gzip(arc))) {
            List<Seen> seen = Warcs.read(Warcs.file(file));
            assertThat(seen.stream().map(Seen::text)).map(text -> text.lines().findFirst().orElse("")).containsExactly(
                    "warcinfo filedesc://test.arc 1 0 InternetArchive",
                    "response http://example.org/with a blank HTTP/1.0 200 OK",
                    "response http://example.org/two HTTP/1.0 200 OK");
            assertThat(Warcs.damages(seen)).isEmpty();
        }
    }

    @Test
    void readsZstdFramesAndFindsTheNextAfterDamage() {
        byte[] first = Zstd.compress(A);
        byte[] file = Warcs.concat(first, Zstd.compress(record("resource", "http://example.org/x", "lost")), Zstd.compress(B));
        assertThat(Warcs.read(Warcs.file(file))).hasSize(3);
        file[first.length + 8] ^= 0x55;
        file[first.length + 9] ^= 0x55;

        List<Seen> seen = Warcs.read(Warcs.file(file));

        assertThat(Warcs.records(seen).stream().map(Seen::text)).isEqualTo(BOTH);
        assertThat(Warcs.damages(seen)).hasSize(1);
    }

    @Test
    void readsZstdFramesWithTheDictionaryInFront() {
        byte[] dictionary = Warcs.page(3, 2000);
        byte[] frames;
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.loadDict(dictionary);
            frames = Warcs.concat(context.compress(A), context.compress(B));
        }
        for (byte[] stored : List.of(dictionary, Zstd.compress(dictionary))) {
            byte[] head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(0x184d2a5d).putInt(stored.length).array();
            byte[] file = Warcs.concat(head, stored, frames);
            assertBoth(file);
            assertThat(Warcs.records(Warcs.read(Warcs.file(file), WarcLimits.DEFAULT, file.length - frames.length + 1, file.length)).stream().map(Seen::text))
                    .containsExactly(BOTH.get(1));
        }
    }
}
