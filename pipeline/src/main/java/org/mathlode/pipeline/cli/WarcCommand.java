package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mathlode.pipeline.warc.CaptureOutcome;
import org.mathlode.pipeline.warc.CaptureReader;
import org.mathlode.pipeline.warc.CapturedPage;
import org.mathlode.pipeline.warc.HttpResponse;
import org.mathlode.pipeline.warc.RejectedEntry;
import org.mathlode.pipeline.warc.WarcDamage;
import org.mathlode.pipeline.warc.WarcFileSummary;
import org.mathlode.pipeline.warc.WarcLimits;
import org.mathlode.pipeline.warc.WarcRecord;
import org.mathlode.pipeline.warc.WarcSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mathlode warc}: what is in WARC files, and what is wrong with them. */
@Command(
        name = "warc",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the records of WARC and ARC files, packed or not, one JSON line for each record and each error.",
            "outcome is \"ok\" for a captured HTML page, \"skipped\" with the reason for any other record, \"error\" for bytes",
            "that are no readable record."
        })
final class WarcCommand implements Callable<Integer> {
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*[\"']?([^\\s\"';,]+)", Pattern.CASE_INSENSITIVE);

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "WARC files; - is standard input.")
    private List<String> files;

    @Option(names = "--payload-prefix", paramLabel = "N", defaultValue = "0",
            description = "Add the first N bytes of each decoded payload, as text.")
    private int payloadPrefix;

    @Option(names = "--check", description = "Print one summary for each file instead of its records.")
    private boolean check;

    @Option(names = "--max-payload-bytes", paramLabel = "N", defaultValue = "8388608",
            description = "Payloads of more decoded bytes are skipped. Default: ${DEFAULT-VALUE}.")
    private int maxPayloadBytes;

    @Override
    public Integer call() throws IOException {
        if (payloadPrefix < 0 || maxPayloadBytes < 1) {
            throw new IllegalArgumentException("--payload-prefix (" + payloadPrefix + ") and --max-payload-bytes (" + maxPayloadBytes + ") are numbers of bytes");
        }
        boolean allRead = true;
        try (JsonGenerator json = new JsonFactory().createGenerator(new BufferedOutputStream(System.out, 1 << 16))) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setRootValueSeparator(null);
            for (String file : files) {
                allRead &= list(file, json);
            }
        }
        System.out.flush();
        return allRead ? Mathlode.OK : Mathlode.FAILED;
    }

    /** Whether the file could be read to its end, readable records or not. */
    private boolean list(String file, JsonGenerator json) throws IOException {
        WarcFileSummary summary = new WarcFileSummary(file);
        String failure = null;
        ConsoleProgress progress = ConsoleProgress.besideRecords(spec.commandLine().getErr(), "records of " + file);
        long place = 0;
        if (!file.equals("-") && Files.isRegularFile(Path.of(file))) {
            progress.toDo(Files.size(Path.of(file)));
        }
        try (CaptureReader outcomes = CaptureReader.open(source(file), WarcLimits.forPayload(maxPayloadBytes))) {
            while (outcomes.hasNext()) {
                CaptureOutcome outcome = outcomes.next();
                summary.add(outcome);
                progress.through(Math.max(0, outcome.entry().offset() - place));
                place = Math.max(place, outcome.entry().offset());
                progress.one();
                if (!check) {
                    write(outcome, json);
                }
            }
        } catch (UncheckedIOException e) {
            failure = Errors.oneLine(e.getCause());
        } catch (IOException e) {
            failure = Errors.oneLine(e);
        }
        progress.close();
        if (check) {
            write(summary, failure, json);
        } else if (failure != null) {
            json.writeStartObject();
            json.writeStringField("file", file);
            json.writeStringField("outcome", "error");
            json.writeStringField("reason", failure);
            endLine(json);
        }
        if (failure != null) {
            json.flush();
            spec.commandLine().getErr().println("mathlode warc: " + file + ": " + failure);
        }
        return failure == null;
    }

    private static WarcSource source(String file) throws IOException {
        return file.equals("-") ? WarcSource.once("-", System.in, -1) : WarcSource.of(Path.of(file));
    }

    private void write(CaptureOutcome outcome, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", outcome.entry().file());
        json.writeNumberField("offset", outcome.entry().offset());
        json.writeNumberField("length", outcome.entry().length());
        if (outcome.entry() instanceof WarcDamage damage) {
            json.writeStringField("outcome", "error");
            json.writeStringField("reason", damage.reason());
        } else if (outcome.entry() instanceof WarcRecord record) {
            json.writeStringField("type", record.type());
            json.writeStringField("uri", record.targetUri());
            json.writeStringField("date", record.date() == null ? null : record.date().toString());
            if (outcome instanceof CapturedPage page) {
                writeHttp(page.http(), json);
                json.writeStringField("languages", page.languages());
                json.writeStringField("outcome", "ok");
            } else if (outcome instanceof RejectedEntry rejected) {
                if (rejected.http().isPresent()) {
                    writeHttp(rejected.http().get(), json);
                }
                json.writeStringField("outcome", "skipped");
                json.writeStringField("reason", rejected.reason().label());
                if (!rejected.detail().isEmpty()) {
                    json.writeStringField("detail", rejected.detail());
                }
            }
            writeNote(outcome, record, json);
            writePayload(outcome, json);
        }
        endLine(json);
    }

    private static void writeHttp(HttpResponse http, JsonGenerator json) throws IOException {
        json.writeNumberField("status", http.status());
        json.writeStringField("mime", http.mediaType());
        json.writeNumberField("payload_bytes", http.payload().length);
    }

    private static void writeNote(CaptureOutcome outcome, WarcRecord record, JsonGenerator json) throws IOException {
        String note = record.note();
        if (note.isEmpty() && outcome instanceof CapturedPage page) {
            note = page.http().note();
        }
        if (!note.isEmpty()) {
            json.writeStringField("note", note);
        }
    }

    private void writePayload(CaptureOutcome outcome, JsonGenerator json) throws IOException {
        Optional<HttpResponse> http = outcome instanceof CapturedPage page ? Optional.of(page.http()) : ((RejectedEntry) outcome).http();
        if (payloadPrefix > 0 && http.isPresent()) {
            byte[] payload = http.get().payload();
            json.writeStringField("payload", text(payload, Math.min(payloadPrefix, payload.length), charset(http.get())));
        }
    }

    /** The first bytes as text, without a last character that is cut. */
    private static String text(byte[] payload, int length, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer text = CharBuffer.allocate((int) Math.ceil(length * (double) decoder.maxCharsPerByte()) + 1);
        decoder.decode(ByteBuffer.wrap(payload, 0, length), text, length == payload.length);
        return text.flip().toString();
    }

    /** As a browser would take it from byte order mark and header; what only the page's own text says does not matter to a listing. */
    private static Charset charset(HttpResponse http) {
        byte[] payload = http.payload();
        int mark = payload.length < 2 ? 0 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        if (mark == 0xfeff || mark == 0xfffe || mark == 0xefbb) {
            return mark == 0xefbb ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16;
        }
        Matcher named = CHARSET.matcher(http.headers().first("Content-Type").orElse(""));
        try {
            Charset charset = named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
            // WHATWG Encoding: these labels mean windows-1252
            return charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII) ? Charset.forName("windows-1252") : charset;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static void write(WarcFileSummary summary, String failure, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", summary.file());
        json.writeNumberField("records", summary.records());
        json.writeNumberField("responses", summary.responses());
        json.writeNumberField("pages", summary.pages());
        json.writeNumberField("damaged", summary.damaged());
        json.writeNumberField("block_bytes", summary.blockBytes());
        json.writeObjectFieldStart("rejected");
        for (var entry : summary.rejected().entrySet()) {
            json.writeNumberField(entry.getKey().label(), entry.getValue());
        }
        json.writeEndObject();
        json.writeStringField("problem", failure != null ? failure : summary.problem().orElse(null));
        endLine(json);
    }

    private static void endLine(JsonGenerator json) throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }
}
