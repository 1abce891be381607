package org.mathlode.dedup.ngram;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.mathlode.dedup.text.GramScanner;

/** Fills the arrays of a {@link BenchmarkIndex}. */
final class IndexBuilder {
    /** Fewer than {@link #ENOUGH_WORDS} distinct words. */
    static final byte FEW_WORDS = 1;
    /** Stands in {@link #MANY_ITEMS} or more unrelated items. */
    static final byte SHARED = 2;
    /** Measured on ordinary pages: two words let bars of page numbers and tables through, four cost real questions. */
    static final int ENOUGH_WORDS = 3;
    /** A phrase that three authors wrote independently is a phrase of the trade. */
    static final int MANY_ITEMS = 3;
    private static final int SHORT_FILTER_BITS = 19;
    /** 2 MB whatever the number of texts: the speed of look-ups must not depend on it. */
    private static final int PARTS_FILTER_BITS = 24;
    /** Chains longer than this are not compared with each other: they are shared whatever the groups say. */
    private static final int LONGEST_COMPARED = 16;

    final IndexParams params;
    final List<BenchmarkText> texts;
    final int[] source;
    final int[] firstGram;
    NgramTable ngrams;
    int[] nextPlace;
    byte[] weakness;
    final NgramTable shorts = new NgramTable(1024);
    final int[] nextShort;
    final HashFilter shortOpenings = new HashFilter(SHORT_FILTER_BITS);
    final HashFilter parts = new HashFilter(PARTS_FILTER_BITS);
    final byte[] textWeakness;
    int[] shortLengths;

    private final GramScanner scanner;
    private final int[] item;
    private long[] prefixes = new long[1024];

    IndexBuilder(List<BenchmarkText> texts, IndexParams params) {
        this.texts = List.copyOf(texts);
        this.params = params;
        scanner = params.scanner();
        source = entries();
        firstGram = new int[source.length + 1];
        nextShort = new int[source.length];
        textWeakness = new byte[source.length];
        item = new int[source.length];
    }

    private int[] entries() {
        return IntStream.range(0, texts.size())
                .flatMap(t -> texts.get(t).text().contains("[asy]") ? IntStream.of(t, t) : IntStream.of(t))
                .toArray();
    }

    IndexBuilder build() {
        long power = GramScanner.windowPower(params.ngram());
        numberItems();
        nextPlace = new int[texts.size() * 64 + 64];
        byte[] fewWords = new byte[nextPlace.length];
        ngrams = new NgramTable(texts.size() * 32);
        int part = BenchmarkIndex.part(params);
        long partPower = GramScanner.windowPower(part);
        TreeSet<Integer> lengths = new TreeSet<>();
        int place = 0;
        for (int t = 0; t < firstGram.length - 1; t++) {
            firstGram[t] = place;
            boolean withDrawing = t > 0 && source[t - 1] == source[t];
            if (withDrawing) {
                scanner.scanWithDrawings(texts.get(source[t]).text());
            } else {
                scanner.scan(texts.get(source[t]).text());
            }
            prefixes = scanner.prefixes(prefixes);
            int count = scanner.count();
            if (place + count > nextPlace.length) {
                nextPlace = Arrays.copyOf(nextPlace, nextPlace.length + nextPlace.length / 2 + count);
                fewWords = Arrays.copyOf(fewWords, nextPlace.length);
            }
            nextShort[t] = -1;
            if (count < params.ngram() && !withDrawing) {
                addShort(t, count, lengths);
            }
            for (int i = 0; i + params.ngram() <= count; i++) {
                nextPlace[place + i] = ngrams.put(GramScanner.window(prefixes, i, params.ngram(), power), place + i);
                fewWords[place + i] = Words.isFew(scanner, i, i + params.ngram(), ENOUGH_WORDS) ? FEW_WORDS : 0;
            }
            for (int i = 0; count >= params.ngram() && i + part <= count; i++) {
                parts.add(GramScanner.window(prefixes, i, part, partPower));
            }
            place += count;
        }
        firstGram[firstGram.length - 1] = place;
        nextPlace = Arrays.copyOf(nextPlace, place);
        weakness = new byte[ngrams.slots()];
        shortLengths = lengths.stream().mapToInt(Integer::intValue).toArray();
        int[] groups = groups();
        for (int slot = 0; slot < weakness.length; slot++) {
            if (ngrams.isUsed(slot)) {
                int last = ngrams.value(slot);
                weakness[slot] = (byte) (fewWords[last] | (countGroups(last, groups) >= MANY_ITEMS ? SHARED : 0));
            }
        }
        markSharedShorts(groups);
        return this;
    }

