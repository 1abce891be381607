package org.mathlode.dedup.ngram;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.mathlode.dedup.text.GramScanner;
import org.mathlode.dedup.text.GramScanner.Kind;

/** Counts what tells one text from another: words of two or more letters, CJK characters, numbers. */
final class Words {
    private static final Set<Long> COMMON = common();

    private Words() {}

    /** Whether grams {@code from} to {@code to} hold fewer than {@code enough} distinct words or CJK characters. */
    static boolean isFew(GramScanner grams, int from, int to, int enough) {
        long[] seen = new long[enough];
        int count = 0;
        next:
        for (int i = from; i < to; i++) {
            if (!isWord(grams.kind(i))) {
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

    /** The number of distinct grams of some kinds. */
    static int distinct(GramScanner grams, int from, int to, Predicate<Kind> kinds) {
        Set<Long> seen = new HashSet<>();
        for (int i = from; i < to; i++) {
            if (kinds.test(grams.kind(i))) {
                seen.add(grams.hash(i));
            }
        }
        return seen.size();
    }

    /** The number of distinct numbers of two or more digits. */
    static int distinctLargeNumbers(GramScanner grams, int from, int to) {
        Set<Long> seen = new HashSet<>();
        for (int i = from; i < to; i++) {
            if (grams.kind(i) == Kind.NUMBER && grams.length(i) > 1) {
                seen.add(grams.hash(i));
            }
        }
        return seen.size();
    }

    /** Whether some gram is a number of two or more digits, or a word of three or more letters that is not common: a name, a thing. */
    static boolean hasTelling(GramScanner grams, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isTelling(grams, i)) {
                return true;
            }
        }
        return false;
    }

    /** The number of distinct grams that tell, as in {@link #hasTelling}. */
    static int distinctTelling(GramScanner grams, int from, int to) {
        Set<Long> seen = new HashSet<>();
        for (int i = from; i < to; i++) {
            if (isTelling(grams, i)) {
                seen.add(grams.hash(i));
            }
        }
        return seen.size();
    }

    private static boolean isTelling(GramScanner grams, int i) {
        Kind kind = grams.kind(i);
        return kind == Kind.NUMBER && grams.length(i) > 1 || kind == Kind.WORD && grams.length(i) > 2 && !COMMON.contains(grams.hash(i));
    }

    static int count(GramScanner grams, int from, int to, Kind kind) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (grams.kind(i) == kind) {
                count++;
            }
        }
        return count;
    }

    static boolean isWord(Kind kind) {
        return kind == Kind.WORD || kind == Kind.CJK;
    }

    private static Set<Long> common() {
        Set<Long> hashes = new HashSet<>();
        GramScanner scanner = new GramScanner();
        try (InputStream in = Words.class.getResourceAsStream("common-words.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    scanner.scan(line);
                    for (int i = 0; i < scanner.count(); i++) {
                        hashes.add(scanner.hash(i));
                    }
                }
            }
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
        return Set.copyOf(hashes);
    }
}
