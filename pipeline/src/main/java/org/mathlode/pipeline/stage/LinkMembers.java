package org.mathlode.pipeline.stage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.mathlode.dedup.cluster.BucketLeaders;
import org.mathlode.dedup.cluster.LinkRule;
import org.mathlode.dedup.minhash.Signature;
import org.mathlode.pipeline.stage.LinkMembers.PageLink;
import org.mathlode.pipeline.stage.LinkMembers.SignedMember;

/** Row function: members sorted by bucket and id to links with their bucket's leaders. */
record LinkMembers(LinkRule rule) implements MapPartitionsFunction<SignedMember, PageLink> {
    /** A page in a bucket; what its signature is made of is null where nothing is verified. */
    public record SignedMember(long bucket, String id, int[] signature, byte[] lineSketch, int shingles) {}

    /** Two pages of one cluster; a page linked with itself is one that a bucket with too many leaders left alone. */
    public record PageLink(String a, String b) {}

    @Override
    public Iterator<PageLink> call(Iterator<SignedMember> sorted) {
        return new Links(sorted, new BucketLeaders(rule));
    }

    private static final class Links implements Iterator<PageLink> {
        private final Iterator<SignedMember> sorted;
        private final BucketLeaders leaders;
        private final Deque<PageLink> ready = new ArrayDeque<>();
        private long bucket;
        private boolean started;

        Links(Iterator<SignedMember> sorted, BucketLeaders leaders) {
            this.sorted = sorted;
            this.leaders = leaders;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && sorted.hasNext()) {
                SignedMember member = sorted.next();
                if (!started || member.bucket() != bucket) {
                    leaders.clear();
                    bucket = member.bucket();
                    started = true;
                }
                for (String leader : leaders.add(member.id(), new Signature(member.signature(), member.lineSketch(), member.shingles()))) {
                    ready.add(new PageLink(member.id(), leader));
                }
            }
            return !ready.isEmpty();
        }

        @Override
        public PageLink next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }
    }
}
