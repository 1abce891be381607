package org.mathlode.dedup.text;

import java.util.HashMap;
import java.util.Map;

/** Character references that survived in a text: doubly escaped pages and feeds have them. */
final class Entities {
    /** The longest reference worth a look, {@code &} and {@code ;} included. */
    private static final int LONGEST = 12;
    private static final Map<String, Integer> NAMED = new HashMap<>();

    static {
        String names = "amp & lt < gt > quot \" apos ' nbsp \u00A0 ensp \u2002 emsp \u2003 thinsp \u2009 shy \u00AD zwnj \u200C zwj \u200D "
                + "ndash – mdash — lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ laquo « raquo » hellip … bull • middot · "
                + "times × divide ÷ plusmn ± minus − le ≤ ge ≥ ne ≠ asymp ≈ equiv ≡ infin ∞ radic √ sum ∑ prod ∏ int ∫ part ∂ "
                + "isin ∈ notin ∉ sub ⊂ sube ⊆ cup ∪ cap ∩ empty ∅ deg ° ang ∠ perp ⊥ rarr → rArr ⇒ forall ∀ exist ∃ "
                + "sup1 ¹ sup2 ² sup3 ³ frac12 ½ frac14 ¼ frac34 ¾ micro µ euro € pound £ yen ¥ cent ¢ copy © reg ® "
                + "alpha α beta β gamma γ delta δ epsilon ε theta θ lambda λ mu μ pi π rho ρ sigma σ tau τ phi φ chi χ psi ψ omega ω "
                + "Delta Δ Gamma Γ Theta Θ Lambda Λ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω szlig ß oslash ø Oslash Ø aelig æ AElig Æ";
        String[] pairs = names.split(" ");
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            NAMED.put(pairs[i], pairs[i + 1].codePointAt(0));
        }
        for (char letter = 'A'; letter <= 'z'; letter = letter == 'Z' ? 'a' : (char) (letter + 1)) {
            for (String accent : new String[] {"acute", "grave", "circ", "tilde", "uml", "cedil", "ring", "caron"}) {
                // the normal form drops accents anyway
                NAMED.putIfAbsent(letter + accent, (int) letter);
            }
        }
    }

    private Entities() {}

    /** The index after the reference that begins at {@code text[at] == '&'}; {@code at} itself if there is none. */
    static int end(char[] text, int at, int length) {
        int limit = Math.min(length, at + LONGEST);
        int i = at + 1;
        if (i < limit && text[i] == '#') {
            i++;
        }
        int from = i;
        while (i < limit && isAsciiAlphanumeric(text[i])) {
            i++;
        }
        return i > from && i < limit && text[i] == ';' && codePoint(text, at, i + 1) >= 0 ? i + 1 : at;
    }

    /** The character a reference stands for; −1 if it is unknown. */
    static int codePoint(char[] text, int at, int end) {
        String name = new String(text, at + 1, end - at - 2);
        if (name.charAt(0) != '#') {
            return NAMED.getOrDefault(name, -1);
        }
        try {
            int code = name.length() > 1 && (name.charAt(1) | 32) == 'x'
                    ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
            return Character.isValidCodePoint(code) ? code : -1;
        } catch (NumberFormatException odd) {
            return -1;
        }
    }

    private static boolean isAsciiAlphanumeric(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
