package org.mathlode.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.spark.SharedSession;

class DedupCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private String told;

    private int dedup(String... arguments) {
        List<String> line = new ArrayList<>(List.of("dedup"));
        line.addAll(List.of(arguments));
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            return Mathlode.execute(line.toArray(String[]::new));
        } finally {
            System.setErr(err);
            told = bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static String text(int randomSeed, String end) {
        Random random = new Random(randomSeed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            text.append("word").append(random.nextInt(100_000)).append(' ');
        }
        return text + end;
    }

    private static String document(String id, String text, String more) {
        return "{\"id\": \"" + id + "\", \"text\": \"" + text + "\"" + more + "}";
    }

    private List<JsonNode> read(String name) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(name))) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    private List<String> ids(String name) throws IOException {
        return read(name).stream().map(row -> row.get("id").asText()).toList();
    }

    @Test
    void keepsOneDocumentOfEachUrlAndOfEachCluster() throws IOException {
        Path input = file("in.jsonl",
                document("b", text(1, "end"), ", \"formulas\": 2"),
                document("a", text(1, "another end"), ", \"formulas\": {\"mathjax\": 1}"),
                document("old", text(2, "first"), ", \"url\": \"http://site.example/x/\", \"date\": \"2020-01-01\""),
                document("new", text(3, "second"), ", \"url\": \"https://www.site.example/x?utm_source=a\", \"date\": \"2021-01-01T00:00:00Z\", \"extra\": [1]"),
                document("c", text(1, "end"), ""));

        assertThat(dedup("--input", input.toString(), "--output", folder.resolve("out.jsonl").toString(), "--clusters", folder.resolve("clusters.jsonl").toString()))
                .isEqualTo(Mathlode.OK);

        assertThat(ids("out.jsonl")).containsExactly("b", "new");
        assertThat(read("out.jsonl").get(0).get("cluster_id").asText()).isEqualTo("a");
        assertThat(read("out.jsonl").get(0).get("cluster_size").asInt()).isEqualTo(3);
        assertThat(read("out.jsonl").get(1).get("extra").get(0).asInt()).isEqualTo(1);
        assertThat(read("out.jsonl").get(1).get("cluster_size").asInt()).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("clusters.jsonl"))).hasSize(4).anyMatch(line -> line.contains("\"reason\":\"duplicate-content\""))
                .contains("{\"id\":\"old\",\"keeper\":\"new\",\"reason\":\"duplicate-url\"}");
        assertThat(told).startsWith("5 documents, 2 kept, duplicate-content 1, duplicate-url 1, near-duplicate 1");
    }

    @Test
    void findsTheSameInParquetInGzipAndInSeveralFiles() throws IOException {
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            documents.add(document("d" + i * 7 % 60, text(i / 3, "tail " + i % 2), ", \"date\": \"2020-01-0" + (1 + i % 7) + "T00:00:00Z\""));
        }
        Path whole = file("whole.jsonl", documents.toArray(String[]::new));
        Path first = file("first.jsonl", documents.subList(0, 31).toArray(String[]::new));
        Path second = folder.resolve("second.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(second))) {
            out.write(String.join("\n", documents.subList(31, 60)).getBytes(StandardCharsets.UTF_8));
        }
        SharedSession.spark().read().schema("id string, text string, date timestamp").json(whole.toString()).coalesce(1).write().parquet(folder.resolve("p").toString());

        dedup("--input", whole.toString(), "--output", folder.resolve("1").toString());
        dedup("--input", first.toString(), second.toString(), "--output", folder.resolve("2").toString());
        assertThat(dedup("--input", parquetFile("p"), "--output", folder.resolve("3").toString(), "--verification", "exact")).isEqualTo(Mathlode.OK);

        assertThat(ids("1")).hasSize(20);
        assertThat(ids("2")).isEqualTo(ids("1"));
        assertThat(ids("3")).isEqualTo(ids("1"));
        assertThat(read("3").get(0).get("date").asText()).startsWith("2020-01-0");
    }

    @Test
    void keepsTheColumnsAndTypesOfParquetFiles() throws IOException {
        Dataset<Row> documents = SharedSession.spark().sql("SELECT id, text, named_struct('mathjax', id) AS formulas, map('a', id) AS counts, array(array(id), null) AS lists, "
                + "CAST(id AS SMALLINT) AS small, CAST(id AS DECIMAL(20, 2)) AS money, TIMESTAMP '2026-01-02 03:04:05.678' AS date, unhex('00ff') AS bytes, "
                + "IF(id = 1, NULL, 0.5F) AS share, 7 AS cluster_size FROM VALUES (1, 'a first text'), (2, 'a second text'), (3, 'a first text') AS t(id, text)");
        for (String part : List.of("p1", "p2")) {
            documents.where("id = 1 = " + part.equals("p1")).coalesce(1).write().parquet(folder.resolve(part).toString());
        }

        assertThat(dedup("--input", parquetFile("p1"), parquetFile("p2"), "--output", folder.resolve("kept.parquet").toString(), "--clusters",
                folder.resolve("clusters.parquet").toString())).as(told).isEqualTo(Mathlode.OK);

        Dataset<Row> kept = SharedSession.spark().read().parquet(folder.resolve("kept.parquet").toString());
        assertThat(kept.drop("cluster_id", "cluster_size").schema().catalogString()).isEqualTo(documents.drop("cluster_size").schema().catalogString());
        assertThat(kept.orderBy("id").drop("cluster_id", "cluster_size").toJSON().collectAsList())
                .isEqualTo(documents.where("id > 1").orderBy("id").drop("cluster_size").toJSON().collectAsList());
        assertThat(kept.select("id", "cluster_id", "cluster_size").orderBy("id").toJSON().collectAsList())
                .containsExactly("{\"id\":2,\"cluster_size\":1}", "{\"id\":3,\"cluster_id\":\"1\",\"cluster_size\":2}");
        assertThat(SharedSession.spark().read().parquet(folder.resolve("clusters.parquet").toString()).select("id", "reason").orderBy("id").toJSON().collectAsList())
                .containsExactly("{\"id\":\"1\",\"reason\":\"duplicate-content\"}", "{\"id\":\"3\"}");
    }

    @Test
    void makesColumnsForWhatItSeesInJson() throws IOException {
        Path input = file("in.jsonl", document("a", "first", ", \"n\": 1, \"mixed\": 1, \"tags\": [\"x\", null], \"meta\": {\"deep\": {\"n\": 1}, \"none\": {}}, \"null\": null"),
                document("b", "second", ", \"n\": 2.5, \"mixed\": {\"y\": 2}, \"tags\": [], \"yes\": true, \"big\": 123456789012345678901234567890"));

        assertThat(dedup("--input", input.toString(), "--output", folder.resolve("kept.parquet").toString())).as(told).isEqualTo(Mathlode.OK);

        Dataset<Row> kept = SharedSession.spark().read().parquet(folder.resolve("kept.parquet").toString());
        assertThat(kept.schema().catalogString()).isEqualTo("struct<id:string,text:string,n:double,mixed:string,tags:array<string>,meta:struct<deep:struct<n:bigint>,none:string>,"
                + "null:string,yes:boolean,big:double,cluster_id:string,cluster_size:bigint>");
        assertThat(kept.drop("text").orderBy("id").toJSON().collectAsList()).containsExactly(
                "{\"id\":\"a\",\"n\":1.0,\"mixed\":\"1\",\"tags\":[\"x\",null],\"meta\":{\"deep\":{\"n\":1},\"none\":\"{}\"},\"cluster_size\":1}",
                "{\"id\":\"b\",\"n\":2.5,\"mixed\":\"{\\\"y\\\":2}\",\"tags\":[],\"yes\":true,\"big\":1.2345678901234568E29,\"cluster_size\":1}");
    }

    private String parquetFile(String written) throws IOException {
        try (var files = Files.list(folder.resolve(written))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow().toString();
        }
    }

    @Test
    void saysInOneLineWhatIsWrong() throws IOException {
        String output = folder.resolve("out").toString();
        assertThat(dedup("--input", folder.resolve("none.jsonl").toString(), "--output", output)).isEqualTo(Mathlode.FAILED);
        assertThat(told).contains("no such file").hasLineCount(1);
        assertThat(dedup("--input", file("t.jsonl", "{\"id\": 1}").toString(), "--output", output)).isEqualTo(Mathlode.FAILED);
        assertThat(told).contains("t.jsonl line 1 has no text").hasLineCount(1);
        assertThat(dedup("--input", file("i.jsonl", "{\"text\": \"x\"}").toString(), "--output", output)).isEqualTo(Mathlode.FAILED);
        assertThat(told).contains("i.jsonl line 1 has no id").hasLineCount(1);
        assertThat(dedup("--input", file("d.jsonl", document("1", "x", ""), document("1", "y", "")).toString(), "--output", output)).isEqualTo(Mathlode.FAILED);
        assertThat(told).contains("d.jsonl line 2 has the id 1", "ids must differ").hasLineCount(1);
        assertThat(dedup("--input", file("e.jsonl", document("1", "x", ", \"date\": \"soon\"")).toString(), "--output", output)).isEqualTo(Mathlode.FAILED);
        assertThat(told).contains("e.jsonl line 1", "\"date\"", "soon").hasLineCount(1);
        assertThat(dedup("--input", file("p.parquet", "no Parquet").toString(), "--output", output)).isEqualTo(Mathlode.FAILED);
        assertThat(told).contains("p.parquet").hasLineCount(1);
        assertThat(dedup("--input", file("n.jsonl", document("1", "x", "")).toString(), "--output", output, "--min-similarity", "2")).isEqualTo(Mathlode.FAILED);
        assertThat(told).contains("min-similarity").hasLineCount(1);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void doesNothingToAnEmptyFile() throws IOException {
        assertThat(dedup("--input", file("in.jsonl").toString(), "--output", folder.resolve("out").toString())).isEqualTo(Mathlode.OK);
        assertThat(Files.readString(folder.resolve("out"))).isEmpty();
    }
}
