package org.mathlode.dedup.ngram;

import java.util.List;
import org.mathlode.dedup.text.GramScanner;
import org.mathlode.dedup.text.GramScanner.Kind;

/**
 * Weighs the runs found in one document: which are strong, and which weak ones a second witness confirms. What each number
 * costs and saves is in {@code docs/decontamination.md}. One per thread.
 */
final class Evidence {
    /** A run this long is no phrase any more: ten grams and three others. */
    private static final int LONG = 13;
    private static final int LONG_WORDS = 8;
    /** The same in characters: Chinese set phrases of instruction have up to 17. */
    private static final int LONG_CJK = 20;
    private static final int LONG_CJK_DISTINCT = 12;
    /** Characters with a number among them: set phrases have none. */
    private static final int NUMBERED_CJK = 14;
    private static final int NUMBERED_CJK_DISTINCT = 8;
    /** Distinct grams of a formula that is the item's own; the trade's repeat few letters and small numbers. */
    private static final int LONG_FORMULA_PARTS = 8;
    private static final int FORMULA_NUMBERS = 3;
    private static final int LONGER_FORMULA = 17;
    private static final int LONGER_FORMULA_PARTS = 6;
    private static final int LONGEST_FORMULA = 25;
    /** Grams beyond an n-gram from which on a run is no phrase, and telling grams that make a shorter one none. */
    private static final int NO_PHRASE = 2;
    private static final int TELLING_ENOUGH = 3;
    /** Grams of the item's own, and distinct ones, that need no telling one among them: the alphabet is not worded, lists are neither. */
    private static final int LONG_OWN = 21;
    private static final int LONG_OWN_PARTS = 12;
    /** Distinct words of a closing phrase that several items share, and distinct parts of a closing formula. */
    private static final int CLOSING_WORDS = 6;
    private static final int CLOSING_PARTS = 5;
    /** Grams between two runs that belong together. */
    private static final int NEARBY = 200;

    private final BenchmarkIndex index;
    private final GramScanner benchmarkGrams;
    /** The entry that {@link #benchmarkGrams} holds. */
    private int scanned = -1;

    Evidence(BenchmarkIndex index) {
        this.index = index;
        benchmarkGrams = index.params.scanner();
    }

    /** Sets the witness of every run. */
    void weigh(List<Run> runs, String document, GramScanner grams) {
        for (Run run : runs) {
            run.strong = isStrong(run, grams) && !isMention(run, document, grams);
            run.witness = run.strong ? Hit.Witness.NOT_NEEDED : witness(run, document, grams);
        }
        for (Run run : runs) {
            if (run.witness == Hit.Witness.NONE && run.strongAt >= 0 && hasOther(run, runs)) {
                run.witness = Hit.Witness.OTHER_RUN;
            }
        }
    }

    private boolean isStrong(Run run, GramScanner grams) {
        int telling = Words.distinctTelling(grams, run.from, run.end());
        return run.strongAt >= 0
                ? telling > 0 && !isPhrase(run, grams, telling) || isLong(run, grams) || isNumberedChinese(run, grams) || isLongFormula(run, grams)
                : telling > 0 && isLong(run, grams);
    }

    /** Whether a short question without numbers stands within a sentence: the name of something, perhaps. */
    private boolean isMention(Run run, String document, GramScanner grams) {
        return run.grams < index.params.ngram() && Words.distinct(grams, run.from, run.end(), kind -> kind == Kind.NUMBER) == 0
                && !Sentence.standsAlone(document, grams.start(run.from), grams.end(run.end() - 1));
    }

    /** Whether a run is hardly longer than an n-gram, has no numbers and says little: a trade's phrase with its noun in it. */
    private boolean isPhrase(Run run, GramScanner grams, int telling) {
        return run.grams >= index.params.ngram() && run.grams < index.params.ngram() + NO_PHRASE && telling < TELLING_ENOUGH
                && !isChinese(run, grams) && Words.distinctLargeNumbers(grams, run.from, run.end()) == 0
                && Words.distinct(grams, run.from, run.end(), kind -> kind == Kind.NUMBER) < 2;
    }

    private static boolean isChinese(Run run, GramScanner grams) {
        return 2 * Words.count(grams, run.from, run.end(), Kind.CJK) > run.grams;
    }

    /** Words and formulas together, of the item's own for more than twice an n-gram. */
    private boolean isLongFormula(Run run, GramScanner grams) {
        return run.own + index.params.ngram() - 1 >= LONG_OWN && !Words.isFew(grams, run.from, run.end(), IndexBuilder.ENOUGH_WORDS)
                && Words.distinct(grams, run.from, run.end(), kind -> true) >= LONG_OWN_PARTS;
    }

    private static boolean isNumberedChinese(Run run, GramScanner grams) {
        return run.grams >= NUMBERED_CJK && isChinese(run, grams)
                && Words.count(grams, run.from, run.end(), Kind.NUMBER) > 0 && !Words.isFew(grams, run.from, run.end(), NUMBERED_CJK_DISTINCT);
    }

    private static boolean isLong(Run run, GramScanner grams) {
        if (isChinese(run, grams)) {
            return run.grams >= LONG_CJK && !Words.isFew(grams, run.from, run.end(), LONG_CJK_DISTINCT);
        }
        return run.grams >= LONG && !Words.isFew(grams, run.from, run.end(), LONG_WORDS);
    }

