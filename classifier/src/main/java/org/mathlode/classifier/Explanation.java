package org.mathlode.classifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Why a text has its score: the n-grams that moved it most. Contributions and rest add up to the log-odds.
 *
 * @param logOdds the score
 * @param features words and n-grams that the model knows in the text, each occurrence counted; the score is their mean weight
 * @param strongest by size of contribution, largest first
 * @param rest sum of the contributions of all others
 */
public record Explanation(double logOdds, long features, List<Contribution> strongest, double rest) {
    /**
     * One word or n-gram.
     *
     * @param ngram its tokens with blanks between; {@code </s>} is the end of the text
     * @param occurrences in the text
     * @param weight in the model; positive speaks for mathematics
     * @param contribution to the log-odds: weight × occurrences ÷ features
     * @param sharesBucketWith other n-grams of this text that the model cannot tell from it, because they hash alike
     */
    public record Contribution(String ngram, int occurrences, double weight, double contribution, List<String> sharesBucketWith) {
        /** Whether the weight may have been learned from another n-gram that hashes alike. */
        public boolean isHashCollision() {
            return !sharesBucketWith.isEmpty();
        }
    }

    public Explanation {
        strongest = List.copyOf(strongest);
    }

    /** @param most the number of n-grams to name */
    public static Explanation of(LinearModel model, String text, int most) {
        List<Found> found = new Finder(model, tokens(text)).find();
        long features = found.stream().mapToLong(one -> one.occurrences).sum();
        List<Found> strongest = strongest(found, most);
        Set<Found> isNamed = Collections.newSetFromMap(new IdentityHashMap<>());
        isNamed.addAll(strongest);
        double rest = 0;
        double sum = 0;
        for (Found one : found) {
            double contribution = one.weight * one.occurrences / features;
            sum += contribution;
            rest += isNamed.contains(one) ? 0 : contribution;
        }
        List<Contribution> named = strongest.stream()
                .map(one -> new Contribution(one.ngram, one.occurrences, one.weight, one.weight * one.occurrences / features, one.others())).toList();
        return new Explanation(sum, features, named, rest);
    }

    /** The {@code most} that weigh most, in order; a text has thousands more, which are not sorted. */
    private static List<Found> strongest(List<Found> found, int most) {
        Comparator<Found> strongestFirst = Comparator.comparingDouble((Found one) -> -Math.abs(one.occurrences * one.weight)).thenComparing(one -> one.ngram);
        PriorityQueue<Found> kept = new PriorityQueue<>(strongestFirst.reversed());
        for (Found one : found) {
            kept.add(one);
            if (kept.size() > most) {
                kept.remove();
            }
        }
        return kept.stream().sorted(strongestFirst).toList();
    }

    /** fastText's tokens of the first line and {@code </s>}. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        String blanks = " \t\u000B\f\r\0";
        int i = 0;
        while (i < text.length() && text.charAt(i) != '\n') {
            int start = i;
            while (i < text.length() && text.charAt(i) != '\n' && blanks.indexOf(text.charAt(i)) < 0) {
                i++;
            }
            String token = text.substring(start, i);
            if (token.equals("</s>")) {
                break;
            }
            if (!token.isEmpty() && !token.startsWith(TrainingLine.LABEL_PREFIX)) {
                tokens.add(token);
            }
            if (i < text.length() && text.charAt(i) != '\n') {
                i++;
            }
        }
        tokens.add("</s>");
        return tokens;
    }

    private static final class Found {
        final String ngram;
        final double weight;
        /** All n-grams of the text in the same bucket; null for a word. */
        final List<String> sameBucket;
        int occurrences;

        Found(String ngram, double weight, List<String> sameBucket) {
            this.ngram = ngram;
            this.weight = weight;
            this.sameBucket = sameBucket;
        }

        List<String> others() {
            return sameBucket == null ? List.of() : sameBucket.stream().filter(one -> !one.equals(ngram)).toList();
        }
    }

    /** Looks up the features of one text. */
    private static final class Finder {
        private final LinearModel model;
        private final List<String> tokens;
        private final int[] hashes;
        private final Map<String, Found> words = new LinkedHashMap<>();
        private final Map<String, Found> ngrams = new LinkedHashMap<>();
        private final Map<Integer, List<String>> byBucket = new LinkedHashMap<>();

        Finder(LinearModel model, List<String> tokens) {
            this.model = model;
            this.tokens = tokens;
            this.hashes = new int[tokens.size()];
        }

        List<Found> find() {
            for (int t = 0; t < hashes.length; t++) {
                byte[] utf8 = tokens.get(t).getBytes(StandardCharsets.UTF_8);
                hashes[t] = TokenBlock.hash(utf8, 0, utf8.length);
                int place = model.wordTable().find(TokenBlock.key(utf8, 0, utf8.length));
                if (place >= 0) {
                    words.computeIfAbsent(tokens.get(t), word -> new Found(word, model.wordTable().weight(place), null)).occurrences++;
                }
            }
            for (int first = 0; first < hashes.length; first++) {
                long hash = hashes[first];
                for (int last = first + 1; last < Math.min(hashes.length, first + model.wordNgrams()); last++) {
                    hash = hash * NgramTable.MULTIPLIER + hashes[last];
                    int bucket = model.ngrams().bucket(hash);
                    double weight = model.ngrams().weight(bucket);
                    if (!Double.isNaN(weight)) {
                        addNgram(bucket, weight, String.join(" ", tokens.subList(first, last + 1)));
                    }
                }
            }
            List<Found> all = new ArrayList<>(words.values());
            all.addAll(ngrams.values());
            return all;
        }

        private void addNgram(int bucket, double weight, String ngram) {
            ngrams.computeIfAbsent(ngram, text -> {
                List<String> same = byBucket.computeIfAbsent(bucket, b -> new ArrayList<>());
                same.add(text);
                return new Found(text, weight, same);
            }).occurrences++;
        }
    }
}
