package org.mathlode.pipeline.warc;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mathlode.pipeline.warc.HttpResponse.State;

/** HTTP messages as servers send them and crawlers store them. */
class HttpDecoderTest {
    private static final String PAGE = "<html><body>a page, a page, a page</body></html>";
    private static final int LIMIT = 10_000;

    private static HttpResponse decode(String headers, byte[] body) {
        return decode(Warcs.concat(Warcs.ascii(headers + "\r\n\r\n"), body));
    }

    private static HttpResponse decode(byte[] block) {
        try (WarcReader reader = WarcReader.open(Warcs.file(Warcs.response(block, WarcHeaders.EMPTY)), WarcLimits.DEFAULT)) {
            reader.next();
            return new HttpDecoder(LIMIT).decode((WarcRecord) reader.next());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(HttpResponse response) {
        return new String(response.payload(), StandardCharsets.ISO_8859_1);
    }

    private interface Packer {
        OutputStream open(OutputStream out) throws IOException;
    }

    private static byte[] pack(byte[] bytes, Packer packer) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = packer.open(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] gzip(String text) {
        return pack(Warcs.ascii(text), GZIPOutputStream::new);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK, 200", "HTTP/2 200, 200", "HTTP/1.0  404  Not Found, 404", "http/1.1 301, 301", "ICY 200 OK, 200", "HTTP/1.1 OK, 0", "HTTP/1.1 2000 OK, 0"
    })
    void readsTheStatusLine(String line, int status) {
        assertThat(decode(line, Warcs.ascii(PAGE)).status()).isEqualTo(status);
    }

    @Test
    void endsThePayloadWhereTheRecordEndsWhateverContentLengthSays() {
        assertThat(text(decode("HTTP/1.1 200 OK\r\nContent-Length: 5", Warcs.ascii(PAGE)))).isEqualTo(PAGE);
        assertThat(text(decode("HTTP/1.1 200 OK\r\nContent-Length: 5000", Warcs.ascii(PAGE)))).isEqualTo(PAGE);
    }

    @Test
    void readsHeadersWithLineFeedsFoldsAndLatin1() {
        HttpResponse response = decode(Warcs.ascii("HTTP/1.1 200 OK\nX-Long: a\n  b\nno colon\nX-Name: caf\u00e9\nContent-Type: text/html\n\n" + PAGE));

        assertThat(response.headers().first("x-long")).contains("a b");
        assertThat(response.headers().first("x-name")).contains("caf\u00e9");
        assertThat(response.mediaType()).isEqualTo("text/html");
        assertThat(text(response)).isEqualTo(PAGE);
    }

    @Test
    void takesTheLastValidContentType() {
        assertThat(decode("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Type: TEXT/HTML;charset=x\r\nContent-Type: ;;", Warcs.ascii(PAGE)).mediaType())
                .isEqualTo("text/html");
    }

    @Test
    void passesOverInterimAnswers() {
        HttpResponse response = decode(Warcs.ascii("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n" + PAGE));

        assertThat(response.status()).isEqualTo(200);
        assertThat(text(response)).isEqualTo(PAGE);
    }

    @Test
    void keepsABarePageBehindAnInterimAnswer() {
        assertThat(text(decode(Warcs.ascii("HTTP/1.1 100 Continue\r\n\r\n" + PAGE)))).isEqualTo(PAGE);
    }

    @Test
    void endsHeadersAtATagWhereTheBlankLineIsMissing() {
        HttpResponse response = decode(Warcs.ascii("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + PAGE + "\r\n\r\nmore"));

        assertThat(text(response)).isEqualTo(PAGE + "\r\n\r\nmore");
    }

    @Test
    void takesABarePageForAnAnswerWithoutHeaders() {
        assertThat(decode(Warcs.ascii(PAGE)).status()).isEqualTo(200);
        assertThat(decode(Warcs.ascii("no page and no HTTP")).state()).isEqualTo(State.UNDECODABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "X-GZIP", " gzip ", "gzip, identity"})
    void unpacksGzip(String coding) {
        HttpResponse response = decode("HTTP/1.1 200 OK\r\nContent-Encoding: " + coding, gzip(PAGE));

        assertThat(text(response)).isEqualTo(PAGE);
        assertThat(response.state()).isEqualTo(State.COMPLETE);
    }

    @Test
    void unpacksGzipOfSeveralMembers() {
        assertThat(text(decode("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", Warcs.concat(gzip("<p>one"), gzip(" two"))))).isEqualTo("<p>one two");
    }

    @Test
    void unpacksAsOftenAsTheHeaderSays() {
        byte[] twice = pack(gzip(PAGE), GZIPOutputStream::new);

        assertThat(text(decode("HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip", twice))).isEqualTo(PAGE);
        assertThat(text(decode("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Encoding: gzip", gzip(PAGE)))).isEqualTo(PAGE);
    }

    @Test
    void unpacksDeflateWithAndWithoutZlibHeader() {
        assertThat(text(decode("HTTP/1.1 200 OK\r\nContent-Encoding: deflate", pack(Warcs.ascii(PAGE), DeflaterOutputStream::new)))).isEqualTo(PAGE);
        assertThat(text(decode("HTTP/1.1 200 OK\r\nContent-Encoding: deflate",
                pack(Warcs.ascii(PAGE), out -> new DeflaterOutputStream(out, new Deflater(6, true)))))).isEqualTo(PAGE);
    }

    @Test
    void unpacksBrotliAndZstd() {
        // one uncompressed meta-block (RFC 7932, section 9.2)
        byte[] brotli = HexFormat.of().parseHex("8b058068656c6c6f2062726f746c6903");

        assertThat(text(decode("HTTP/1.1 200 OK\r\nContent-Encoding: br", brotli))).isEqualTo("hello brotli");
        assertThat(text(decode("HTTP/1.1 200 OK\r\nContent-Encoding: zstd", Zstd.compress(Warcs.ascii(PAGE))))).isEqualTo(PAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "foo", "utf-8"})
    void takesTextThatIsNotEncodedAsItIs(String coding) {
        assertThat(text(decode("HTTP/1.1 200 OK\r\nContent-Encoding: " + coding, Warcs.ascii(PAGE)))).isEqualTo(PAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "foo"})
    void neverTakesBinaryNoiseForText(String coding) {
        byte[] noise = HexFormat.of().parseHex("ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100");

        HttpResponse response = decode("HTTP/1.1 200 OK\r\nContent-Encoding: " + coding, noise);

        assertThat(response.state()).isEqualTo(State.UNDECODABLE);
        assertThat(response.payload()).isEmpty();
    }

    @Test
    void keepsWhatComesOutOfACutGzipBody() {
        byte[] packed = pack(Warcs.page(1, 5000), GZIPOutputStream::new);

        HttpResponse response = decode("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", Arrays.copyOf(packed, packed.length / 2));

        assertThat(response.state()).isEqualTo(State.PARTIAL);
        assertThat(text(response)).startsWith("<!DOCTYPE html><html><body>page 1 ").hasSizeGreaterThan(1000);
    }

    @Test
    void doesNotDecodeWhatCommonCrawlHasDecoded() {
        HttpResponse response = decode("HTTP/1.1 200 OK\r\nX-Crawler-Content-Encoding: gzip\r\nX-Crawler-Transfer-Encoding: chunked", Warcs.ascii("5\r\n" + PAGE));

        assertThat(text(response)).isEqualTo("5\r\n" + PAGE);
        assertThat(response.note()).isEmpty();
    }

    @Test
    void joinsChunks() {
        HttpResponse response = decode("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", Warcs.ascii("5;name=value\r\n<p>on\r\n00A \r\ne and two.\r\n0\r\nTrailer: x\r\n\r\n"));

        assertThat(text(response)).isEqualTo("<p>one and two.");
        assertThat(response.state()).isEqualTo(State.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\r\n<p>on\r\nFF\r\ne and two", "5\r\n<p>on\r\nFFFFFFFFFFFFFFFF\r\ne and two", "5\r\n<p>on\r\n0A\r\ne and two"})
    void keepsTheChunksOfACutBody(String body) {
        HttpResponse response = decode("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", Warcs.ascii(body));

        assertThat(text(response)).isEqualTo("<p>one and two");
        assertThat(response.state()).isEqualTo(State.PARTIAL);
    }

    @Test
    void keepsTheChunksBeforeOneWithoutSize() {
        assertThat(text(decode("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", Warcs.ascii("5\r\n<p>on\r\nzz\r\nlost\r\n0\r\n\r\n")))).isEqualTo("<p>on");
    }

    @Test
    void joinsChunksBeforeItUnpacks() {
        byte[] packed = gzip(PAGE);
        byte[] body = Warcs.concat(Warcs.ascii(Integer.toHexString(packed.length) + "\r\n"), packed, Warcs.ascii("\r\n0\r\n\r\n"));

        assertThat(text(decode("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip", body))).isEqualTo(PAGE);
        assertThat(text(decode("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked", body))).isEqualTo(PAGE);
    }

    @Test
    void stopsAtTheLimitOfABomb() {
        byte[] bomb = pack(new byte[50 << 20], GZIPOutputStream::new);

        HttpResponse response = decode("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", bomb);

        assertThat(response.state()).isEqualTo(State.TOO_LARGE);
        assertThat(response.payload()).hasSize(LIMIT);
    }

    @Test
    void tellsAnEmptyBodyFromAnEmptyBlock() {
        assertThat(decode("HTTP/1.1 200 OK", new byte[0])).returns(200, HttpResponse::status).returns(State.EMPTY, HttpResponse::state);
        assertThat(decode(new byte[0])).returns(0, HttpResponse::status).returns(State.EMPTY, HttpResponse::state);
    }
}
