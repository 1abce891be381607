package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;

/** The signatures of all documents, batch by batch as these were extracted: what is signed stays signed when crawls are added. */
public final class SignatureBatches implements Stage {
    private final Recipe recipe;
    private final RunFolder folder;

    public SignatureBatches(Recipe recipe, RunFolder folder) {
        this.recipe = recipe;
        this.folder = folder;
    }

    /** Signs the batches that are not signed yet, then runs this stage, which adds them up. */
    public Manifest run(StageRunner runner) throws IOException {
        runner.undoDamagedBatches(name());
        List<String> batches = folder.manifests(ExtractDocuments.NAME);
        List<String> signed = folder.manifests(name());
        if (folder.manifest(name()).isEmpty() || signed.size() != batches.size()) {
            undoSignaturesOfOtherBatches(batches);
            removeUnfinished();
            for (String batch : batches) {
                if (signed.contains(ComputeSignatures.of(batch))) {
                    StageRunner.refuseOtherSettings(folder, folder.manifest(ComputeSignatures.of(batch)).orElseThrow(), settings());
                } else {
                    runner.run(new ComputeSignatures(recipe, batch));
                }
            }
        }
        return runner.run(this);
    }

    @Override
    public String name() {
        return ComputeSignatures.NAME;
    }

    @Override
    public SortedMap<String, String> settings() {
        return ComputeSignatures.settings(recipe);
    }

    @Override
    public List<String> upstream() {
        return List.of(ExtractDocuments.NAME);
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        long kept = 0;
        long withoutWords = 0;
        for (String batch : folder.manifests(name())) {
            Manifest manifest = folder.manifest(batch).orElseThrow();
            kept += manifest.kept();
            withoutWords += ((Number) manifest.figures().get(ComputeSignatures.WITHOUT_WORDS)).longValue();
        }
        return StageReport.of(context.kept(ExtractDocuments.NAME), kept, Map.of(), Map.of(
                ComputeSignatures.WITHOUT_WORDS, withoutWords, "parameters", recipe.run().nearDuplicates().params().describe()));
    }

    /** Documents that were damaged may have been made again in other batches. */
    private void undoSignaturesOfOtherBatches(List<String> batches) throws IOException {
        Set<String> wanted = batches.stream().map(ComputeSignatures::of).collect(Collectors.toSet());
        for (String batch : folder.manifests(name())) {
            if (!wanted.contains(batch)) {
                folder.undo(batch);
            }
        }
    }

    /** Removes batches that an interrupted attempt moved into place but never finished. */
    private void removeUnfinished() throws IOException {
        folder.removeAllBut(Tables.MINHASH, folder.manifests(name()).stream().map(batch -> Tables.ATTRIBUTES + batch).toList());
    }
}
