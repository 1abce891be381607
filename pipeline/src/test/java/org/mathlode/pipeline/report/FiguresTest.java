package org.mathlode.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void writesNumbersAsPeopleReadThem() {
        assertThat(List.of(Amount.brief(0), Amount.brief(9_312), Amount.brief(29_024), Amount.brief(4_999_518), Amount.brief(5_000_000), Amount.brief(999_999), Amount.brief(0.25)))
                .containsExactly("0", "9,312", "29.0 k", "5.00 M", "5 M", "1.00 M", "0.25");
        assertThat(List.of(Amount.percent(1), Amount.percent(0.99999), Amount.percent(0.816), Amount.percent(0.004), Amount.percent(0.00001), Amount.percent(0)))
                .containsExactly("100.0 %", "> 99.9 %", "81.6 %", "0.40 %", "< 0.01 %", "0.0 %");
        assertThat(List.of(Amount.duration(3.21), Amount.duration(64), Amount.duration(359), Amount.duration(12_000))).containsExactly("3.2 s", "64 s", "5 min 59 s", "3 h 20 min");
    }

    @Test
    void putsTicksAtRoundValues() {
        assertThat(Axis.linear("x", -3.2, 11).ticks()).containsExactly(0.0, 5.0, 10.0);
        assertThat(Axis.steps("iteration", 2, 4).ticks()).containsExactly(2.0, 3.0, 4.0);
        assertThat(Axis.linear("x", 5, 5).place(5)).isZero();
    }

    @Test
    void takesALogarithmWhereCountsWouldNotBeSeenOtherwise() {
        assertThat(Axis.counts("pages", List.of(3.0, 5.0, 4.0)).scale()).isEqualTo(Axis.Scale.LINEAR);
        Axis wide = Axis.counts("pages", List.of(3.0, 5.0, 1e6));
        assertThat(wide.scale()).isEqualTo(Axis.Scale.LOGARITHMIC);
        assertThat(wide.place(5)).isGreaterThan(0.1);
        assertThat(wide.ticks()).hasSizeBetween(3, 8);
    }

    @Test
    void joinsNarrowBinsAndKeepsEveryCountOnItsSide() {
        TreeMap<Long, Long> counts = new TreeMap<>(Map.of(-2_500L, 1L, -1L, 800L, -40L, 700L, 0L, 500L, 30L, 2L, 1_900L, 1L));

        List<Histogram.Bin> bins = Histogram.of(counts, 10).bins();

        assertThat(bins.stream().mapToLong(Histogram.Bin::count).sum()).isEqualTo(2_004);
        assertThat(bins).allMatch(bin -> bin.to() <= 0 || bin.from() >= 0);
        assertThat(bins.stream().filter(bin -> bin.from() >= 0).mapToLong(Histogram.Bin::count).sum()).isEqualTo(503);
        assertThat(bins.get(0).from()).isEqualTo(-2_500);
        assertThat(bins.get(bins.size() - 1).to()).isEqualTo(1_901);
        assertThat(bins).hasSizeLessThan(14);
    }

    @Test
    void aHistogramOfOneSideHasNoBinOnTheOther() {
        assertThat(Histogram.of(new TreeMap<>(Map.of(0L, 7L)), 10).bins()).containsExactly(new Histogram.Bin(0, 1, 7));
        assertThat(Histogram.of(new TreeMap<>(Map.of(-3L, 7L, -1L, 1L)), 10).bins()).allMatch(bin -> bin.to() <= 0);
    }
}
