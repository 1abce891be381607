package org.mathlode.pipeline.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.warc.WarcDamage;
import org.mathlode.pipeline.warc.WarcEntry;
import org.mathlode.pipeline.warc.WarcLimits;
import org.mathlode.pipeline.warc.WarcReader;
import org.mathlode.pipeline.warc.WarcRecord;
import org.mathlode.pipeline.warc.WarcSource;

class SampleCrawlTest {
    private static final SampleCrawl SAMPLE = SampleCrawl.generate();

    @Test
    void holdsTheExpectedCounts() {
        assertThat(SAMPLE.counts())
                .containsEntry("captures", 1485)
                .containsEntry("outcome:document", 1461)
                .containsEntry("outcome:damaged-record", 7)
                .containsEntry("outcome:http-status", 4)
                .containsEntry("outcome:not-html", 8)
                .containsEntry("outcome:empty-payload", 2)
                .containsEntry("outcome:payload-too-large", 1)
                .containsEntry("outcome:too-short", 2)
                .containsEntry("planted:near-duplicate", 30)
                .containsEntry("planted:exact-copy", 10)
                .containsEntry("planted:older-capture", 14)
                .containsEntry("planted:benchmark", 38)
                .containsEntry("planted:lookalike", 5)
                .containsEntry("seed-documents", 400)
                .containsEntry("benchmark-texts", 86)
                .containsEntry("planted:truncated", 4);
    }

    @Test
    void hasManyDomainsLanguagesMarkupsAndCharsets() {
        Map<String, Integer> counts = SAMPLE.counts();
        assertThat(counts.get("label:math") + counts.get("label:other")).isEqualTo(counts.get("outcome:document"));
        assertThat(Section.all().stream().map(Section::domain).distinct()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(counts.keySet().stream().filter(key -> key.startsWith("markup:"))).hasSize(Markup.values().length);
        assertThat(counts.keySet()).contains("charset:gbk", "charset:gb18030", "charset:big5", "charset:shift_jis", "charset:windows-1252",
                "charset:iso-8859-1", "label:math/zh", "label:math/zh-Hant", "planted:charset:wrong-header", "planted:charset:undeclared");
    }

    @Test
    void writesTheSameBytesInEveryLocaleAndTimeZone() {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            Map<String, byte[]> again = SampleCrawl.generate().files();
            assertThat(again.keySet()).isEqualTo(SAMPLE.files().keySet());
            SAMPLE.files().forEach((path, bytes) -> assertThat(again.get(path)).as(path).isEqualTo(bytes));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void truthAgreesWithTheCounts() {
        List<Map<String, String>> truth = truth();
        assertThat(truth).hasSize(SAMPLE.counts().get("captures"));
        assertThat(truth.stream().filter(row -> row.get("label").equals("math") && row.get("outcome").equals("document")))
                .hasSize(SAMPLE.counts().get("label:math"));
        Set<String> urls = truth.stream().map(row -> row.get("url")).collect(Collectors.toSet());
        assertThat(truth).allSatisfy(row -> assertThat(row.get("duplicate_of")).satisfiesAnyOf(of -> assertThat(of).isEmpty(), of -> assertThat(urls).contains(of)));
    }

    @Test
    void jwarcReadsEveryRecordButTheDamagedOnes() throws IOException {
        Map<String, byte[]> files = SAMPLE.files();
        for (Map<String, String> row : truth()) {
            byte[] file = files.get("crawl/" + row.get("warc"));
            int offset = Integer.parseInt(row.get("offset"));
            var from = Channels.newChannel(new ByteArrayInputStream(file, offset, file.length - offset));
            boolean damaged = row.get("outcome").equals("damaged-record");
            try (var reader = new org.netpreserve.jwarc.WarcReader(from)) {
                var response = (org.netpreserve.jwarc.WarcResponse) reader.next().orElseThrow();
                byte[] payload = response.http().body().stream().readAllBytes();
                reader.next();
                assertThat(response.target()).isEqualTo(row.get("url"));
                assertThat(response.http().status()).isEqualTo(Integer.parseInt(row.get("status")));
                assertThat(payload.length == 0).isEqualTo(row.get("outcome").equals("empty-payload") || row.get("status").equals("301"));
                // jwarc compares no checksums: a flipped bit may pass as text
                assertThat(damaged && !row.get("planted").equals(Damage.FLIPPED_BIT.label())).as("%s was read", row.get("url")).isFalse();
            } catch (IOException error) {
                assertThat(damaged).as("%s: %s", row.get("url"), error).isTrue();
            }
        }
    }

    @Test
    void ourReaderLosesNothingButTheDamagedRecords() throws IOException {
        int responses = 0;
        int damages = 0;
        for (Map.Entry<String, byte[]> file : SAMPLE.files().entrySet()) {
            if (!file.getKey().endsWith(".warc.gz")) {
                continue;
            }
            try (WarcReader reader = WarcReader.open(WarcSource.once(file.getKey(), new ByteArrayInputStream(file.getValue()), file.getValue().length), WarcLimits.DEFAULT)) {
                while (reader.hasNext()) {
                    WarcEntry entry = reader.next();
                    responses += entry instanceof WarcRecord found && found.isResponse() ? 1 : 0;
                    damages += entry instanceof WarcDamage ? 1 : 0;
                }
            }
        }
        assertThat(responses).isEqualTo(SAMPLE.counts().get("captures") - SAMPLE.counts().get("outcome:damaged-record"));
        assertThat(damages).isEqualTo(SAMPLE.counts().get("outcome:damaged-record"));
    }

    @Test
    void listsItsWarcFiles() {
        String listing = new String(SAMPLE.files().get("crawl/warc.paths"), StandardCharsets.UTF_8);
        assertThat(listing.lines()).hasSize(4).allSatisfy(name -> assertThat(SAMPLE.files()).containsKey("crawl/" + name));
    }

    @Test
    void refusesAFolderThatHoldsSomethingElse(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "years of work");
        assertThatThrownBy(() -> SAMPLE.write(folder)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("thesis.tex");
        assertThat(folder.resolve("crawl")).doesNotExist();
    }

    @Test
    void repairsAnEarlierSampleAndLeavesOtherFilesAlone(@TempDir Path folder) throws IOException {
        SAMPLE.write(folder);
        Files.writeString(folder.resolve("truth.tsv"), "overwritten");
        Files.writeString(Files.createDirectory(folder.resolve("run")).resolve("kept"), "mine");
        SAMPLE.write(folder);
        assertThat(folder.resolve("truth.tsv")).hasBinaryContent(SAMPLE.files().get("truth.tsv"));
        assertThat(folder.resolve("run/kept")).hasContent("mine");
        assertThat(folder.resolve("crawl/SAMPLE-2026-01-00003.warc.gz")).hasBinaryContent(SAMPLE.files().get("crawl/SAMPLE-2026-01-00003.warc.gz"));
    }

    static List<Map<String, String>> truth() {
        List<String> lines = new String(SAMPLE.files().get("truth.tsv"), StandardCharsets.UTF_8).lines().toList();
        String[] names = lines.get(0).split("\t");
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            Map<String, String> row = new java.util.HashMap<>();
            for (int at = 0; at < names.length; at++) {
                row.put(names[at], cells[at]);
            }
            rows.add(row);
        }
        assertThat(new HashSet<>(rows)).hasSameSizeAs(rows);
        return rows;
    }
}
