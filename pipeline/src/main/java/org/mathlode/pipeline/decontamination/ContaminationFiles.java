package org.mathlode.pipeline.decontamination;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The tables that a run keeps of its contamination, as JSON Lines with the same columns: {@code hits.jsonl}, {@code items.jsonl},
 * {@code cuts.jsonl}, and {@code review.html} of documents with hits. Not thread-safe.
 */
public final class ContaminationFiles implements Closeable {
    /** Documents shown in the review. */
    private static final int MOST_DOCUMENTS = 1_000;
    /** Documents with weak hits only shown in the review. */
    private static final int MOST_SPARED = 100;
    private static final ObjectMapper MAPPER = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    private final Path folder;
    private final OutputStream hits;
    private final OutputStream cuts;
    private final ContaminationReview review = new ContaminationReview();
    private int reviewed;
    private int spared;

    /** Opens the files in a folder, which is made if it is not there. */
    public ContaminationFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        hits = open("hits.jsonl");
        cuts = open("cuts.jsonl");
    }

    /** Writes the rows of one document. */
    public void add(String id, String url, Judgement judgement) throws IOException {
        String outcome = judgement.outcome().label();
        for (HitRow hit : HitRow.of(judgement.verdict())) {
            write(hits, row(id, url, outcome).setAll((ObjectNode) MAPPER.valueToTree(hit)));
        }
        for (Judgement.Cut cut : judgement.cuts()) {
            write(cuts, row(id, url, outcome).setAll((ObjectNode) MAPPER.valueToTree(cut)));
        }
        if (judgement.verdict().contaminated() ? reviewed++ < MOST_DOCUMENTS : !judgement.verdict().hits().isEmpty() && spared++ < MOST_SPARED) {
            review.add(ReviewedDocument.of(id, url, judgement));
        }
    }

    /** Writes what can be written only when all documents are known. */
    public void finish(ContaminationSummary summary) throws IOException {
        try (OutputStream items = open("items.jsonl")) {
            for (ContaminationSummary.ItemCount item : summary.items()) {
                write(items, MAPPER.createObjectNode().put("benchmark", item.benchmark()).put("item_id", item.itemId())
                        .put("pages_condemned", item.condemned()).put("pages_spared", item.spared()));
            }
        }
        Files.writeString(folder.resolve("review.html"), review.page("Contamination: " + summary.contaminated() + " of " + summary.documents() + " documents"),
                StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        hits.close();
        cuts.close();
    }

    private static ObjectNode row(String id, String url, String outcome) {
        return MAPPER.createObjectNode().put("id", id).put("url", url).put("outcome", outcome);
    }

    private OutputStream open(String name) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16);
    }

    private static void write(OutputStream out, Object row) throws IOException {
        out.write(MAPPER.writeValueAsBytes(row));
        out.write('\n');
    }
}
