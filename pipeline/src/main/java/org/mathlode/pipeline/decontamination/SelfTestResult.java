package org.mathlode.pipeline.decontamination;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.mathlode.dedup.ngram.BenchmarkText;

/**
 * What a self-test found.
 *
 * @param trials every text put into a page, spelling by spelling
 * @param pages pages looked at as they are
 * @param pagesHit ids of those of them that are condemned: they may quote a benchmark, or be false alarms
 */
public record SelfTestResult(List<Trial> trials, int pages, List<String> pagesHit) {
    /** The spelling of trials that must not be found: one gram less than an n-gram. */
    public static final String NEAR_MISS = "near-miss";

    /**
     * One text in one page.
     *
     * @param spelling how it is spelled, or {@link #NEAR_MISS}
     * @param page the page's id
     */
    public record Trial(String spelling, String itemId, String benchmark, String field, String page, boolean found) {
        static Trial of(String spelling, BenchmarkText text, String page, boolean found) {
            return new Trial(spelling, text.itemId(), text.benchmark(), text.field().label(), page, found);
        }

        private boolean isInjection() {
            return !spelling.equals(NEAR_MISS);
        }
    }

    /** Texts put into pages, and how many were found. */
    public record Count(int injected, int found) {
        static final Count NONE = new Count(0, 0);

        Count plus(boolean isFound) {
            return new Count(injected + 1, found + (isFound ? 1 : 0));
        }
    }

    public SelfTestResult {
        trials = List.copyOf(trials);
        pagesHit = List.copyOf(pagesHit);
    }

    /** Counts by spelling, in alphabetical order, {@link #NEAR_MISS} aside. */
    public Map<String, Count> bySpelling() {
        Map<String, Count> counts = new TreeMap<>();
        trials.stream().filter(Trial::isInjection)
                .forEach(trial -> counts.put(trial.spelling(), counts.getOrDefault(trial.spelling(), Count.NONE).plus(trial.found())));
        return counts;
    }

    /** Texts put into pages. */
    public long injected() {
        return trials.stream().filter(Trial::isInjection).count();
    }

    /** Those of them that were found. */
    public long found() {
        return trials.stream().filter(trial -> trial.isInjection() && trial.found()).count();
    }

    /** Near misses put into pages, and how many of them condemned a page. */
    public Count nearMisses() {
        Count count = Count.NONE;
        for (Trial trial : trials) {
            count = trial.isInjection() ? count : count.plus(trial.found());
        }
        return count;
    }

    /** Found divided by injected over all spellings; 1 if nothing could be injected. */
    public double recall() {
        return injected() == 0 ? 1 : (double) found() / injected();
    }

    /** The share of pages condemned as they are. */
    public double pagesHitShare() {
        return pages == 0 ? 0 : (double) pagesHit.size() / pages;
    }

    /** A line a spelling and one of totals, for people. */
    public String describe() {
        StringBuilder out = new StringBuilder();
        bySpelling().forEach((spelling, count) -> out.append(String.format(Locale.ROOT, "%-24s found %d of %d%n", spelling, count.found(), count.injected())));
        return out.append(String.format(Locale.ROOT, "recall %.4f, near misses hit %d of %d, pages hit as they are %d of %d%n", recall(),
                nearMisses().found(), nearMisses().injected(), pagesHit.size(), pages)).toString();
    }
}