    private Hit.Witness witness(Run run, String document, GramScanner grams) {
        boolean whole = run.grams == index.grams(run.text);
        if (whole && run.strongAt >= 0 && (run.grams >= index.params.ngram()
                || Sentence.standsAlone(document, grams.start(run.from), grams.end(run.end() - 1)))) {
            return Hit.Witness.WHOLE_TEXT;
        }
        boolean closes = !whole && isClosing(run, document, grams);
        if (closes && (run.strongAt >= 0 || Words.hasTelling(grams, run.from, run.end()) && !Words.isFew(grams, run.from, run.end(), CLOSING_WORDS))) {
            return Hit.Witness.END_OF_TEXT;
        }
        boolean closesFormula = closes && run.own > 0 && isClosingFormula(run, grams);
        // what the document alone can tell comes first: scanning benchmark texts again is what costs
        if (!whole && !closesFormula && (run.own == 0 || !isOwnFormula(run, grams))) {
            return Hit.Witness.NONE;
        }
        Spelling spelling = new Spelling(document, grams, index.texts.get(index.source(run.text)).text(), benchmarkGrams);
        if (scanned != run.text) {
            index.scan(benchmarkGrams, run.text);
            scanned = run.text;
        }
        if (!spelling.isSame(run)) {
            return Hit.Witness.NONE;
        }
        if (whole) {
            return isFormula(run, grams, spelling) && (run.grams >= index.params.ngram() || spelling.isSameAround(run))
                    ? Hit.Witness.WHOLE_TEXT : Hit.Witness.NONE;
        }
        return closesFormula ? Hit.Witness.END_OF_TEXT : Hit.Witness.SAME_SPELLING;
    }

    /** Whether benchmark text and document end, or end a sentence, together: phrases of the trade stand in the middle of sentences. */
    private boolean isClosing(Run run, String document, GramScanner grams) {
        return run.textFrom + run.grams == index.grams(run.text) && run.grams >= index.params.ngram()
                && Sentence.ends(document, grams.end(run.end() - 1));
    }

    private static boolean isClosingFormula(Run run, GramScanner grams) {
        return Words.distinct(grams, run.from, run.end(), kind -> true) >= CLOSING_PARTS
                && (Words.distinct(grams, run.from, run.end(), kind -> Words.isWord(kind) || kind == Kind.COMMAND) > 0
                        || Words.distinct(grams, run.from, run.end(), kind -> kind != Kind.NUMBER) >= 3);
    }

    /** Whether the run calculates: it has numbers or letters, and words, commands or signs between them. */
    private static boolean isFormula(Run run, GramScanner grams, Spelling spelling) {
        int words = Words.count(grams, run.from, run.end(), Kind.WORD) + Words.count(grams, run.from, run.end(), Kind.CJK);
        int commands = Words.count(grams, run.from, run.end(), Kind.COMMAND);
        return words < run.grams && (words + commands > 0 || spelling.hasSigns(run));
    }

    /** Whether a formula is more than the trade's: long and of many parts, or with two numbers that nobody writes by chance. */
    private boolean isOwnFormula(Run run, GramScanner grams) {
        int plain = Words.count(grams, run.from, run.end(), Kind.WORD) + Words.count(grams, run.from, run.end(), Kind.CJK);
        if (3 * (run.grams - plain) < run.grams) {
            return false;
        }
        int parts = Words.distinct(grams, run.from, run.end(), kind -> true);
        // lists and tables of numbers are nobody's own
        int named = Words.distinct(grams, run.from, run.end(), kind -> kind != Kind.NUMBER);
        int words = Words.distinct(grams, run.from, run.end(), kind -> Words.isWord(kind) || kind == Kind.COMMAND);
        // nor is a determinant of letters
        int numbers = Words.distinct(grams, run.from, run.end(), kind -> kind == Kind.NUMBER);
        boolean isWorded = Words.distinct(grams, run.from, run.end(), Words::isWord) >= IndexBuilder.ENOUGH_WORDS;
        // a standard formula with one word more is still the standard formula
        int own = run.own + index.params.ngram() - 1;
        return words >= 1 && own >= LONG && parts >= LONG_FORMULA_PARTS && numbers >= FORMULA_NUMBERS
                || named >= 3 && own >= LONGER_FORMULA && parts >= LONGER_FORMULA_PARTS && (numbers >= FORMULA_NUMBERS || isWorded)
                || words >= 1 && own >= LONGEST_FORMULA && parts >= LONGER_FORMULA_PARTS
                || words >= 2 && Words.distinctLargeNumbers(grams, run.from, run.end()) >= 2;
    }

    private boolean hasOther(Run run, List<Run> runs) {
        String item = index.texts.get(index.source(run.text)).itemId();
        for (Run other : runs) {
            if (other.strongAt >= 0 && (other.end() <= run.from || run.end() <= other.from)
                    && Math.abs(other.from - run.from) < NEARBY
                    && (other.text != run.text || other.textFrom + other.grams <= run.textFrom || run.textFrom + run.grams <= other.textFrom)
                    && index.texts.get(index.source(other.text)).itemId().equals(item)) {
                return true;
            }
        }
        return false;
    }
}
