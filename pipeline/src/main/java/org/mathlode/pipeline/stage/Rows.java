package org.mathlode.pipeline.stage;

import java.util.Iterator;
import java.util.function.Function;

/** Iterators of rows for {@code mapPartitions}. */
final class Rows {
    private Rows() {}

    /** One row for one row, when asked for. */
    static <A, B> Iterator<B> map(Iterator<A> rows, Function<A, B> function) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public B next() {
                return function.apply(rows.next());
            }
        };
    }
}
