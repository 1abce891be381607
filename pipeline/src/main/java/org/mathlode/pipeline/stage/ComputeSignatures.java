package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.dedup.minhash.LshBands;
import org.mathlode.dedup.minhash.MinHashParams;
import org.mathlode.dedup.minhash.MinHasher;
import org.mathlode.dedup.minhash.Signature;
import org.mathlode.dedup.text.TextNormalizer;
import org.mathlode.pipeline.config.NearDuplicatesConfig;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.spark.RecordEncoders;

/**
 * MinHash signatures of one batch of documents, an attribute written once. Duplicates by URL are signed too: leaving them out would shuffle
 * texts, which costs more than hashing them.
 */
final class ComputeSignatures implements Stage {
    /** Stage and table of all batches together. */
    static final String NAME = "minhash";
    static final String WITHOUT_WORDS = "without-words";

    private final Recipe recipe;
    private final String documents;

    /**
     * The signatures of one batch.
     *
     * @param documents the stage that made the batch, such as {@code documents/batch=0123456789ab}
     */
    ComputeSignatures(Recipe recipe, String documents) {
        this.recipe = recipe;
        this.documents = documents;
    }

    /** The stage that signs a batch of documents. */
    static String of(String documents) {
        return NAME + documents.substring(ExtractDocuments.NAME.length());
    }

    @Override
    public String name() {
        return of(documents);
    }

    @Override
    public SortedMap<String, String> settings() {
        return settings(recipe);
    }

    static SortedMap<String, String> settings(Recipe recipe) {
        NearDuplicatesConfig config = recipe.run().nearDuplicates();
        return new Settings()
                .put("near-duplicates.shingle-words", config.shingleWords())
                .put("near-duplicates.bands", config.bands())
                .put("near-duplicates.rows-per-band", config.rowsPerBand())
                .put("near-duplicates.random-seed", config.randomSeed())
                .put("version.minhash", MinHashParams.VERSION)
                .put("version.text-normal-form", TextNormalizer.VERSION)
                .map();
    }

    @Override
    public List<String> upstream() {
        return List.of(documents);
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Dataset<Row> signatures = RecordEncoders.map(
                context.table(documents), PageText.class, new Sign(recipe.run().nearDuplicates().params()), Signed.class);
        String table = Tables.ATTRIBUTES + name();
        context.write(signatures, table);
        Dataset<Row> written = context.staged(table);
        return StageReport.of(context.kept(documents), written.count(), Map.of(),
                Map.of(WITHOUT_WORDS, written.where(size(col("signature")).equalTo(0)).count()));
    }

    /** The components of a signature with the buckets they fall into, its line sketch and number of shingles. {@code textHash} is equal for equal texts. */
    public record Signed(String id, int[] signature, long[] buckets, byte[] lineSketch, int shingles, long textHash) {}

    /** Row function: text to signature. */
    record Sign(MinHashParams params) implements MapPartitionsFunction<PageText, Signed> {
        @Override
        public Iterator<Signed> call(Iterator<PageText> pages) {
            MinHasher hasher = new MinHasher(params);
            LshBands bands = new LshBands(params);
            return Rows.map(pages, page -> {
                Signature signature = hasher.signature(page.text());
                return new Signed(page.id(), signature.components(), bands.keys(signature.components()), signature.lineSketch(), signature.shingles(),
                        TextHash.of(page.text()));
            });
        }
    }
}
