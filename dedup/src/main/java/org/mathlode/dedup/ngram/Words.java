package org.mathlode.dedup.ngram;

import org.mathlode.dedup.text.GramScanner;
import org.mathlode.dedup.text.GramScanner.Kind;

/** Counts what tells one text from another: words of two or more letters, and CJK characters. */
final class Words {
    private Words() {}

    /** Whether grams {@code from} to {@code to} hold fewer than {@code enough} distinct words. */
    static boolean isFew(GramScanner grams, int from, int to, int enough) {
        long[] seen = new long[enough];
        int count = 0;
        next:
        for (int i = from; i < to; i++) {
            Kind kind = grams.kind(i);
            if (kind != Kind.WORD && kind != Kind.CJK) {
                continue;
            }
            for (int j = 0; j < count; j++) {
                if (seen[j] == grams.hash(i)) {
                    continue next;
                }
            }
            seen[count++] = grams.hash(i);
            if (count == enough) {
                return false;
            }
        }
        return true;
    }
}
