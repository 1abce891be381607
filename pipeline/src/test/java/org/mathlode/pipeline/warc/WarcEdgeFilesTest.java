package org.mathlode.pipeline.warc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.SharedData;

/** Damaged and odd files made for the purpose, test files of other projects, and real files with damage put into them. */
class WarcEdgeFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /**
     * Where we count otherwise than the list, on purpose: a record cut within its gzip member is not given (no checksum
     * vouches for it); bytes that never begin a record are one error; three lengths that lie are three errors.
     */
    private static final Set<String> COUNTED_OTHERWISE = Set.of("resiliparse/clipped.warc.gz",
            "webarchive-commons/format__gzip__double-single-inflate-error.gz", "aut/badexample.arc.gz");

    private record Listed(String uri, String payload) {}

    @Test
    void losesNoGoodRecordOfTheCraftedFiles() throws IOException {
        Path crafted = SharedData.require("warc-edge/crafted");
        List<String> wrong = new ArrayList<>();
        int good = 0;
        for (String line : Files.readAllLines(SharedData.require("warc-edge/expected.jsonl"))) {
            JsonNode expected = JSON.readTree(line);
            String file = expected.get("file").asText();
            List<Listed> records = new ArrayList<>();
            int errors = 0;
            for (CaptureOutcome outcome : Warcs.outcomes(WarcSource.of(crafted.resolve(file)))) {
                if (outcome.entry() instanceof WarcRecord record) {
                    byte[] payload = outcome instanceof CapturedPage page ? page.payload()
                            : ((RejectedEntry) outcome).http().map(HttpResponse::payload).orElse(new byte[0]);
                    records.add(new Listed(record.targetUri(), new String(payload, StandardCharsets.UTF_8)));
                } else {
                    errors++;
                }
            }
            for (JsonNode want : expected.get("good")) {
                good++;
                if (records.stream().noneMatch(record -> record.uri.equals(want.get("uri").asText()) && record.payload.contains(want.get("mark").asText()))) {
                    wrong.add(file + " lost " + want.get("uri").asText());
                }
            }
            for (JsonNode bad : expected.get("bad")) {
                if (bad.get("outcome").asText().equals("never") && records.stream().anyMatch(record -> record.uri.equals(bad.get("uri").asText()))) {
                    wrong.add(file + " has a ghost " + bad.get("uri").asText());
                }
            }
            boolean counted = !Set.of("http", "html", "bomb").contains(expected.get("group").asText());
            if (counted && (errors < expected.get("errors_min").asInt() || errors > expected.get("errors_max").asInt())) {
                wrong.add(file + " has " + errors + " errors");
            }
        }
        assertThat(good).isGreaterThan(600);
        assertThat(wrong).isEmpty();
    }

    @Test
    void countsTheFilesOfOtherProjectsAsTheirTableDoes() throws IOException {
        Path peers = SharedData.require("warc-edge/peers");
        List<String> wrong = new ArrayList<>();
        for (String line : Files.readAllLines(SharedData.require("warc-edge/PEERS.md"))) {
            String[] cells = line.split("\\s*\\|\\s*");
            if (cells.length < 8 || !Files.exists(peers.resolve(cells[1])) || COUNTED_OTHERWISE.contains(cells[1])) {
                continue;
            }
            WarcFileSummary summary = new WarcFileSummary(cells[1]);
            Warcs.outcomes(WarcSource.of(peers.resolve(cells[1]))).forEach(summary::add);
            if (summary.records() != Long.parseLong(cells[4]) || summary.damaged() != Long.parseLong(cells[7])) {
                wrong.add(cells[1] + ": " + summary.records() + " records, " + summary.damaged() + " damaged; expected " + cells[4] + " and " + cells[7]);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void losesOneRecordOfARealFileToEachDamage(@TempDir Path folder) throws IOException {
        Path real;
        try (Stream<Path> files = Files.list(SharedData.require("crawl"))) {
            real = files.filter(file -> file.toString().endsWith(".warc.gz")).sorted().findFirst().orElseThrow();
        }
        List<Long> whole = offsets(real);
        long length = Files.size(real);
        for (int percent : new int[] {10, 50, 90}) {
            Path flipped = Files.copy(real, folder.resolve("flipped-" + percent + ".warc.gz"));
            try (RandomAccessFile bytes = new RandomAccessFile(flipped.toFile(), "rw")) {
                bytes.seek(length * percent / 100);
                int value = bytes.read();
                bytes.seek(length * percent / 100);
                bytes.write(value ^ 8);
            }
            assertLost(whole, flipped, 1);
        }
        Path zeroed = Files.copy(real, folder.resolve("zeroed.warc.gz"));
        try (RandomAccessFile bytes = new RandomAccessFile(zeroed.toFile(), "rw")) {
            bytes.seek(length / 3);
            bytes.write(new byte[512]);
        }
        assertLost(whole, zeroed, 2);

        Path cut = folder.resolve("cut.warc.gz");
        long end = length * 7 / 10;
        try (var in = Files.newInputStream(real)) {
            Files.write(cut, in.readNBytes((int) end));
        }
        List<Long> before = whole.stream().filter(offset -> offset < end).toList();
        assertThat(offsets(cut)).isEqualTo(before.subList(0, before.size() - 1));
        assertThat(Warcs.damages(Warcs.read(WarcSource.of(cut)))).hasSize(1);
    }

    /** All records but at most {@code most} are there, and one error stands for those. */
    private static void assertLost(List<Long> whole, Path damaged, int most) throws IOException {
        List<Warcs.Seen> seen = Warcs.read(WarcSource.of(damaged));
        List<Long> left = Warcs.records(seen).stream().map(Warcs.Seen::offset).toList();
        assertThat(whole).containsAll(left);
        assertThat(left.size()).isBetween(whole.size() - most, whole.size() - 1);
        assertThat(Warcs.damages(seen)).hasSize(1);
    }

    private static List<Long> offsets(Path file) throws IOException {
        return Warcs.records(Warcs.read(WarcSource.of(file))).stream().map(Warcs.Seen::offset).toList();
    }

    @Test
    void readsARealFileInRangesAsInOnePiece() throws IOException {
        Path real;
        try (Stream<Path> files = Files.list(SharedData.require("crawl"))) {
            real = files.filter(file -> file.toString().endsWith(".warc.gz")).sorted().findFirst().orElseThrow();
        }
        long length = Files.size(real);
        List<String> whole = told(real, 0, Long.MAX_VALUE);
        for (int parts : new int[] {2, 7, 43}) {
            List<String> joined = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                joined.addAll(told(real, length * part / parts, length * (part + 1) / parts));
            }
            assertThat(joined).as("%d ranges", parts).isEqualTo(whole);
        }
    }

    private static List<String> told(Path file, long start, long end) throws IOException {
        return Warcs.outcomes(WarcSource.of(file), WarcLimits.DEFAULT, start, end).stream()
                .map(outcome -> outcome.entry().offset() + (outcome instanceof CapturedPage page
                        ? page.url() + page.languages() + Arrays.hashCode(page.payload()) : ""))
                .collect(Collectors.toList());
    }
}
