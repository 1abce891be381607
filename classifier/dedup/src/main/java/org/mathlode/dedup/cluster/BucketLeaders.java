package org.mathlode.dedup.cluster;

import java.util.ArrayList;
import java.util.List;
import org.mathlode.dedup.minhash.Jaccard;

/**
 * Links the documents of one bucket to its leaders, never all pairs. The first document, the one with the smallest id, leads; a document that is
 * similar to no leader becomes one itself, up to {@link #MOST}: a bucket of any size costs constant memory and at most {@code MOST} comparisons a
 * document. Without verification every document is linked to the first. Holds state: one object per thread.
 */
public final class BucketLeaders {
    /** Leaders of a bucket. A bucket that needs more holds boilerplate: its documents are hardly similar to each other. */
    public static final int MOST = 64;

    private final LinkRule rule;
    private final List<String> ids = new ArrayList<>();
    private final List<int[]> signatures = new ArrayList<>();

    public BucketLeaders(LinkRule rule) {
        this.rule = rule;
    }

    /** Begins another bucket. */
    public void clear() {
        ids.clear();
        signatures.clear();
    }

    /**
     * Takes the next document, in ascending order of ids.
     *
     * @param signature may be null without verification
     * @return the leaders it is linked to: none if it leads itself, its own id if it is similar to none and there are {@link #MOST} already
     */
    public List<String> add(String id, int[] signature) {
        if (ids.isEmpty()) {
            return lead(id, signature);
        }
        if (rule.verification() == Verification.NONE) {
            return List.of(ids.get(0));
        }
        double bound = rule.estimateBound(signature.length);
        List<String> similar = new ArrayList<>(1);
        for (int i = 0; i < ids.size(); i++) {
            if (Jaccard.estimated(signatures.get(i), signature) >= bound) {
                similar.add(ids.get(i));
            }
        }
        if (!similar.isEmpty()) {
            return similar;
        }
        return ids.size() < MOST ? lead(id, signature) : List.of(id);
    }

    private List<String> lead(String id, int[] signature) {
        ids.add(id);
        signatures.add(signature);
        return List.of();
    }
}
