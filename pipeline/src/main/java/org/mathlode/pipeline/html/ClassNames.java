package org.mathlode.pipeline.html;

import java.util.HashMap;
import java.util.Map;

/**
 * What class attributes say, about blocks and about mathematics, worked out once for each attribute value: a site repeats
 * its names. What is remembered is bounded and never changes an answer. One per task, not thread-safe.
 */
final class ClassNames {
    private static final int MOST_REMEMBERED = 20_000;
    private static final int RECENT = 1 << 12;

    /**
     * What one class attribute says.
     *
     * @param block the {@link BlockNames} meanings of its words
     * @param italic a word for the italics of variables is among them
     * @param classifier it is Sphinx's name for the type of a parameter
     */
    record Said(String css, int block, MathClass math, boolean italic, boolean classifier) {}

    private final BlockNames blockNames = new BlockNames();
    private final Map<String, Said> remembered = new HashMap<>();
    /** Where the answers of a page are found again without hashing whole strings. */
    private final Said[] recent = new Said[RECENT];

    /** What a class attribute that is not empty says. */
    Said of(String css) {
        int slot = slot(css);
        Said said = recent[slot];
        if (said == null || !said.css.equals(css)) {
            said = remembered.get(css);
            if (said == null) {
                said = read(css);
                if (remembered.size() >= MOST_REMEMBERED) {
                    remembered.clear();
                }
                remembered.put(css, said);
            }
            recent[slot] = said;
        }
        return said;
    }

    /** What an id says about its block. */
    int idMeaning(String id) {
        return blockNames.meaning(id);
    }

    private Said read(String css) {
        return new Said(css, BlockNames.meanings(css), MathClass.of(css), PageTree.holdsWord(css, "mvar") || PageTree.holdsWord(css, "math") || PageTree.holdsWord(css, "italic"),
                PageTree.holdsWord(css, "classifier"));
    }

    private static int slot(String css) {
        int length = css.length();
        int hash = length;
        if (length <= NameTable.LONGEST) {
            hash = css.hashCode(); // the page's strings are the same objects again, which remember it
        } else {
            hash = hash * 31 + css.charAt(0);
            hash = hash * 31 + css.charAt(length >> 2);
            hash = hash * 31 + css.charAt(length >> 1);
            hash = hash * 31 + css.charAt(length - 1 - (length >> 2));
            hash = hash * 31 + css.charAt(length - 1);
        }
        return (hash ^ hash >>> 11) & RECENT - 1;
    }
}
