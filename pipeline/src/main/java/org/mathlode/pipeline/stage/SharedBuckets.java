package org.mathlode.pipeline.stage;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.mathlode.pipeline.stage.SharedBuckets.Member;

/** Row function: members sorted by bucket to those that are not alone in theirs. Holds two rows, however large a bucket is. */
record SharedBuckets() implements MapPartitionsFunction<Member, Member> {
    /** A page in a bucket. */
    public record Member(long bucket, String id) {}

    @Override
    public Iterator<Member> call(Iterator<Member> sorted) {
        return new NotAlone(sorted);
    }

    private static final class NotAlone implements Iterator<Member> {
        private final Iterator<Member> sorted;
        private Member before;
        private Member here;
        private Member after;

        NotAlone(Iterator<Member> sorted) {
            this.sorted = sorted;
            this.after = sorted.hasNext() ? sorted.next() : null;
            advance();
        }

        private void advance() {
            do {
                before = here;
                here = after;
                after = sorted.hasNext() ? sorted.next() : null;
            } while (here != null && !together(before, here) && !together(here, after));
        }

        private static boolean together(Member one, Member other) {
            return one != null && other != null && one.bucket() == other.bucket();
        }

        @Override
        public boolean hasNext() {
            return here != null;
        }

        @Override
        public Member next() {
            if (here == null) {
                throw new NoSuchElementException();
            }
            Member next = here;
            advance();
            return next;
        }
    }
}
