package org.mathlode.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A plot as inline SVG that follows the width of its place and the colours of the page. Widths are percentages, so that text keeps its size on a narrow
 * screen; every mark tells its value to the pointer, and the same values stand in a table beside it.
 */
final class Plot {
    private static final int HEIGHT = 200;
    private static final int TOP = 18;
    private static final int BOTTOM = 36;

    private final String title;
    private final Axis x;
    private final Axis y;
    private final List<Mark> marks = new ArrayList<>();

    /** Something drawn, once the size is known. */
    private interface Mark {
        void draw(Html html);
    }

    /** A value with what the pointer is told. */
    record Point(double x, double y, String told) {}

    Plot(String title, Axis x, Axis y) {
        this.title = title;
        this.x = x;
        this.y = y;
    }

    /** A bar from {@code from} to {@code to}; {@code kind} is a style class. */
    Plot bar(double from, double to, double value, String kind, String told) {
        marks.add(html -> {
            double top = top(value);
            // a bar that stands for something can be seen
            double height = value > 0 ? Math.max(1, HEIGHT - top) : 0;
            html.open("rect", "class", "bar " + kind, "x", percent(x.place(from)), "width", percent(Math.max(0, x.place(to) - x.place(from)) * 0.94),
                    "y", pixels(HEIGHT - height), "height", pixels(height));
            html.element("title", told).close();
        });
        return this;
    }

    /** A line through points, in their order. */
    Plot line(List<Point> points, String kind) {
        marks.add(html -> {
            for (int i = 1; i < points.size(); i++) {
                Point from = points.get(i - 1);
                Point to = points.get(i);
                html.open("line", "class", "curve " + kind, "x1", percent(x.place(from.x())), "y1", pixels(top(from.y())), "x2", percent(x.place(to.x())),
                        "y2", pixels(top(to.y()))).close();
            }
            for (Point point : points) {
                html.open("circle", "class", "point " + kind, "cx", percent(x.place(point.x())), "cy", pixels(top(point.y())), "r", "4");
                html.element("title", point.told()).close();
            }
        });
        return this;
    }

    /** A vertical line at a value of the x axis. */
    Plot upright(double value, String label) {
        marks.add(html -> {
            double place = x.place(value);
            html.open("line", "class", "marker", "x1", percent(place), "x2", percent(place), "y1", pixels(TOP - 4), "y2", pixels(HEIGHT)).close();
            html.element("text", label, "class", "marker-label", "x", percent(place), "y", pixels(TOP - 7),
                    "text-anchor", place > 0.75 ? "end" : place < 0.25 ? "start" : "middle");
        });
        return this;
    }

    /** A horizontal line at a value of the y axis. */
    Plot level(double value, String label) {
        marks.add(html -> {
            html.open("line", "class", "marker", "x1", "0", "x2", "100%", "y1", pixels(top(value)), "y2", pixels(top(value))).close();
            html.element("text", label, "class", "marker-label", "x", "100%", "y", pixels(top(value) + 14), "text-anchor", "end");
        });
        return this;
    }

    /** Writes the figure; {@code summary} is what somebody who cannot see it is told. */
    void write(Html html, String summary) {
        html.open("figure", "class", "plot").element("figcaption", title);
        html.element("p", y.name(), "class", "axis-note");
        html.open("div", "class", "frame", "role", "img", "aria-label", title + ": " + summary);
        html.open("svg", "class", "y-axis", "width", "100%", "height", pixels(HEIGHT + BOTTOM), "aria-hidden", "true");
        for (double tick : y.ticks()) {
            html.element("text", y.label(tick), "class", "tick", "x", "100%", "y", pixels(top(tick) + 4), "text-anchor", "end");
        }
        html.close();
        html.open("svg", "class", "area", "width", "100%", "height", pixels(HEIGHT + BOTTOM), "aria-hidden", "true");
        for (double tick : y.ticks()) {
            html.open("line", "class", "grid", "x1", "0", "x2", "100%", "y1", pixels(top(tick)), "y2", pixels(top(tick))).close();
        }
        for (double tick : x.ticks()) {
            double place = x.place(tick);
            html.open("line", "class", "grid", "x1", percent(place), "x2", percent(place), "y1", pixels(HEIGHT), "y2", pixels(HEIGHT + 4)).close();
            html.element("text", x.label(tick), "class", "tick", "x", percent(place), "y", pixels(HEIGHT + 17),
                    "text-anchor", place > 0.94 ? "end" : place < 0.06 ? "start" : "middle");
        }
        html.element("text", x.name(), "class", "axis-name", "x", "50%", "y", pixels(HEIGHT + 33), "text-anchor", "middle");
        marks.forEach(mark -> mark.draw(html));
        html.close();
        html.close();
        html.close();
    }

    private double top(double value) {
        return HEIGHT - y.place(value) * (HEIGHT - TOP);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    private static String pixels(double length) {
        return length == Math.rint(length) ? Long.toString((long) length) : String.format(Locale.ROOT, "%.1f", length);
    }
}
