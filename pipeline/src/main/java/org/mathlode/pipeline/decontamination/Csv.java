package org.mathlode.pipeline.decontamination;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Comma-separated values after RFC 4180: quoted fields may hold commas, line ends and doubled quotes. */
final class Csv {
    private Csv() {}

    /** All rows; an empty line is none. */
    static List<List<String>> read(Reader in, String name) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        int c = in.read();
        while (c >= 0) {
            int next = in.read();
            if (quoted) {
                if (c != '"') {
                    field.append((char) c);
                } else if (next == '"') {
                    field.append('"');
                    next = in.read();
                } else {
                    quoted = false;
                }
            } else if (c == '"' && field.length() == 0) {
                quoted = true;
                wasQuoted = true;
            } else if (c == ',') {
                row.add(field.toString());
                field.setLength(0);
                wasQuoted = false;
            } else if (c == '\n' || c == '\r') {
                if (c == '\r' && next == '\n') {
                    next = in.read();
                }
                endRow(rows, row, field, wasQuoted);
                row = new ArrayList<>();
                wasQuoted = false;
            } else {
                field.append((char) c);
            }
            c = next;
        }
        if (quoted) {
            throw new IOException("Cannot read " + name + ": the quote of the last field of row " + (rows.size() + 1) + " is never closed");
        }
        endRow(rows, row, field, wasQuoted);
        return rows;
    }

    private static void endRow(List<List<String>> rows, List<String> row, StringBuilder field, boolean wasQuoted) {
        if (!row.isEmpty() || field.length() > 0 || wasQuoted) {
            row.add(field.toString());
            rows.add(row);
        }
        field.setLength(0);
    }
}
