package org.mathlode.pipeline.decontamination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.mathlode.dedup.ngram.Decontaminator;
import org.mathlode.dedup.ngram.Verdict;
import org.mathlode.pipeline.config.DecontaminationConfig.Action;
import org.mathlode.pipeline.decontamination.Judgement.Cut;
import org.mathlode.pipeline.decontamination.Judgement.Outcome;
import org.mathlode.pipeline.decontamination.Segments.Segment;
import org.mathlode.pipeline.model.TextFacts;

/**
 * Decides what becomes of documents: a contaminated one is left out, or every segment that a quotation touches is cut and what is left is looked
 * at again, until it is clean. Not thread-safe.
 */
public final class DocumentJudge {
    /** Cutting brings segments together; a text that quotes something new that often is no text to keep. */
    private static final int MOST_ROUNDS = 20;

    private final Decontaminator decontaminator;
    private final Action action;
    private final int minCharacters;

    /** @param minCharacters other than white space, that must be left of a document whose segments are cut */
    public DocumentJudge(Decontaminator decontaminator, Action action, int minCharacters) {
        this.decontaminator = decontaminator;
        this.action = action;
        this.minCharacters = minCharacters;
    }

    /** What becomes of one document. */
    public Judgement judge(String document) {
        Verdict verdict = decontaminator.check(document);
        if (!verdict.contaminated()) {
            return new Judgement(Outcome.CLEAN, verdict, document, List.of());
        }
        return action == Action.PAGE ? new Judgement(Outcome.CONTAMINATED, verdict, document, List.of()) : cut(document, verdict);
    }

    private Judgement cut(String document, Verdict found) {
        List<Segment> segments = Segments.of(document);
        List<TreeSet<String>> items = new ArrayList<>();
        segments.forEach(segment -> items.add(new TreeSet<>()));
        int[] at = segments.stream().mapToInt(Segment::start).toArray();
        Verdict verdict = found;
        String left = document;
        for (int round = 0; verdict.contaminated() && round < MOST_ROUNDS; round++) {
            mark(verdict, segments, at, items);
            left = join(document, segments, at, items);
            verdict = decontaminator.check(left);
        }
        Outcome outcome = verdict.contaminated() ? Outcome.CONTAMINATED
                : TextFacts.characters(left) < minCharacters ? Outcome.TOO_LITTLE_LEFT : Outcome.CUT;
        return new Judgement(outcome, found, left, cuts(document, segments, items));
    }

    /** Notes the items quoted in each segment; {@code at} says where segments begin in the text looked at, −1 for those cut before. */
    private static void mark(Verdict verdict, List<Segment> segments, int[] at, List<TreeSet<String>> items) {
        for (Verdict.Quotation quotation : verdict.quotations()) {
            for (int i = 0; i < segments.size(); i++) {
                int length = segments.get(i).end() - segments.get(i).start();
                if (at[i] >= 0 && quotation.start() < at[i] + length && quotation.end() > at[i]) {
                    items.get(i).add(quotation.itemId());
                }
            }
        }
    }

    /** The segments without items, each after the white space that stood before it. */
    private static String join(String document, List<Segment> segments, int[] at, List<TreeSet<String>> items) {
        StringBuilder left = new StringBuilder();
        Arrays.fill(at, -1);
        for (int i = 0; i < segments.size(); i++) {
            if (items.get(i).isEmpty()) {
                if (left.length() > 0) {
                    left.append(document, segments.get(i - 1).end(), segments.get(i).start());
                }
                at[i] = left.length();
                left.append(document, segments.get(i).start(), segments.get(i).end());
            }
        }
        return left.toString();
    }

    private static List<Cut> cuts(String document, List<Segment> segments, List<TreeSet<String>> items) {
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < segments.size(); ) {
            int from = i;
            TreeSet<String> quoted = new TreeSet<>();
            while (i < segments.size() && !items.get(i).isEmpty()) {
                quoted.addAll(items.get(i++));
            }
            if (i > from) {
                int start = segments.get(from).start();
                int end = segments.get(i - 1).end();
                cuts.add(new Cut(start, end, List.copyOf(quoted), document.substring(start, end)));
            } else {
                i++;
            }
        }
        return cuts;
    }
}
