package org.mathlode.dedup.ngram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.mathlode.dedup.text.GramScanner;

/**
 * Looks a document up in a {@link BenchmarkIndex} and decides. The rules of {@link MatchMode#WEAK_AWARE}, with what was
 * measured for them, are in {@code docs/decontamination.md}. Holds scratch arrays: one per thread.
 */
public final class Decontaminator {
    /** Hits told of one document; a copied test set has thousands. */
    public static final int MOST_HITS = 50;
    /** Benchmark texts followed at one place of a document: of widely shared n-grams the first ones tell enough. */
    private static final int MOST_PLACES = 16;
    /** Places followed in one document: a page of ten thousand zeros matches a table of zeros everywhere. */
    private static final int MOST_WORK = 100_000;

    private final BenchmarkIndex index;
    private final MatchMode mode;
    private final GramScanner grams;
    private final GramScanner benchmarkGrams;
    /** The entry that {@link #benchmarkGrams} holds. */
    private int scanned = -1;
    private final Evidence evidence;
    private final long power;
    private final long partPower;
    private final long openingPower;
    private final long[] shortPowers;
    private long[] prefixes = new long[1024];
    private int[] matchAt = new int[64];
    private int[] matchSlot = new int[64];
    private int matches;
    private final List<Run> runs = new ArrayList<>();

    public Decontaminator(BenchmarkIndex index, MatchMode mode) {
        this.index = index;
        this.mode = mode;
        grams = index.params.scanner();
        benchmarkGrams = index.params.scanner();
        evidence = new Evidence(index);
        power = GramScanner.windowPower(index.params.ngram());
        partPower = GramScanner.windowPower(index.part());
        openingPower = GramScanner.windowPower(index.params.shortMin());
        shortPowers = Arrays.stream(index.shortLengths).mapToLong(GramScanner::windowPower).toArray();
    }

    /** Whether the document is contaminated, and by what. */
    public Verdict check(String document) {
        Verdict verdict = check(document, document);
        if (!verdict.contaminated()) {
            String joined = LineHyphens.joined(document);
            Verdict other = joined.equals(document) ? verdict : check(joined, document);
            return other.contaminated() ? other : verdict;
        }
        return verdict;
    }

    /** Checks one reading of a document; hits are told as they stand in {@code original}, at the same places. */
    private Verdict check(String document, String original) {
        // where grams stand is of interest only for the few documents that match something
        grams.scanHashesWithDrawings(document);
        prefixes = grams.prefixes(prefixes);
        runs.clear();
        findShorts();
        findNgrams();
        if (matches == 0 && runs.isEmpty()) {
            return Verdict.CLEAN;
        }
        grams.scanWithDrawings(document);
        joinMatches();
        evidence.weigh(runs, document, grams);
        boolean counts = mode == MatchMode.PAPER_LITERAL || runs.stream().anyMatch(run -> run.witness != Hit.Witness.NONE);
        return new Verdict(counts, hits(original), counts ? quotations() : List.of());
    }

    /** Where the runs that count stand, those within another one aside. */
    private List<Verdict.Quotation> quotations() {
        List<Run> counted = new ArrayList<>(runs);
        if (mode == MatchMode.WEAK_AWARE) {
            counted.removeIf(run -> run.witness == Hit.Witness.NONE);
        }
        counted.sort(Comparator.comparing((Run run) -> run.from).thenComparing(run -> -run.grams).thenComparing(run -> run.text));
        List<Verdict.Quotation> quotations = new ArrayList<>();
        int reached = 0;
        for (Run run : counted) {
            if (run.end() > reached) {
                reached = run.end();
                quotations.add(new Verdict.Quotation(index.texts.get(index.source(run.text)).itemId(), grams.start(run.from), grams.end(run.end() - 1)));
            }
        }
        return quotations;
    }

    /** Looks at an n-gram's parts from its end: where one is in no benchmark, all n-grams that hold it are passed over. */
    private void findNgrams() {
        int n = index.params.ngram();
        int part = index.part();
        int last = n - part;
        long[] prefix = prefixes;
        HashFilter parts = index.parts;
        matches = 0;
        int known = 0;
        for (int i = 0, end = grams.count() - n; i <= end; ) {
            // parts from i up to known, exclusive, are in some benchmark
            int from = Math.max(known, i);
            int j = i + last;
            while (j >= from && parts.mayContain(prefix[j + part] - prefix[j] * partPower)) {
                j--;
            }
            known = i + last + 1;
            if (j >= from) {
                i = j + 1;
                continue;
            }
            int slot = index.ngrams.slot(prefix[i + n] - prefix[i] * power);
            if (slot >= 0) {
                addMatch(i, slot);
            }
            i++;
        }
    }

