package org.mathlode.dedup.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mathlode.dedup.minhash.LshBands;
import org.mathlode.dedup.minhash.MinHashParams;

/** The links among documents whose signatures fit into memory; 12 bytes a document beside these. */
public final class InMemoryLinks {
    private final MinHashParams params;
    private final LshBands bands;
    private final BucketLeaders leaders;
    private final Set<Link> links = new LinkedHashSet<>();
    private int largestBucket;
    private long unlinked;

    public InMemoryLinks(MinHashParams params, LinkRule rule) {
        this.params = params;
        this.bands = new LshBands(params);
        this.leaders = new BucketLeaders(rule);
    }

    /** The distinct links of these documents, band by band; {@code signed} must ascend by {@link Standing#compareIds}. */
    public List<Link> among(List<SignedDocument> signed) {
        links.clear();
        largestBucket = 0;
        unlinked = 0;
        List<SignedDocument> inBuckets = signed.stream().filter(document -> document.signature().length > 0).toList();
        for (int band = 0; band < params.bands(); band++) {
            scan(inBuckets, band);
        }
        return new ArrayList<>(links);
    }

    /** Documents in the largest bucket of the last call. */
    public int largestBucket() {
        return largestBucket;
    }

    /** Places in buckets that were left without a link because their bucket had too many leaders. */
    public long unlinked() {
        return unlinked;
    }

    private void scan(List<SignedDocument> signed, int band) {
        long[] keys = new long[signed.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = bands.key(signed.get(i).signature(), band);
        }
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        // the documents of a key take the places of this key in their own order, which is that of their ids
        int[] members = new int[keys.length];
        int[] taken = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int from = first(sorted, keys[i]);
            members[from + taken[from]++] = i;
        }
        for (int from = 0; from < members.length; from += taken[from]) {
            largestBucket = Math.max(largestBucket, taken[from]);
            if (taken[from] > 1) {
                link(signed, members, from, from + taken[from]);
            }
        }
    }

    private void link(List<SignedDocument> signed, int[] members, int from, int to) {
        leaders.clear();
        for (int i = from; i < to; i++) {
            SignedDocument document = signed.get(members[i]);
            for (String leader : leaders.add(document.id(), document.signature())) {
                if (leader.equals(document.id())) {
                    unlinked++;
                } else {
                    links.add(new Link(document.id(), leader));
                }
            }
        }
    }

    /** The lowest index of a key that is there. */
    private static int first(long[] sorted, long key) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = low + high >>> 1;
            if (sorted[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
