package org.mathlode.dedup.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mathlode.dedup.minhash.Signature;

class BucketLeadersTest {
    /** A signature of 100 components of which the first {@code shared} are common to all families. */
    private static Signature signature(int family, int shared) {
        int[] components = new int[100];
        Arrays.setAll(components, i -> i < shared ? i : 1_000 * family + i);
        return new Signature(components, new byte[128], 500);
    }

    @Test
    void linksEveryDocumentToTheFirstWithoutVerification() {
        BucketLeaders leaders = new BucketLeaders(LinkRule.unverified());

        assertThat(leaders.add("a", null)).isEmpty();
        assertThat(leaders.add("b", null)).containsExactly("a");
        assertThat(leaders.add("c", null)).containsExactly("a");
    }

    @Test
    void letsDocumentsLeadThatAreSimilarToNoLeader() {
        BucketLeaders leaders = new BucketLeaders(new LinkRule(Verification.ESTIMATED, 0.75));

        assertThat(leaders.add("a", signature(1, 20))).isEmpty();
        assertThat(leaders.add("b", signature(2, 20))).isEmpty();
        assertThat(leaders.add("c", signature(2, 20))).containsExactly("b");
        assertThat(leaders.add("d", signature(1, 40))).containsExactly("a");
        leaders.clear();
        assertThat(leaders.add("e", signature(2, 20))).isEmpty();
    }

    @Test
    void linksADocumentToAllLeadersItIsSimilarTo() {
        BucketLeaders leaders = new BucketLeaders(new LinkRule(Verification.ESTIMATED, 0.5));
        Signature between = signature(1, 0);
        System.arraycopy(signature(2, 0).components(), 0, between.components(), 0, 50);

        leaders.add("a", signature(1, 0));
        leaders.add("b", signature(2, 0));
        assertThat(leaders.add("c", between)).containsExactly("a", "b");
    }

    @Test
    void leavesADocumentAloneInABucketThatHasEnoughLeaders() {
        BucketLeaders leaders = new BucketLeaders(new LinkRule(Verification.ESTIMATED, 0.75));
        for (int family = 0; family < BucketLeaders.MOST; family++) {
            assertThat(leaders.add("id" + family, signature(family + 1, 10))).isEmpty();
        }

        assertThat(leaders.add("alone", signature(500, 10))).containsExactly("alone");
        assertThat(leaders.add("similar", signature(7, 10))).containsExactly("id6");
    }

    @Test
    void letsEstimatesBelowTheBoundThroughToAnExactLook() {
        // four standard errors below 0.75 are 0.577
        assertThat(new LinkRule(Verification.EXACT, 0.75).links(signature(1, 57), signature(2, 57))).isFalse();
        assertThat(new LinkRule(Verification.EXACT, 0.75).links(signature(1, 58), signature(2, 58))).isTrue();
        assertThat(new LinkRule(Verification.ESTIMATED, 0.75).links(signature(1, 74), signature(2, 74))).isFalse();
        assertThat(new LinkRule(Verification.ESTIMATED, 0.75).links(signature(1, 75), signature(2, 75))).isTrue();
    }
}