    private void findShorts() {
        int min = index.params.shortMin();
        long[] prefix = prefixes;
        HashFilter openings = index.shortOpenings;
        for (int i = 0, last = grams.count() - min; i <= last; i++) {
            if (openings.mayContain(prefix[i + min] - prefix[i] * openingPower)) {
                findShortsAt(i);
            }
        }
    }

    private void findShortsAt(int i) {
        for (int k = 0; k < shortPowers.length; k++) {
            int length = index.shortLengths[k];
            if (i + length > grams.count()) {
                return;
            }
            int slot = index.shorts.slot(GramScanner.window(prefixes, i, length, shortPowers[k]));
            int followed = 0;
            // texts with the same grams may have other signs between them
            for (int text = slot < 0 ? -1 : index.shorts.value(slot); text >= 0; text = index.nextShort[text]) {
                if (followed++ == MOST_PLACES || runs.size() >= MOST_WORK) {
                    break;
                }
                Run run = new Run(i, text, 0, length);
                run.own = (index.textWeakness[text] & IndexBuilder.SHARED) == 0 ? 1 : 0;
                run.strongAt = index.textWeakness[text] == 0 ? i : -1;
                runs.add(run);
            }
        }
    }

    private void addMatch(int at, int slot) {
        if (matches == matchAt.length) {
            matchAt = Arrays.copyOf(matchAt, 2 * matches);
            matchSlot = Arrays.copyOf(matchSlot, 2 * matches);
        }
        matchAt[matches] = at;
        matchSlot[matches++] = slot;
    }

    /** Joins n-grams that follow each other in the document and in one benchmark text to runs. */
    private void joinMatches() {
        List<Run> open = new ArrayList<>();
        List<Run> next = new ArrayList<>();
        int work = 0;
        for (int m = 0; m < matches; m++) {
            int at = matchAt[m];
            byte weakness = index.weakness[matchSlot[m]];
            next.clear();
            int followed = 0;
            for (int place = index.ngrams.value(matchSlot[m]); place >= 0; place = index.nextPlace[place]) {
                Run run = extended(open, at, place);
                if (run == null && followed < MOST_PLACES && (work < MOST_WORK || weakness == 0)) {
                    int text = index.textAt(place);
                    run = new Run(at, text, place - index.firstGram[text], index.params.ngram());
                    runs.add(run);
                }
                followed++;
                work++;
                if (run == null) {
                    if (open.isEmpty() || work >= MOST_WORK) {
                        break;
                    }
                    continue;
                }
                run.own += (weakness & IndexBuilder.SHARED) == 0 ? 1 : 0;
                if (weakness == 0 && run.strongAt < 0) {
                    run.strongAt = at;
                }
                next.add(run);
            }
            open = new ArrayList<>(next);
        }
    }

    private Run extended(List<Run> open, int at, int place) {
        for (Run run : open) {
            if (run.end() == at + index.params.ngram() - 1
                    && index.firstGram[run.text] + run.textFrom + at - run.from == place && index.firstGram[run.text + 1] > place) {
                run.grams++;
                return run;
            }
        }
        return null;
    }

    private List<Hit> hits(String document) {
        List<Run> best = new ArrayList<>(runs);
        best.sort(Run.BEST_FIRST);
        List<Run> told = new ArrayList<>();
        for (Run run : best) {
            if (told.size() < MOST_HITS
                    && told.stream().noneMatch(other -> run.from >= other.from && run.end() <= other.end())) {
                told.add(run);
            }
        }
        return told.stream().map(run -> hit(run, document)).toList();
    }

    private Hit hit(Run run, String document) {
        BenchmarkText text = index.texts.get(index.source(run.text));
        int n = Math.min(index.params.ngram(), run.grams);
        int ngramAt = Math.max(run.from, Math.min(run.strongAt, run.end() - n));
        if (scanned != run.text) {
            index.scan(benchmarkGrams, run.text);
            scanned = run.text;
        }
        int start = grams.start(run.from);
        int end = grams.end(run.end() - 1);
        return new Hit(text.itemId(), text.benchmark(), text.field(), grams.grams(ngramAt, ngramAt + n), start, end, run.grams,
                run.strong ? Hit.Strength.STRONG : Hit.Strength.WEAK, run.witness, Hit.Snippet.of(document, start, end),
                Hit.Snippet.of(text.text(), benchmarkGrams.start(run.textFrom), benchmarkGrams.end(run.textFrom + run.grams - 1)));
    }
}
