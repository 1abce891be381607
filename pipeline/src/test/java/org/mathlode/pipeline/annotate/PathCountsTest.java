package org.mathlode.pipeline.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.annotate.PathCounts.Count;
import org.mathlode.pipeline.annotate.PathCounts.Effect;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;

class PathCountsTest {
    private final PathCounts counts = new PathCounts(Map.of("/", new Count(100, 60, 6_000), "/a/", new Count(40, 30, 3_000),
            "/a/b/", new Count(10, 10, 1_000), "/a/b/c", new Count(5, 5, 500), "/d/", new Count(20, 5, 500)));

    private static List<PathAnnotation> verdicts(Object... prefixesAndVerdicts) {
        List<PathAnnotation> verdicts = new ArrayList<>();
        for (int i = 0; i < prefixesAndVerdicts.length; i += 2) {
            verdicts.add(new PathAnnotation("site.example", (String) prefixesAndVerdicts[i], (Verdict) prefixesAndVerdicts[i + 1], "", ""));
        }
        return verdicts;
    }

    @Test
    void tellsWhatAFirstVerdictAdds() {
        Effect effect = counts.effect("/a/", List.of());

        assertThat(effect).isEqualTo(new Effect(new Count(40, 30, 3_000), null, true));
        assertThat(effect.adds(Verdict.MATH)).isEqualTo(30);
        assertThat(effect.addsTokens(Verdict.MATH)).isEqualTo(3_000);
        assertThat(effect.adds(Verdict.NOT_MATH)).isZero();
    }

    @Test
    void leavesOutWhatALongerPrefixDecides() {
        Effect effect = counts.effect("/", verdicts("/a/", Verdict.MATH, "/a/b/", Verdict.NOT_MATH, "/d/", Verdict.SKIP));

        assertThat(effect.pages()).isEqualTo(new Count(40, 25, 2_500));
        assertThat(effect.adds(Verdict.MATH)).isEqualTo(25);
    }

    @Test
    void takesOutWhatAShorterPrefixHadLetIn() {
        Effect effect = counts.effect("/a/b/", verdicts("/a/", Verdict.MATH));

        assertThat(effect.standing()).isEqualTo(Verdict.MATH);
        assertThat(effect.adds(Verdict.MATH)).isZero();
        assertThat(effect.adds(Verdict.NOT_MATH)).isEqualTo(-10);
        assertThat(effect.addsTokens(Verdict.SKIP)).isEqualTo(-1_000);
    }

    @Test
    void boundsAPrefixThatNobodyCounted() {
        Effect effect = counts.effect("/a/b/x", List.of());

        assertThat(effect.exact()).isFalse();
        assertThat(effect.pages()).isEqualTo(new Count(10, 10, 1_000));
        assertThat(counts.effect("/", verdicts("/d/x", Verdict.MATH)).exact()).isFalse();
        assertThat(counts.effect("/", verdicts("/d/x", Verdict.MATH)).pages().pages()).isEqualTo(100);
    }

    @Test
    void anUndecidedLineHidesNothing() {
        assertThat(counts.effect("/", verdicts("/a/", null)).pages().pages()).isEqualTo(100);
    }
}
