package org.mathlode.classifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How well a model tells held-out examples apart, over all and by language. */
public record Evaluation(Figures all, SortedMap<String, Figures> byLanguage) {
    public enum Truth { MATH, OTHER }

    /** A judged text: its score, what it is, and its language or "" when that is not known. */
    public record Example(double logOdds, Truth truth, String language) {
        public Example {
            if (Double.isNaN(logOdds)) {
                throw new IllegalArgumentException("an example's log-odds are not a number");
            }
        }
    }

    /** Collecting everything with at least this probability. Precision is 1 when nothing is collected. */
    public record AtThreshold(double probability, double precision, double recall, double f1) {}

    /** The examples whose probability lies in one tenth: how many, their mean probability, the part that is mathematics. */
    public record Calibration(double from, double to, long examples, double meanProbability, double mathShare) {}

    /**
     * @param auc chance that a random example of mathematics scores above a random other; ties count half; NaN when one kind is missing
     * @param best the threshold of the highest F1
     * @param calibrationError mean distance of probability and truth over the tenths, weighted by examples
     */
    public record Figures(long math, long other, double auc, AtThreshold best, List<AtThreshold> thresholds,
            List<Calibration> calibration, double calibrationError) {}

    private static final double[] THRESHOLDS = {0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};
    private static final int TENTHS = 10;

    public static Evaluation of(List<Example> examples) {
        SortedMap<String, List<Example>> languages = new TreeMap<>();
        examples.forEach(one -> languages.computeIfAbsent(one.language, name -> new ArrayList<>()).add(one));
        SortedMap<String, Figures> figures = new TreeMap<>();
        languages.forEach((language, own) -> figures.put(language, figures(own)));
        return new Evaluation(figures(examples), figures);
    }

    /** What is missing to a minimum of the AUC, as a sentence; empty when it is reached. A gate before a model is used. */
    public Optional<String> shortfall(String suite, double leastAuc) {
        if (leastAuc <= 0 || all.auc >= leastAuc) {
            return Optional.empty();
        }
        if (Double.isNaN(all.auc)) {
            return Optional.of(suite + ": no AUC, because " + (all.math == 0 ? "no text is mathematics" : "every text is mathematics"));
        }
        return Optional.of(String.format(java.util.Locale.ROOT, "%s: AUC %.4f is below the minimum %.4f (%d of mathematics, %d other)",
                suite, all.auc, leastAuc, all.math, all.other));
    }

    private static Figures figures(List<Example> examples) {
        List<Example> ranked = new ArrayList<>(examples);
        ranked.sort(Comparator.comparingDouble(one -> -one.logOdds));
        long math = ranked.stream().filter(one -> one.truth == Truth.MATH).count();
        long other = ranked.size() - math;
        List<AtThreshold> thresholds = new ArrayList<>();
        for (double threshold : THRESHOLDS) {
            thresholds.add(at(threshold, ranked, math));
        }
        List<Calibration> calibration = calibration(ranked);
        double error = calibration.stream().mapToDouble(one -> one.examples * Math.abs(one.meanProbability - one.mathShare)).sum();
        return new Figures(math, other, auc(ranked, math, other), best(ranked, math), thresholds, calibration,
                ranked.isEmpty() ? 0 : error / ranked.size());
    }

    private static double auc(List<Example> ranked, long math, long other) {
        double won = 0;
        long mathAbove = 0;
        for (int from = 0; from < ranked.size();) {
            int to = from;
            long tiedMath = 0;
            long tiedOther = 0;
            while (to < ranked.size() && ranked.get(to).logOdds == ranked.get(from).logOdds) {
                if (ranked.get(to++).truth == Truth.MATH) {
                    tiedMath++;
                } else {
                    tiedOther++;
                }
            }
            won += tiedOther * (mathAbove + tiedMath / 2.0);
            mathAbove += tiedMath;
            from = to;
        }
        return won / ((double) math * other);
    }

    private static AtThreshold at(double probability, List<Example> examples, long math) {
        long collected = 0;
        long right = 0;
        for (Example one : examples) {
            if (LinearModel.probability(one.logOdds) >= probability) {
                collected++;
                right += one.truth == Truth.MATH ? 1 : 0;
            }
        }
        return atThreshold(probability, right, collected, math);
    }

    private static AtThreshold atThreshold(double probability, long right, long collected, long math) {
        double precision = collected == 0 ? 1 : (double) right / collected;
        double recall = math == 0 ? 0 : (double) right / math;
        double f1 = collected + math == 0 ? 0 : 2.0 * right / (collected + math);
        return new AtThreshold(probability, precision, recall, f1);
    }

    private static AtThreshold best(List<Example> ranked, long math) {
        AtThreshold best = atThreshold(1, 0, 0, math);
        long right = 0;
        for (int i = 0; i < ranked.size(); i++) {
            right += ranked.get(i).truth == Truth.MATH ? 1 : 0;
            boolean tied = i + 1 < ranked.size() && ranked.get(i + 1).logOdds == ranked.get(i).logOdds;
            if (!tied && 2.0 * right / (i + 1 + math) > best.f1) {
                best = atThreshold(LinearModel.probability(ranked.get(i).logOdds), right, i + 1, math);
            }
        }
        return best;
    }

    private static List<Calibration> calibration(List<Example> examples) {
        long[] counts = new long[TENTHS];
        long[] math = new long[TENTHS];
        double[] sums = new double[TENTHS];
        for (Example one : examples) {
            double probability = LinearModel.probability(one.logOdds);
            int tenth = Math.min(TENTHS - 1, (int) (probability * TENTHS));
            counts[tenth]++;
            sums[tenth] += probability;
            math[tenth] += one.truth == Truth.MATH ? 1 : 0;
        }
        List<Calibration> rows = new ArrayList<>();
        for (int i = 0; i < TENTHS; i++) {
            if (counts[i] > 0) {
                rows.add(new Calibration(i / (double) TENTHS, (i + 1) / (double) TENTHS, counts[i], sums[i] / counts[i],
                        (double) math[i] / counts[i]));
            }
        }
        return rows;
    }

    /** The figures by name, rounded to six places, for a model card or a report; a missing figure is null. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = asMap(all);
        Map<String, Object> languages = new LinkedHashMap<>();
        byLanguage.forEach((language, figures) -> languages.put(language.isEmpty() ? "unknown" : language, asMap(figures)));
        map.put("by-language", languages);
        return map;
    }

    private static Map<String, Object> asMap(Figures figures) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("math", figures.math);
        map.put("other", figures.other);
        map.put("auc", rounded(figures.auc));
        map.put("best-f1", asMap(figures.best));
        map.put("calibration-error", rounded(figures.calibrationError));
        map.put("thresholds", figures.thresholds.stream().map(Evaluation::asMap).toList());
        map.put("calibration", figures.calibration.stream().map(Evaluation::asMap).toList());
        return map;
    }

    private static Map<String, Object> asMap(AtThreshold at) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("threshold", rounded(at.probability));
        map.put("precision", rounded(at.precision));
        map.put("recall", rounded(at.recall));
        map.put("f1", rounded(at.f1));
        return map;
    }

    private static Map<String, Object> asMap(Calibration row) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("from", row.from);
        map.put("to", row.to);
        map.put("examples", row.examples);
        map.put("mean-probability", rounded(row.meanProbability));
        map.put("math-share", rounded(row.mathShare));
        return map;
    }

    private static Double rounded(double figure) {
        return Double.isFinite(figure) ? Math.round(figure * 1e6) / 1e6 : null;
    }
}
