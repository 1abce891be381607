package org.mathlode.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.warc.WarcHeaders;
import org.mathlode.pipeline.warc.WarcWriter;

class WarcCommandTest {
    private static final Instant DATE = Instant.parse("2024-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private record Ran(int exit, String out, String err) {}

    private static Ran run(InputStream stdin, String... args) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setIn(stdin);
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int exit = Mathlode.execute(args);
            return new Ran(exit, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }

    private Path file() throws IOException {
        Path file = folder.resolve("a.warc");
        try (OutputStream out = Files.newOutputStream(file); WarcWriter writer = new WarcWriter(out, WarcWriter.Compression.NONE)) {
            String id = writer.response("http://example.org/\u00e9", DATE,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>na\u00efve</p>".getBytes(StandardCharsets.UTF_8), WarcHeaders.EMPTY);
            writer.metadata("http://example.org/\u00e9", DATE, id, "languages-cld2: {\"languages\":[{\"code-iso-639-3\":\"eng\"}]}\r\n");
        }
        return file;
    }

    @Test
    void listsOneJsonLineForEachRecordAndEachError() throws IOException {
        Path file = file();
        Files.writeString(file, "rubbish", java.nio.file.StandardOpenOption.APPEND);

        Ran ran = run(InputStream.nullInputStream(), "warc", "--payload-prefix", "6", file.toString());

        assertThat(ran.err).isEmpty();
        assertThat(ran.exit).isZero();
        assertThat(ran.out.lines()).containsExactly(
                "{\"file\":\"" + file + "\",\"offset\":0,\"length\":302,\"type\":\"response\",\"uri\":\"http://example.org/\u00e9\",\"date\":\"2024-03-01T12:00:00Z\","
                        + "\"status\":200,\"mime\":\"text/html\",\"payload_bytes\":13,\"languages\":\"eng\",\"outcome\":\"ok\",\"payload\":\"<p>na\"}",
                "{\"file\":\"" + file + "\",\"offset\":302,\"length\":361,\"type\":\"metadata\",\"uri\":\"http://example.org/\u00e9\",\"date\":\"2024-03-01T12:00:00Z\","
                        + "\"outcome\":\"skipped\",\"reason\":\"not-a-response\",\"detail\":\"metadata\"}",
                "{\"file\":\"" + file + "\",\"offset\":663,\"length\":7,\"outcome\":\"error\",\"reason\":\"no record starts here but \\\"rubbish\\\"\"}");
    }

    @Test
    void summarisesEachFile() throws IOException {
        Ran ran = run(InputStream.nullInputStream(), "warc", "--check", file().toString());

        assertThat(ran.out).contains("\"records\":2,\"responses\":1,\"pages\":1,\"damaged\":0").contains("\"rejected\":{\"not-a-response\":1},\"problem\":null");
    }

    @Test
    void readsStandardInput() throws IOException {
        Ran ran = run(new ByteArrayInputStream(Files.readAllBytes(file())), "warc", "-");

        assertThat(ran.exit).isZero();
        assertThat(ran.out.lines()).hasSize(2).allMatch(line -> line.startsWith("{\"file\":\"-\""));
    }

    @Test
    void listsTheOtherFilesWhereOneIsMissing() throws IOException {
        Ran ran = run(InputStream.nullInputStream(), "warc", folder.resolve("missing.warc.gz").toString(), file().toString());

        assertThat(ran.exit).isEqualTo(Mathlode.FAILED);
        assertThat(ran.out.lines()).hasSize(3).first().asString().contains("\"outcome\":\"error\",\"reason\":\"no such file: ");
        assertThat(ran.err.lines()).singleElement().asString().startsWith("mathlode warc: ").contains("missing.warc.gz");
    }
}
