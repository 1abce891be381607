package org.mathlode.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of figures: a header, then rows of cells. */
final class Table {
    private final List<String> columns;
    private final List<Cell[]> rows = new ArrayList<>();

    /** A cell: numbers stand at the right, a bar fills its share of the cell. */
    record Cell(String text, String kind, double bar, boolean link) {
        static final Cell EMPTY = words("");

        static Cell words(String text) {
            return new Cell(text, "words", -1, false);
        }

        static Cell url(String url) {
            return new Cell(url, "words", -1, true);
        }

        static Cell count(long number) {
            return number(Amount.count(number));
        }

        static Cell number(String text) {
            return new Cell(text, "number", -1, false);
        }

        /** A share with its bar; {@code kind} is a style class for the bar. */
        static Cell share(double share, String kind) {
            return new Cell(Amount.percent(share), kind, share, false);
        }

        /** A number with a bar. */
        static Cell bar(String text, double share, String kind) {
            return new Cell(text, kind, share, false);
        }
    }

    Table(String... columns) {
        this.columns = List.of(columns);
    }

    Table row(Cell... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("a row has " + cells.length + " cells, the table " + columns.size() + " columns");
        }
        rows.add(cells);
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void write(Html html, String caption) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption).open("table");
        html.open("thead").open("tr");
        for (int i = 0; i < columns.size(); i++) {
            html.element("th", columns.get(i), "scope", "col", "class", kind(i));
        }
        html.close().close().open("tbody");
        for (Cell[] row : rows) {
            html.open("tr");
            for (Cell cell : row) {
                write(html, cell);
            }
            html.close();
        }
        html.close().close().close();
    }

    private String kind(int column) {
        for (Cell[] row : rows) {
            if (row[column].bar() >= 0) {
                return "with-bar";
            }
        }
        return rows.isEmpty() || rows.get(0)[column].kind().equals("words") ? "words" : "number";
    }

    /** The table behind a line that opens it. */
    void writeFolded(Html html, String caption) {
        html.open("details", "class", "figures").element("summary", caption);
        write(html, caption);
        html.close();
    }

    private static void write(Html html, Cell cell) {
        if (cell.bar() < 0) {
            html.open("td", "class", cell.kind());
            if (cell.link()) {
                html.pageLink(cell.text());
            } else {
                html.text(cell.text());
            }
            html.close();
            return;
        }
        html.open("td", "class", "with-bar").open("div", "class", "meter").element("span", cell.text());
        html.open("svg", "class", "cell-bar", "aria-hidden", "true", "height", "10", "width", "100%");
        html.open("rect", "class", "track", "width", "100%", "height", "10", "rx", "2").close();
        html.open("rect", "class", "bar " + cell.kind(), "width", String.format(Locale.ROOT, "%.2f%%", 100 * Math.max(0, Math.min(1, cell.bar()))), "height", "10", "rx", "2").close();
        html.close();
        html.close().close();
    }
}
