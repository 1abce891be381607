package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.classifier.ClassifierText;
import org.mathlode.classifier.Evaluation;
import org.mathlode.classifier.Evaluation.Example;
import org.mathlode.classifier.Evaluation.Truth;
import org.mathlode.classifier.LinearModel;
import org.mathlode.classifier.Utf8Buffer;
import org.mathlode.pipeline.config.EvaluationConfig;
import org.mathlode.pipeline.spark.RecordEncoders;

/** Judges a model by the held-out examples of its training set and by the suites of the config. */
final class JudgeModel {
    /** The evaluation on held-out domains. */
    static final String HELD_OUT = "held-out";

    private final EvaluationConfig config;
    private final List<EvaluationSuite> suites;

    JudgeModel(EvaluationConfig config, List<EvaluationSuite> suites) {
        this.config = config;
        this.suites = suites;
    }

    /** Evaluations by name; without held-out examples of both labels there is none on them. */
    SortedMap<String, Evaluation> evaluate(LinearModel model, Dataset<Row> trainingSet) {
        SortedMap<String, Evaluation> evaluations = new TreeMap<>();
        Broadcast<LinearModel> sent = JavaSparkContext.fromSparkContext(trainingSet.sparkSession().sparkContext()).broadcast(model);
        List<Example> examples = new ArrayList<>();
        for (Row row : RecordEncoders.map(trainingSet.where(col("held_out")), HeldOutText.class, new Judge(sent), Judged.class).collectAsList()) {
            examples.add(new Example(row.getDouble(2), row.getString(0).equals("math") ? Truth.MATH : Truth.OTHER, row.getString(1)));
        }
        sent.destroy();
        if (examples.stream().map(Example::truth).distinct().count() == 2) {
            evaluations.put(HELD_OUT, Evaluation.of(examples));
        }
        suites.forEach(suite -> evaluations.put("suite " + suite.name(), suite.evaluate(model)));
        return evaluations;
    }

    /** What a model is missing to its minimums; empty when it may be used. */
    List<String> shortfalls(SortedMap<String, Evaluation> evaluations) {
        List<String> shortfalls = new ArrayList<>();
        Optional.ofNullable(evaluations.get(HELD_OUT)).flatMap(one -> one.shortfall("held-out domains", config.minHeldOutAuc())).ifPresent(shortfalls::add);
        for (EvaluationSuite suite : suites) {
            evaluations.get("suite " + suite.name()).shortfall("suite " + suite.name(), suite.minAuc()).ifPresent(shortfalls::add);
        }
        return shortfalls;
    }

    /** An example that no model was trained on. */
    public record HeldOutText(String label, String language, String text) {}

    /** What the model says of it. */
    public record Judged(String label, String language, double logOdds) {}

    /** Row function: text to log-odds. */
    record Judge(Broadcast<LinearModel> model) implements MapPartitionsFunction<HeldOutText, Judged> {
        @Override
        public Iterator<Judged> call(Iterator<HeldOutText> texts) {
            LinearModel linear = model.value();
            Utf8Buffer buffer = new Utf8Buffer();
            return Rows.map(texts, one -> {
                buffer.clear();
                ClassifierText.normalize(one.text(), buffer);
                return new Judged(one.label(), one.language(), linear.logOdds(buffer.array(), 0, buffer.length()));
            });
        }
    }
}