    private void addShort(int t, int count, TreeSet<Integer> lengths) {
        if (count < params.shortMin() || texts.get(source[t]).field() != BenchmarkField.QUESTION) {
            return;
        }
        nextShort[t] = shorts.put(GramScanner.window(prefixes, 0, count, GramScanner.windowPower(count)), t);
        shortOpenings.add(GramScanner.window(prefixes, 0, params.shortMin(), GramScanner.windowPower(params.shortMin())));
        lengths.add(count);
        textWeakness[t] = Words.isFew(scanner, 0, count, ENOUGH_WORDS) ? FEW_WORDS : 0;
    }

    private void markSharedShorts(int[] groups) {
        for (int slot = 0; slot < shorts.slots(); slot++) {
            if (!shorts.isUsed(slot)) {
                continue;
            }
            TreeSet<Integer> distinct = new TreeSet<>();
            for (int t = shorts.value(slot); t >= 0; t = nextShort[t]) {
                distinct.add(groups[t]);
            }
            if (distinct.size() >= MANY_ITEMS) {
                for (int t = shorts.value(slot); t >= 0; t = nextShort[t]) {
                    textWeakness[t] |= SHARED;
                }
            }
        }
    }

    private void numberItems() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int t = 0; t < item.length; t++) {
            item[t] = numbers.computeIfAbsent(texts.get(source[t]).itemId(), id -> numbers.size());
        }
    }

    /**
     * Texts of one item, and texts that share half of their n-grams, are one group: benchmarks quote each other, and a
     * question in five variants is no phrase of the trade.
     */
    private int[] groups() {
        Groups groups = new Groups(firstGram.length - 1);
        int[] firstOfItem = new int[item.length];
        Arrays.fill(firstOfItem, -1);
        for (int t = 0; t < item.length; t++) {
            if (firstOfItem[item[t]] >= 0) {
                groups.join(firstOfItem[item[t]], t);
            } else {
                firstOfItem[item[t]] = t;
            }
        }
        Map<Long, Integer> shared = new HashMap<>();
        int[] holders = new int[LONGEST_COMPARED];
        for (int slot = 0; slot < ngrams.slots(); slot++) {
            if (!ngrams.isUsed(slot) || nextPlace[ngrams.value(slot)] < 0) {
                continue;
            }
            int held = holders(ngrams.value(slot), holders);
            for (int i = 0; i < held; i++) {
                for (int j = i + 1; j < held; j++) {
                    shared.merge((long) holders[j] << 32 | holders[i], 1, Integer::sum);
                }
            }
        }
        shared.forEach((pair, count) -> {
            int one = (int) (pair >>> 32);
            int other = (int) (long) pair;
            if (2 * count >= Math.min(windows(one), windows(other))) {
                groups.join(one, other);
            }
        });
        return groups.labels();
    }

    /** Distinct texts of a chain of places, descending; 0 if there are too many to compare. */
    private int holders(int last, int[] into) {
        int held = 0;
        int text = firstGram.length - 1;
        for (int place = last; place >= 0; place = nextPlace[place]) {
            if (place >= firstGram[text] && place < firstGram[Math.min(text + 1, firstGram.length - 1)]) {
                continue;
            }
            text = BenchmarkIndex.textAt(firstGram, place);
            if (held == into.length) {
                return 0;
            }
            into[held++] = text;
        }
        return held;
    }

    private int countGroups(int last, int[] groups) {
        if (nextPlace[last] < 0) {
            return 1;
        }
        int[] seen = new int[MANY_ITEMS];
        int count = 0;
        chain:
        for (int place = last; place >= 0; place = nextPlace[place]) {
            int group = groups[BenchmarkIndex.textAt(firstGram, place)];
            for (int i = 0; i < count; i++) {
                if (seen[i] == group) {
                    continue chain;
                }
            }
            seen[count++] = group;
            if (count == MANY_ITEMS) {
                return count;
            }
        }
        return count;
    }

    private int windows(int text) {
        return firstGram[text + 1] - firstGram[text] - params.ngram() + 1;
    }
}
