package org.mathlode.dedup.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Simplified forms of traditional Chinese characters, by UTF-16 unit; every other unit stands for itself. */
final class HanForms {
    private static final char[] SIMPLIFIED = simplified();

    private HanForms() {}

    /** A table of all units; null where characters are compared as they are written. */
    static char[] table(ChineseScript script) {
        return script == ChineseScript.SIMPLIFIED ? SIMPLIFIED : null;
    }

    static String traditional(String simplified) {
        char[] forms = new char[0x10000];
        for (int c = forms.length - 1; c >= 0; c--) {
            forms[SIMPLIFIED[c]] = SIMPLIFIED[c] == c ? forms[c] : (char) c;
        }
        StringBuilder out = new StringBuilder(simplified);
        for (int i = 0; i < out.length(); i++) {
            char form = forms[out.charAt(i)];
            if (form != 0) {
                out.setCharAt(i, form);
            }
        }
        return out.toString();
    }

    private static char[] simplified() {
        char[] table = new char[0x10000];
        for (int c = 0; c < table.length; c++) {
            table[c] = (char) c;
        }
        try (InputStream in = HanForms.class.getResourceAsStream("traditional-simplified.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    for (String pair : line.split(" ")) {
                        table[pair.charAt(0)] = pair.charAt(1);
                    }
                }
            }
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
        return table;
    }
}
