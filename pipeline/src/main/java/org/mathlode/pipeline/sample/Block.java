package org.mathlode.pipeline.sample;

import java.util.List;

/**
 * A piece of an article. Text holds formulas as {@code $…$} or {@code $$…$$}, a dollar sign as {@code \$}, and bold between
 * {@link #BOLD} and {@link #PLAIN}.
 */
sealed interface Block {
    /** Starts bold text; a private-use character, as no grammar writes it. */
    char BOLD = '\uE000';
    /** Ends bold text. */
    char PLAIN = '\uE001';

    record Heading(String text) implements Block {}

    record Paragraph(String text) implements Block {}

    record Quote(String text) implements Block {}

    record Items(List<String> items) implements Block {
        public Items {
            items = List.copyOf(items);
        }
    }

    record Table(List<List<String>> rows) implements Block {
        public Table {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    record Code(List<String> lines) implements Block {
        public Code {
            lines = List.copyOf(lines);
        }
    }
}
