package org.mathlode.pipeline.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mathlode.dedup.ngram.BenchmarkField;
import org.mathlode.dedup.ngram.BenchmarkIndex;
import org.mathlode.dedup.ngram.BenchmarkText;
import org.mathlode.dedup.ngram.Decontaminator;
import org.mathlode.dedup.ngram.IndexParams;
import org.mathlode.dedup.ngram.MatchMode;
import org.mathlode.pipeline.config.DecontaminationConfig.Action;
import org.mathlode.pipeline.decontamination.Judgement.Cut;
import org.mathlode.pipeline.decontamination.Judgement.Outcome;

class DocumentJudgeTest {
    private static final String QUESTION = "A miller near Oldenmoor grinds 840 sacks of barley in 35 days. How many sacks does he grind in a day?";
    private static final String TWO = "The lighthouse of Sund blinks 17 times in each of 23 minutes. How many blinks do the sailors count?";
    private static final BenchmarkIndex INDEX = BenchmarkIndex.of(List.of(text("mill", QUESTION), text("light", TWO)), IndexParams.standard());
    private static final String FIRST = "Problems about rates are solved by dividing.";
    private static final String LAST = "More of them follow in the next chapter, with hints for teachers.";

    private final DocumentJudge cutting = judge(Action.SEGMENT, 20);

    private static BenchmarkText text(String id, String text) {
        return new BenchmarkText(id, "invented", BenchmarkField.QUESTION, text);
    }

    private static DocumentJudge judge(Action action, int minCharacters) {
        return new DocumentJudge(new Decontaminator(INDEX, MatchMode.WEAK_AWARE), action, minCharacters);
    }

    @Test
    void leavesCleanPagesAsTheyAre() {
        String page = "  " + FIRST + "\n\n\n" + LAST + "\n";
        assertThat(cutting.judge(page)).satisfies(judgement -> {
            assertThat(judgement.outcome()).isEqualTo(Outcome.CLEAN);
            assertThat(judgement.text()).isSameAs(page);
            assertThat(judgement.cuts()).isEmpty();
        });
    }

    @Test
    void leavesOutTheWholePage() {
        Judgement judgement = judge(Action.PAGE, 20).judge(FIRST + "\n\n" + QUESTION);
        assertThat(judgement.outcome()).isEqualTo(Outcome.CONTAMINATED);
        assertThat(judgement.outcome().isLeftOut()).isTrue();
        assertThat(judgement.cuts()).isEmpty();
    }

    @Test
    void cutsTheParagraphThatQuotesAnItem() {
        String page = FIRST + "\n\n7. " + QUESTION + " Try it.\n\n" + LAST;
        Judgement judgement = cutting.judge(page);
        assertThat(judgement.outcome()).isEqualTo(Outcome.CUT);
        assertThat(judgement.text()).isEqualTo(FIRST + "\n\n" + LAST);
        assertThat(judgement.cuts()).containsExactly(new Cut(FIRST.length() + 2, page.indexOf("\n\n" + LAST), List.of("mill"), "7. " + QUESTION + " Try it."));
    }

    @Test
    void cutsAllParagraphsThatAQuotationReachesInto() {
        String page = FIRST + "\n\nA miller near Oldenmoor grinds 840\n\nsacks of barley\n \nin 35 days.\n\n" + LAST;
        Judgement judgement = cutting.judge(page);
        assertThat(judgement.text()).isEqualTo(FIRST + "\n\n" + LAST);
        assertThat(judgement.cuts()).singleElement().satisfies(cut -> assertThat(cut.text()).startsWith("A miller").endsWith("in 35 days."));
    }

    @Test
    void cutsSegmentsApartAsRowsOfTheirOwn() {
        Judgement judgement = cutting.judge(QUESTION + "\n\n" + FIRST + "\n\n" + TWO + "\n\n" + QUESTION);
        assertThat(judgement.text()).isEqualTo(FIRST);
        assertThat(judgement.cuts()).extracting(Cut::items).containsExactly(List.of("mill"), List.of("light", "mill"));
    }

    @Test
    void cutsOneLineOfALongList() {
        String others = "10. An ordinary exercise about hay and horses that nobody has put into a benchmark.\n".repeat(40);
        Judgement judgement = cutting.judge(others + "11. " + QUESTION + "\n" + others + "$$\na = 3\n$$\n");
        assertThat(judgement.text()).isEqualTo((others + others).strip() + "\n$$\na = 3\n$$");
        assertThat(judgement.cuts()).singleElement().satisfies(cut -> assertThat(cut.text()).isEqualTo("11. " + QUESTION));
    }

    @Test
    void keepsDisplayedFormulasOfALongBlockWhole() {
        String others = "An ordinary line about hay and horses that nobody has put into a benchmark.\n".repeat(40);
        Judgement judgement = cutting.judge(others + "$$\nx =\n\\text{" + QUESTION + "}\n$$\nend of the block");
        assertThat(judgement.text()).isEqualTo(others + "end of the block");
    }

    @Test
    void looksAgainAtWhatTheCutBringsTogether() {
        String page = LAST + "\n\nThe lighthouse of Sund blinks 17\n\n" + QUESTION + "\n\ntimes in each of 23 minutes.\n\n" + FIRST;
        Judgement judgement = cutting.judge(page);
        assertThat(judgement.text()).isEqualTo(LAST + "\n\n" + FIRST);
        assertThat(judgement.cuts()).singleElement().satisfies(cut -> assertThat(cut.items()).containsExactly("light", "mill"));
    }

    @Test
    void leavesOutPagesOfWhichTooLittleIsLeft() {
        Judgement judgement = judge(Action.SEGMENT, 200).judge(FIRST + "\n\n" + QUESTION);
        assertThat(judgement.outcome()).isEqualTo(Outcome.TOO_LITTLE_LEFT);
        assertThat(judgement.outcome().isLeftOut()).isTrue();
        assertThat(judgement.text()).isEqualTo(FIRST);
        assertThat(cutting.judge(QUESTION).outcome()).isEqualTo(Outcome.TOO_LITTLE_LEFT);
    }
}
