package org.mathlode.dedup.text;

/**
 * The normal form in which two texts are compared, as readable text: grams joined by blanks.
 * <ul>
 * <li>A gram is a run of letters and digits; each CJK character is a gram of its own; everything else separates.
 * <li>NFKC and case folding; Latin, Greek and Cyrillic accents are dropped, composed or not; digits of all scripts are 0–9.
 * <li>Zero-width characters and soft hyphens vanish; character references ({@code &amp;eacute;}) count as their character.
 * <li>Raised and lowered digits are grams of their own, so that x² and {@code x^2} agree.
 * <li>Thousands separators vanish: 1,234 = {@code 1{,}234} = 1234.
 * <li>LaTeX: commands are grams ({@code \pi} = π); spellings are folded ({@code \dfrac} = {@code \frac}, {@code \le} =
 *     {@code \leq}); size, font, space and delimiters leave nothing; {@code [asy]} drawings leave nothing.
 * </ul>
 */
public final class TextNormalizer {
    /** Changes whenever some text gets another normal form; stored with signatures and indexes. */
    public static final int VERSION = 1;

    private TextNormalizer() {}

    /** The normal form of a text. */
    public static String normalize(String text) {
        GramScanner scanner = new GramScanner().scan(text);
        return scanner.grams(0, scanner.count());
    }
}
