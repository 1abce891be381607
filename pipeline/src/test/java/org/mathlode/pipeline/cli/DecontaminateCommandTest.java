package org.mathlode.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.SharedData;

class DecontaminateCommandTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ITEMS = """
            {"item_id": "inv/1", "benchmark": "inv", "field": "question", "text": "A ferry to Oldenmoor carries 84 sheep and 1,250 crates of plums. How many trips for 5,000 crates?"}
            """;

    @TempDir
    private Path folder;

    @Test
    void addsVerdictsToTextAndHtmlDocuments() throws IOException {
        List<JsonNode> verdicts = decontaminate("""
                {"id": "a", "text": "Quiz: a ferry to Oldenmoor carries 84 sheep and 1250 crates of plums; how many trips?", "extra": [1]}
                {"id": "b", "text": "Prev 1 2 3 4 5 6 7 8 9 10 11 Next"}
                {"id": "c", "html": "<html><body><p>A fer<b>ry</b> to Oldenmoor<br>carries 84 sheep&nbsp;and 1,250 crates<br>of plums. How many trips for 5,000 crates? Nobody in the harbour knows the answer to that question, and few would care.</p></body></html>"}
                {"id": "d", "html": ""}
                """);
        assertThat(verdicts).extracting(verdict -> verdict.get("contaminated").booleanValue()).containsExactly(true, false, true, false);
        JsonNode first = verdicts.get(0);
        assertThat(first.get("extra").toString()).isEqualTo("[1]");
        assertThat(first.get("hits").get(0).get("item_id").textValue()).isEqualTo("inv/1");
        assertThat(first.get("hits").get(0).get("position").intValue()).isEqualTo(6);
        assertThat(first.get("hits").get(0).get("strength").textValue()).isEqualTo("strong");
        assertThat(verdicts.get(3).get("rejected").textValue()).isEqualTo("empty-payload");
    }

    @Test
    void cutsSegmentsAndWritesTheTablesOfARun() throws IOException {
        String quoted = "Quiz: a ferry to Oldenmoor carries 84 sheep and 1250 crates of plums; how many trips?";
        String rest = "The harbour of the town is closed in winter, when the ice is too thick for boats.";
        List<JsonNode> verdicts = decontaminate("""
                {"id": "a", "url": "https://example.org/a", "text": "%s\\n\\n%s"}
                {"id": "b", "html": "<html><body><p>%s</p></body></html>"}
                {"id": "c", "text": "%s"}
                """.formatted(rest, quoted, quoted, rest), "--action", "segment", "--min-characters", "50", "--report", folder.resolve("report").toString());
        assertThat(verdicts).extracting(verdict -> verdict.get("outcome").textValue()).containsExactly("cut", "too-little-left", "clean");
        assertThat(verdicts.get(0).get("text").textValue()).isEqualTo(rest);
        assertThat(verdicts.get(0).get("cuts").get(0).toString())
                .isEqualTo("{\"start\":83,\"end\":168,\"items\":[\"inv/1\"],\"text\":\"" + quoted + "\"}");
        List<JsonNode> hits = lines(folder.resolve("report/hits.jsonl"));
        assertThat(hits).extracting(hit -> hit.get("id").textValue()).containsExactly("a", "b");
        assertThat(hits.get(0).fieldNames()).toIterable().containsExactly("id", "url", "outcome", "item_id", "benchmark", "field", "condemns", "ngram",
                "start", "end", "grams", "strength", "witness", "document_before", "document_snippet", "document_after", "benchmark_before",
                "benchmark_snippet", "benchmark_after");
        assertThat(lines(folder.resolve("report/items.jsonl")).get(0).toString())
                .isEqualTo("{\"benchmark\":\"inv\",\"item_id\":\"inv/1\",\"pages_condemned\":2,\"pages_spared\":0}");
        assertThat(lines(folder.resolve("report/cuts.jsonl"))).hasSize(2);
        assertThat(folder.resolve("report/review.html")).content().contains("https://example.org/a").contains("<mark>").contains("2 of 3 documents");
    }

    @Test
    void leavesNoOutputBehindAFailure() throws IOException {
        Path items = Files.writeString(folder.resolve("items.jsonl"), ITEMS);
        Path input = Files.writeString(folder.resolve("in.jsonl"), "{\"id\": \"a\", \"text\": \"fine\"}\n{\"id\": \"b\"}\n");
        Path output = folder.resolve("out.jsonl");
        assertThat(Mathlode.execute("decontaminate", "--benchmarks", items.toString(), "--input", input.toString(), "--output", output.toString()))
                .isEqualTo(Mathlode.FAILED);
        assertThat(Files.list(folder)).containsExactlyInAnyOrder(items, input);
    }

    @Test
    void findsEveryLabelledCaseOfTheSharedDataAndSparesTheCleanOnes() throws IOException {
        Path cases = SharedData.require("benchmarks/cases_dev.jsonl.gz");
        Map<String, Boolean> verdicts = verdicts(cases);
        for (JsonNode labelled : lines(cases)) {
            if (!labelled.path("level").asText().equals("should")) {
                assertThat(verdicts.get(labelled.get("id").asText())).as(labelled.get("id").asText() + " " + labelled.get("variant").asText())
                        .isEqualTo(labelled.get("contaminated").booleanValue());
            }
        }
        assertThat(lines(cases).stream().filter(one -> one.path("level").asText().equals("should") && !verdicts.get(one.get("id").asText())))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void keepsTheDoubtfulCasesOfTheSharedData() throws IOException {
        assertThat(verdicts(SharedData.require("benchmarks/cases_judge.jsonl.gz"))).hasSize(15).allSatisfy((id, verdict) -> assertThat(verdict).isFalse());
    }

    private Map<String, Boolean> verdicts(Path cases) throws IOException {
        Path output = folder.resolve("verdicts.jsonl");
        assertThat(Mathlode.execute("decontaminate", "--benchmarks", SharedData.require("benchmarks/items.jsonl.gz").toString(),
                "--input", cases.toString(), "--output", output.toString())).isZero();
        Map<String, Boolean> verdicts = new HashMap<>();
        for (JsonNode line : lines(output)) {
            verdicts.put(line.get("id").asText(), line.get("contaminated").booleanValue());
        }
        return verdicts;
    }

    private List<JsonNode> decontaminate(String documents, String... options) throws IOException {
        Path items = Files.writeString(folder.resolve("items.jsonl"), ITEMS);
        Path input = Files.writeString(folder.resolve("in.jsonl"), documents);
        Path output = folder.resolve("out.jsonl");
        List<String> arguments = new java.util.ArrayList<>(
                List.of("decontaminate", "--benchmarks", items.toString(), "--input", input.toString(), "--output", output.toString()));
        arguments.addAll(List.of(options));
        assertThat(Mathlode.execute(arguments.toArray(String[]::new))).isZero();
        return lines(output);
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file), StandardCharsets.UTF_8))) {
            List<JsonNode> lines = new java.util.ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(MAPPER.readTree(line));
            }
            return lines;
        }
    }
}
