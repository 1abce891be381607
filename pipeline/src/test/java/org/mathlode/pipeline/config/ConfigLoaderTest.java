package org.mathlode.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    @TempDir
    Path folder;

    private static final String RUN = String.format(ConfigFolder.RUN, "out");

    private Recipe load(String run) throws IOException {
        return ConfigLoader.load(ConfigFolder.write(folder, run, ConfigFolder.ITERATION));
    }

    @Test
    void readsEveryKey() throws IOException {
        Recipe recipe = load(RUN);

        assertThat(recipe.run().extraction().maxPayloadBytes()).isEqualTo(8_388_608);
        assertThat(recipe.run().nearDuplicates().scope()).isEqualTo(NearDuplicatesConfig.Scope.CRAWL);
        assertThat(recipe.run().decontamination().mode().label()).isEqualTo("weak-aware");
        assertThat(recipe.run().input().damagedShare()).isEqualTo(0.01);
        assertThat(recipe.iteration(1).orElseThrow().tokenBudget()).isEqualTo(1_000);
        assertThat(recipe.iteration(2)).isEmpty();
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "bands: 11|bandz: 11|run.yaml:5: near-duplicates.bands: the key bands is missing; unknown key here: bandz",
        "bands: 11|bands: 11, colour: red|run.yaml:5: near-duplicates.colour: unknown key; known here: bands, min-similarity, random-seed, rows-per-band, scope, shingle-words, verification",
        "bands: 11, ||run.yaml:5: near-duplicates.bands: the key bands is missing",
        "bands: 11|bands: 11, bands: 12|run.yaml:5: near-duplicates: the key bands stands twice",
        "bands: 11|bands: 0|run.yaml:5: near-duplicates: bands must be at least 1 (0)",
        "bands: 11|bands: eleven|run.yaml:5: near-duplicates.bands: must be a whole number",
        "bands: 11|bands: 11.5|run.yaml:5: near-duplicates.bands: must be a whole number",
        "mode: weak-aware|mode: weak|run.yaml:10: decontamination.mode: must be one of paper-literal, weak-aware (weak)",
        "scope: crawl|scope: CRAWL|run.yaml:5: near-duplicates.scope: must be one of crawl, neighbours, global (CRAWL)",
        "run: test|run: 12|run.yaml:1: run: must be text",
        "run: test|run: &anchor test|run.yaml:1: anchors and aliases are not allowed (anchor)",
        "run: test|run: [|run.yaml",
        "crawls: [TEST-2026-01]|crawls: []|run.yaml:3: input: crawls must name at least one crawl",
        "crawls: [TEST-2026-01]|crawls: [A, B]|run.yaml:3: input: warc-listing needs {crawl} in it",
    })
    void namesFileLineAndKey(String text, String replacement, String message) throws IOException {
        String broken = RUN.replace(text, replacement == null ? "" : replacement);

        assertThatThrownBy(() -> load(broken)).isInstanceOf(ConfigException.class).hasMessageContaining(message)
                .message().doesNotContain("\n");
    }

    @ParameterizedTest(name = "evaluation: {0} → {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{held-out-share: 0.6}|run.yaml:8: evaluation: held-out-share must be at most 0.5 (0.6)",
        "{held-out-share: -0.1}|run.yaml:8: evaluation: held-out-share must lie between 0 and 1 (-0.1)",
        "{suites: [{name: a, file: a.jsonl}]}|run.yaml:8: evaluation.suites[0].min-auc: the key min-auc is missing",
        "{suites: [{name: a, file: a.jsonl, min-auc: 0.5, colour: red}]}|evaluation.suites[0].colour: unknown key; known here: file, min-auc, name",
        "{suites: [{name: a, file: a.jsonl, min-auc: 2}]}|min-auc must lie between 0 and 1 (2.0)",
        "{suites: [{name: a, file: a, min-auc: 0}, {name: a, file: b, min-auc: 0}]}|run.yaml:8: evaluation: suites names a suite twice",
    })
    void namesWhatIsWrongWithAnEvaluation(String evaluation, String message) throws IOException {
        assertThatThrownBy(() -> load(RUN.replace("discovery:", "evaluation: " + evaluation + "\ndiscovery:")))
                .isInstanceOf(ConfigException.class).hasMessageContaining(message).message().doesNotContain("\n");
    }

    @Test
    void holdsDomainsOutAndHasNoSuitesUnlessTold() throws IOException {
        assertThat(load(RUN).run().evaluation()).isEqualTo(new EvaluationConfig(0.05, 0.0, java.util.List.of()));
    }

    @Test
    void refusesAnIterationFileThatBelongsToAnother() throws IOException {
        assertThatThrownBy(() -> ConfigLoader.load(ConfigFolder.write(folder, RUN, ConfigFolder.ITERATION.replace("iteration: 1", "iteration: 2\nannotations: a.tsv"))))
                .isInstanceOf(ConfigException.class).hasMessageContaining("1.yaml: iteration: must be 1");
    }

    @Test
    void refusesAGapBetweenIterations() throws IOException {
        ConfigFolder.write(folder, RUN, ConfigFolder.ITERATION);
        Files.writeString(folder.resolve("iterations/3.yaml"), ConfigFolder.ITERATION.replace("iteration: 1", "iteration: 3\nannotations: a.tsv"));

        assertThatThrownBy(() -> ConfigLoader.load(folder)).isInstanceOf(ConfigException.class).hasMessageContaining("2.yaml: no such file");
    }

    @Test
    void wantsAnnotationsFromTheSecondIterationOn() throws IOException {
        ConfigFolder.write(folder, RUN, ConfigFolder.ITERATION);
        Files.writeString(folder.resolve("iterations/2.yaml"), ConfigFolder.ITERATION.replace("iteration: 1", "iteration: 2"));

        assertThatThrownBy(() -> ConfigLoader.load(folder)).isInstanceOf(ConfigException.class).hasMessageContaining("annotations is missing");
    }

    @Test
    void anIterationReplacesWholeSections() throws IOException {
        String iteration = ConfigFolder.ITERATION + "classifier: {dim: 8, lr: 0.05, word-ngrams: 2, min-count: 1, epoch: 1, bucket: 10}\n";
        Recipe recipe = ConfigLoader.load(ConfigFolder.write(folder, RUN, iteration));

        assertThat(recipe.classifier(1).dim()).isEqualTo(8);
        assertThat(recipe.trainingSet(1)).isEqualTo(recipe.run().trainingSet());
    }

    @Test
    void saysThatAFolderIsMissing() {
        assertThatThrownBy(() -> ConfigLoader.load(folder.resolve("nowhere"))).isInstanceOf(ConfigException.class).hasMessageContaining("no such config folder");
    }
}
