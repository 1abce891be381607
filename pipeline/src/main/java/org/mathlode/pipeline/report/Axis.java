package org.mathlode.pipeline.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a plot.
 *
 * @param name what it counts, with its unit
 */
record Axis(String name, double min, double max, Scale scale, Labels labels) {
    private static final int MOST_TICKS = 5;

    /** How values are placed. */
    enum Scale {
        LINEAR,
        /** log(1 + value), for counts that span powers of ten. */
        LOGARITHMIC
    }

    /** How values are written. */
    enum Labels {
        NUMBERS,
        WHOLE_NUMBERS,
        PERCENT
    }

    Axis {
        if (!(max > min)) {
            max = min + 1;
        }
    }

    static Axis linear(String name, double min, double max) {
        return new Axis(name, min, max, Scale.LINEAR, Labels.NUMBERS);
    }

    /** From 0, for counts: logarithmic where most of them would be too small to be seen beside the largest. */
    static Axis counts(String name, List<Double> values) {
        List<Double> sorted = values.stream().filter(value -> value > 0).sorted().toList();
        double max = sorted.isEmpty() ? 1 : sorted.get(sorted.size() - 1);
        boolean wide = !sorted.isEmpty() && max > 50 * sorted.get(sorted.size() / 2);
        return new Axis(wide ? name + ", logarithmic" : name, 0, max, wide ? Scale.LOGARITHMIC : Scale.LINEAR, Labels.NUMBERS);
    }

    /** Steps that are counted, such as iterations. */
    static Axis steps(String name, int min, int max) {
        return new Axis(name, min, max, Scale.LINEAR, Labels.WHOLE_NUMBERS);
    }

    Axis inPercent() {
        return new Axis(name, min, max, scale, Labels.PERCENT);
    }

    /** Where a value lies, 0 to 1; what is off the axis lies at its end. */
    double place(double value) {
        double share = scale == Scale.LINEAR ? (value - min) / (max - min) : Math.log1p(value - min) / Math.log1p(max - min);
        return Math.max(0, Math.min(1, share));
    }

    /** Round values on the axis, a few. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (scale == Scale.LOGARITHMIC) {
            double step = Math.pow(10, Math.ceil(Math.log10(Math.max(10, max)) / MOST_TICKS));
            ticks.add(0.0);
            for (double tick = step < 100 ? 1 : step; tick <= max; tick *= step) {
                ticks.add(tick);
            }
            return ticks;
        }
        double rough = (max - min) / (MOST_TICKS - 1);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
        step = labels == Labels.WHOLE_NUMBERS ? Math.max(1, step) : step;
        for (long i = (long) Math.ceil(min / step - 1e-9); i * step <= max + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    String label(double value) {
        return labels == Labels.PERCENT ? Amount.percent(value).replace(".0 ", " ") : Amount.brief(value);
    }
}
