package org.mathlode.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.spark.SharedSession;

class TrainAndScoreTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;
    private static Told trained;

    record Told(int code, String out, String err) {}

    @BeforeAll
    static void train() throws Exception {
        List<String> positives = new ArrayList<>();
        List<String> negatives = new ArrayList<>();
        Random random = new Random(4);
        for (int i = 0; i < 300; i++) {
            positives.add(JSON.writeValueAsString(JSON.createObjectNode().put("url", "https://m" + i % 40 + ".example/p" + i)
                    .put("text", words(random, "Theorem proof lemma $x$ \\frac integral prime matrix 定理 证明".split(" ")))));
            negatives.add(words(random, "cook garden football election music film hotel 天气 电影 price".split(" ")));
        }
        Files.write(folder.resolve("p.jsonl"), positives);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("n.txt.gz")))) {
            out.write(String.join("\n", negatives).getBytes(StandardCharsets.UTF_8));
        }
        trained = run("", "train", "--positives", path("p.jsonl"), "--negatives", path("n.txt.gz"), "--output", path("model"),
                "--dim", "16", "--bucket", "5000", "--lr", "0.3", "--epoch", "5", "--held-out", "0.2", "--keep-fasttext");
    }

    private static String words(Random random, String[] from) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < 40; k++) {
            text.append(random.nextInt(4) == 0 ? "the" : from[random.nextInt(from.length)]).append(' ');
        }
        return text.toString();
    }

    @Test
    void trainsAModelWithItsCardAndNothingElse() throws Exception {
        assertThat(trained.code).as(trained.err).isZero();
        assertThat(trained.out).contains("reproducible").contains("held-out: AUC 1.0000");
        try (Stream<Path> files = Files.list(folder.resolve("model"))) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly("MODEL.md", "model-card.json", "model.bin", "model.mlm");
        }
        JsonNode card = JSON.readTree(folder.resolve("model/model-card.json").toFile());
        assertThat(card.at("/settings/dim").asInt()).isEqualTo(16);
        assertThat(card.at("/training/deterministic").asBoolean()).isTrue();
        long held = card.at("/evaluation/held-out/math").asLong() + card.at("/evaluation/held-out/other").asLong();
        assertThat(card.at("/training/math-examples").asLong() + card.at("/training/other-examples").asLong() + held).isEqualTo(600);
        assertThat(Files.readString(folder.resolve("model/MODEL.md"))).contains("| dim | 16 |").contains("## Evaluation: held-out");
    }

    @Test
    void addsTheScoreAndKeepsTheRestOfTheRecord() throws Exception {
        Told told = run("{\"id\":7,\"text\":\"The theorem: \\\\frac and a proof.\"}\n\n{\"id\":8,\"text\":\"football and music\"}\n",
                "score", "--model", path("model"));
        assertThat(told.code).as(told.err).isZero();
        List<JsonNode> records = records(told);
        assertThat(records).extracting(record -> record.get("id").asInt()).containsExactly(7, 8);
        assertThat(records.get(0).get("score").asDouble()).isGreaterThan(0.5);
        assertThat(records.get(0).get("log_odds").asDouble()).isPositive();
        assertThat(records.get(0).get("tokens").asInt()).isEqualTo(8);
        assertThat(records.get(1).get("score").asDouble()).isLessThan(0.5);
    }

    @Test
    void explainsAScoreByNgramsThatAddUpToIt() throws Exception {
        JsonNode record = records(run("{\"text\":\"a proof of the lemma\"}\n", "score", "--model", path("model"), "--explain", "3")).get(0);
        assertThat(record.get("explanation")).hasSize(3);
        double sum = record.get("explanation_rest").asDouble();
        for (JsonNode one : record.get("explanation")) {
            sum += one.get("contribution").asDouble();
        }
        assertThat(sum).isCloseTo(record.get("log_odds").asDouble(), within(1e-9));
    }

    @Test
    void takesAFastTextFileAsItTakesItsOwn() throws Exception {
        String input = "{\"text\":\"A proof of the lemma\"}\n";
        assertThat(run(input, "score", "--model", path("model/model.bin")).out).isEqualTo(run(input, "score", "--model", path("model/model.mlm")).out);
    }

    @Test
    void leavesTheTextAsItIsWhenTold() throws Exception {
        String input = "{\"text\":\"PROOF THEOREM\"}\n";
        JsonNode normal = records(run(input, "score", "--model", path("model"))).get(0);
        JsonNode raw = records(run(input, "score", "--raw", "--model", path("model"))).get(0);
        assertThat(raw.get("log_odds").asDouble()).isLessThan(normal.get("log_odds").asDouble());
        assertThat(records(run("{\"text\":\"proof\\nlemma\"}\n", "score", "--raw", "--model", path("model"))).get(0).get("tokens").asInt()).isEqualTo(2);
    }

    @Test
    void readsParquetAsItReadsJsonLines() throws Exception {
        Path parquet = folder.resolve("parquet");
        SharedSession.spark().read().json(path("p.jsonl")).coalesce(1).write().mode("overwrite").option("compression", "zstd").parquet(parquet.toString());
        List<JsonNode> fromJson = records(run("", "score", "--model", path("model"), path("p.jsonl")));
        assertThat(records(run("", "score", "--model", path("model"), parquet.toString()))).containsExactlyElementsOf(fromJson);
    }

    @Test
    void readsListsMapsAndNumbersOfParquet() throws Exception {
        Path parquet = folder.resolve("typed");
        SharedSession.spark().sql("select 'a proof' as text, array(1, 2) as numbers, cast(null as string) as title, 1.5d as share, named_struct('kind', 'x') as of, "
                + "9000000000 as long, true as yes, map('a', 1) as counts").coalesce(1).write().mode("overwrite").parquet(parquet.toString());
        JsonNode record = records(run("", "score", "--model", path("model"), parquet.toString())).get(0);
        assertThat(record.toString()).contains("\"numbers\":[1,2]", "\"share\":1.5", "\"of\":{\"kind\":\"x\"}", "\"long\":9000000000", "\"yes\":true", "\"counts\":{\"a\":1}");
    }

    @Test
    void namesAParquetFileItCannotRead() throws Exception {
        Path foreign = Files.writeString(folder.resolve("foreign.parquet"), "this is no parquet file at all");
        assertThat(run("", "score", "--model", path("model"), foreign.toString()).err).contains("foreign.parquet cannot be read as Parquet", "not a Parquet file").hasLineCount(1);
        assertThat(run("", "score", "--model", path("model"), path("gone.parquet")).err).contains("no such file").contains("gone.parquet");
    }

    @Test
    void keepsALargeDomainInTraining() throws Exception {
        Path one = folder.resolve("one-domain.jsonl");
        Files.write(one, Files.readAllLines(folder.resolve("p.jsonl")).stream().map(line -> line.replaceAll("m[0-9]+[.]example", "m.example")).toList());
        for (String randomSeed : List.of("1", "2", "3", "4", "5", "6")) {
            Told told = run("", "train", "--positives", one.toString(), "--negatives", path("n.txt.gz"), "--output", path("one"),
                    "--dim", "4", "--bucket", "1000", "--epoch", "1", "--held-out", "0.4", "--random-seed", randomSeed);
            assertThat(told.out).as(told.err).contains("trained on 300 of mathematics");
        }
    }

    @Test
    void namesTheLineItCannotRead() throws Exception {
        assertThat(run("{\"text\":\"a\"}\nnonsense\n", "score", "--model", path("model")))
                .satisfies(told -> assertThat(told.code).isOne())
                .satisfies(told -> assertThat(told.err).startsWith("mathlode score: standard input line 2 is not JSON").hasLineCount(1));
        assertThat(run("{\"body\":\"a\"}\n", "score", "--model", path("model")).err).contains("line 1 has no text in the field \"text\"");
    }

    @Test
    void namesAModelItCannotUse() throws Exception {
        Path foreign = Files.writeString(folder.resolve("foreign.bin"), "not a model at all");
        assertThat(run("", "score", "--model", foreign.toString()).err).contains("foreign.bin: it is not a fastText model").hasLineCount(1);
        assertThat(run("", "score", "--model", path("nothing")).err).contains("no such file").contains("nothing");
        assertThat(run("", "score", "--model", Files.createDirectories(folder.resolve("empty")).toString()).err).contains("has no model.mlm");
    }

    @Test
    void saysWhyATrainingCannotStart() throws Exception {
        Path few = Files.writeString(folder.resolve("few.txt"), "one text\n");
        Told told = run("", "train", "--positives", few.toString(), "--negatives", path("n.txt.gz"), "--output", path("never"), "--held-out", "0");
        assertThat(told.code).isOne();
        assertThat(told.err).contains("1 examples of mathematics and 300 of something else").hasLineCount(1);
        assertThat(folder.resolve("never")).isEmptyDirectory();
        assertThat(run("", "train", "--positives", path("gone.txt"), "--negatives", path("n.txt.gz"), "--output", path("never")).err).contains("gone.txt");
        assertThat(run("", "train", "--positives", few.toString(), "--negatives", path("n.txt.gz"), "--output", path("never"), "--dim", "0").err)
                .contains("dim must be from 1 to 4096 (0)");
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static List<JsonNode> records(Told told) throws Exception {
        assertThat(told.code).as(told.err).isZero();
        List<JsonNode> records = new ArrayList<>();
        for (String line : told.out.split("\n")) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    private static Told run(String input, String... arguments) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int code = Mathlode.execute(arguments);
            return new Told(code, told.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8).strip());
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }
}
