package org.mathlode.dedup.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BucketLeadersTest {
    /** A signature of 100 components of which the first {@code shared} are common to all families. */
    private static int[] signature(int family, int shared) {
        int[] signature = new int[100];
        Arrays.setAll(signature, i -> i < shared ? i : 1_000 * family + i);
        return signature;
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
        int[] between = signature(1, 0);
        System.arraycopy(signature(2, 0), 0, between, 0, 50);

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
        assertThat(new LinkRule(Verification.EXACT, 0.75).estimateBound(110)).isBetween(0.58, 0.59);
        assertThat(new LinkRule(Verification.ESTIMATED, 0.75).estimateBound(110)).isEqualTo(0.75);
    }
}
