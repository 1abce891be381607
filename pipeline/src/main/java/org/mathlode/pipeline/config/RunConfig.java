package org.mathlode.pipeline.config;

/** The content of {@code run.yaml}: fixed for a run. {@code configs/README.md} explains every key. */
public record RunConfig(
        String run,
        String output,
        InputConfig input,
        ExtractionConfig extraction,
        NearDuplicatesConfig nearDuplicates,
        ClassifierConfig classifier,
        TrainingSetConfig trainingSet,
        @OptionalKey EvaluationConfig evaluation,
        @OptionalKey CollectionConfig collection,
        DiscoveryConfig discovery,
        StoppingConfig stopping,
        DecontaminationConfig decontamination,
        CorpusConfig corpus) {
    public RunConfig {
        Check.text("run", run);
        Check.text("output", output);
        evaluation = evaluation == null ? EvaluationConfig.defaults() : evaluation;
        collection = collection == null ? CollectionConfig.defaults() : collection;
    }
}
