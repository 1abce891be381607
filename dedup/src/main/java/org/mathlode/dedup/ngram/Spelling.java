package org.mathlode.dedup.ngram;

import org.mathlode.dedup.text.GramScanner;
import org.mathlode.dedup.text.MarkupTag;

/**
 * Compares the signs between grams, which the normal form drops: the sum 1 + 2 + 3 and the page bar 1 2 3 have the same grams.
 * Braces, white space, delimiters and punctuation between words are no signs.
 */
final class Spelling {
    private static final String SIGNS = "+-=<>/^|()!%:*,&";
    /** Dashes, minus signs and full-width forms, each with its sign below. */
    private static final String VARIANTS = "−–—‐‑‒－＋＝＜＞／｜（）！％：＊，、＾∣∗";
    private static final String FOLDED = "-------+=<>/|()!%:*,,^|*";
    /** How far signs before the first gram and after the last are looked for. */
    private static final int AROUND = 12;

    private final String document;
    private final GramScanner grams;
    private final String benchmark;
    private final GramScanner benchmarkGrams;

    Spelling(String document, GramScanner grams, String benchmark, GramScanner benchmarkGrams) {
        this.document = document;
        this.grams = grams;
        this.benchmark = benchmark;
        this.benchmarkGrams = benchmarkGrams;
    }

    /** Whether both texts have the same signs between all grams of the run. */
    boolean isSame(Run run) {
        for (int i = 0; i + 1 < run.grams; i++) {
            String signs = signs(document, grams.end(run.from + i), grams.start(run.from + i + 1));
            String expected = benchmarkSigns(run.textFrom + i);
            if (!signs.equals(expected) && !withoutLayout(signs).equals(withoutLayout(expected))) {
                return false;
            }
        }
        return true;
    }

    /** Whether some two grams of the run have a sign other than a comma between them. */
    boolean hasSigns(Run run) {
        for (int i = 0; i + 1 < run.grams; i++) {
            String signs = benchmarkSigns(run.textFrom + i);
            if (!signs.isEmpty() && !signs.equals(",") && !signs.equals(".")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the signs that open and close the whole benchmark text open and close the run in the document too. */
    boolean isSameAround(Run run) {
        int start = grams.start(run.from);
        int end = grams.end(run.end() - 1);
        String before = mathSigns(benchmark, 0, benchmarkGrams.start(run.textFrom));
        String after = mathSigns(benchmark, benchmarkGrams.end(run.textFrom + run.grams - 1), benchmark.length());
        return mathSigns(document, Math.max(0, start - AROUND - 2 * before.length()), start).endsWith(before)
                && mathSigns(document, end, Math.min(document.length(), end + AROUND + 2 * after.length())).startsWith(after);
    }

    /** x² and x^2 are one spelling, and so are the columns of an alignment and a line without them; a table's cells are cells. */
    private static String withoutLayout(String signs) {
        String flat = signs.replace("^", "");
        return flat.length() > 1 ? flat.replace("&", "") : flat;
    }

    private String benchmarkSigns(int gram) {
        return signs(benchmark, benchmarkGrams.end(gram), benchmarkGrams.start(gram + 1));
    }

    private static String mathSigns(String text, int from, int to) {
        return signs(text, from, to).replace(",", "").replace(".", "");
    }

    private static String signs(String text, int from, int to) {
        if (from >= to || from + 1 == to && text.charAt(from) == ' ') {
            return "";
        }
        StringBuilder signs = new StringBuilder();
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < to) {
                if (text.charAt(i + 1) == '\\' && i + 2 < to && "()[]".indexOf(text.charAt(i + 2)) >= 0) {
                    // a delimiter escaped twice
                    i += 2;
                    continue;
                }
                int nameFrom = i + 1;
                int nameTo = nameFrom;
                while (nameTo < to && isLetter(text.charAt(nameTo))) {
                    nameTo++;
                }
                String name = text.substring(nameFrom, nameTo);
                if (name.equals("mid") || name.endsWith("vert")) {
                    signs.append('|');
                }
                // \left, \, and \( say nothing
                i = Math.max(nameFrom, nameTo - 1);
                continue;
            }
            if (c == '<' || c == '[') {
                int end = MarkupTag.end(text, i);
                if (end > i) {
                    i = Math.min(end, to) - 1;
                    continue;
                }
            }
            if (c == '*' && isEmphasis(text, i) || c == '>' && isQuoteMark(text, i)) {
                continue;
            }
            int variant = VARIANTS.indexOf(c);
            char sign = variant >= 0 ? FOLDED.charAt(variant) : c;
            if (SIGNS.indexOf(sign) >= 0 || sign == '.' && from + 1 == to) {
                signs.append(sign);
            }
        }
        return signs.toString();
    }

    /** As Markdown reads it: asterisks with a blank on one side only open or close emphasis, those between factors do not. */
    private static boolean isEmphasis(String text, int at) {
        int from = at;
        while (from > 0 && text.charAt(from - 1) == '*') {
            from--;
        }
        int to = at + 1;
        while (to < text.length() && text.charAt(to) == '*') {
            to++;
        }
        boolean opens = from == 0 || Character.isWhitespace(text.charAt(from - 1));
        boolean closes = to == text.length() || Character.isWhitespace(text.charAt(to)) || ".,;:?!".indexOf(text.charAt(to)) >= 0;
        return opens != closes;
    }

    /** Whether a sign opens a line of quoted mail. */
    private static boolean isQuoteMark(String text, int at) {
        int i = at - 1;
        while (i >= 0 && (text.charAt(i) == ' ' || text.charAt(i) == '>')) {
            i--;
        }
        return i < 0 || text.charAt(i) == '\n';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
