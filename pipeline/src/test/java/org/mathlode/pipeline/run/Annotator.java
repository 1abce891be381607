package org.mathlode.pipeline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.AnnotationSheet;
import org.mathlode.pipeline.spark.SharedSession;

/** Does what a person does between iterations: marks paths in the domains that were found math-related, and in no others. */
final class Annotator {
    private final JsonNode judged;

    /** @param judgements YAML: which path prefixes a person would mark, by domain */
    Annotator(Path judgements) throws IOException {
        judged = new YAMLMapper().readTree(judgements.toFile()).get("annotated");
    }

    /** Writes the sheet after an iteration. */
    void annotate(Path output, int iteration, Path sheet) throws IOException {
        TreeSet<String> lines = new TreeSet<>();
        for (Row row : SharedSession.spark().read().parquet(output.resolve("iterations/" + iteration + "/domains").toString())
                .where("math_related").select("domain").collectAsList()) {
            JsonNode domain = judged.path(row.getString(0));
            for (Map.Entry<String, String> verdict : Map.of("with", "math", "without", "not-math").entrySet()) {
                domain.path(verdict.getKey()).forEach(
                        prefix -> lines.add(String.join("\t", row.getString(0), prefix.asText(), verdict.getValue(), "", "annotator")));
            }
        }
        Files.createDirectories(sheet.getParent());
        Files.writeString(sheet, String.join("\t", AnnotationSheet.COLUMNS) + "\n" + String.join("\n", lines) + "\n");
    }
}
