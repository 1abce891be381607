package org.mathlode.pipeline.html;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tells the charsets of European languages in Latin letters from each other. They read the same bytes without an error as other
 * letters; but no language has the letters of another one's charset together: Czech read as windows-1252 has ø, ì and ð.
 */
final class LatinCharsets {
    private static final int LOOKED_AT = 64 * 1024;
    /** Fewer letters with marks tell nothing. */
    private static final int FEWEST = 4;
    /** Of the letters beyond ASCII so many must be the language's. */
    private static final double COVERED = 0.95;
    /** What the common charset must miss before another one is taken, and before one is taken that contradicts a declaration. */
    private static final double AHEAD = 0.05;
    private static final double FAR_AHEAD = 0.1;

    private static final Charset COMMON = Charset.forName("windows-1252");
    /** The alphabets beyond ASCII of the languages written in each charset, the commonest charset first. */
    private static final Map<String, List<String>> ALPHABETS = new TreeMap<>(Map.of(
            "windows-1252", List.of("äöüßéà", "àâçéèêëîïôùûüœæ", "áéíñóúüº", "àèéíïòóúüç", "ãáàâçéêíóôõúüºª", "àèéìíîòóùúº", "åäöéæøüà", "áéíóúýþæöð", "éëïöüèàç", "äöõüšž"),
            "windows-1250", List.of("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áčďéíĺľňóôŕšťúýžä", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
            "iso-8859-2", List.of("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áčďéíĺľňóôŕšťúýžä", "ăâîşţ", "čćđšž"),
            "windows-1254", List.of("çğıöşüâîûi̇"),
            "windows-1257", List.of("ąčęėįšųūž", "āčēģīķļņšūž")));
    private static final List<Charset> CANDIDATES = Stream.of("windows-1252", "windows-1250", "iso-8859-2", "windows-1254", "windows-1257").filter(Charset::isSupported)
            .map(Charset::forName).toList();
    private static final Set<String> NAMES = Set.of("windows-1252", "windows-1250", "ISO-8859-2", "windows-1254", "windows-1257", "ISO-8859-13", "ISO-8859-15", "x-MacRoman", "ISO-8859-1",
            "ISO-8859-4", "ISO-8859-9", "windows-1258", "x-MacCentralEurope");

    private LatinCharsets() {}

    /** The charset that bytes read best in by the letters of one language, where {@code best} is one of Latin letters; else {@code best} itself. */
    static Charset refined(byte[] payload, Charset best, boolean declared) {
        if (best == null || !NAMES.contains(best.name()) || declared && !best.equals(COMMON)) {
            return best;
        }
        double common = coverage(payload, COMMON);
        if (common < 0 || common >= COVERED) {
            return best.equals(COMMON) || common < 0 ? best : COMMON;
        }
        Charset found = best;
        double most = COMMON.equals(best) ? common + (declared ? FAR_AHEAD : AHEAD) : COVERED - AHEAD;
        for (Charset candidate : CANDIDATES) {
            double covered = coverage(payload, candidate);
            if (covered > most && covered >= COVERED - AHEAD) {
                found = candidate;
                most = covered;
            }
        }
        return found;
    }

    /** The share of the letters beyond ASCII that the best-fitting language of a charset has; −1 if there are too few to say. */
    private static double coverage(byte[] payload, Charset charset) {
        String text = new String(payload, 0, Math.min(payload.length, LOOKED_AT), charset);
        int[] counts = new int[0x250];
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= 127) {
                continue;
            }
            boolean within = i > 0 && Character.isLetter(text.charAt(i - 1)) && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1));
            if (Character.isLetter(c) && c < counts.length) {
                counts[Character.toLowerCase(c)]++;
                letters++;
            } else if (within && c != '’' && c != '–' && c != '·' || c < 0xA0 || c == '\uFFFD') {
                letters++; // a sign between letters is a letter of another charset
            }
        }
        if (letters < FEWEST) {
            return -1;
        }
        int most = 0;
        for (String alphabet : ALPHABETS.get(charset.name().startsWith("ISO") ? "iso-8859-2" : charset.name())) {
            int covered = 0;
            for (int i = 0; i < alphabet.length(); i++) {
                covered += alphabet.charAt(i) < counts.length ? counts[alphabet.charAt(i)] : 0;
            }
            most = Math.max(most, covered);
        }
        return (double) most / letters;
    }
}
