package org.mathlode.pipeline.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mathlode.dedup.text.ChineseScript;
import org.mathlode.dedup.text.GramScanner;

class ChineseFormsTest {
    /** The table is a file of 17 kB so that tools need no ICU; Spark brings ICU, which says whether the table is still what Unicode says. */
    @Test
    void simplifiesEachCharacterAsUnicodeDoes() {
        Transliterator unicode = Transliterator.getInstance("Traditional-Simplified");
        GramScanner scanner = GramScanner.forQuotations(ChineseScript.SIMPLIFIED);
        List<String> different = new ArrayList<>();
        for (int c = 0x3400; c < 0xA000; c++) {
            String written = String.valueOf((char) c);
            String simplified = unicode.transliterate(unicode.transliterate(written));
            String ours = scanner.scan(written).count() == 1 ? scanner.gram(0) : "";
            if (simplified.length() == 1 && Character.isIdeographic(c) && !ours.equals(simplified)) {
                different.add(written + simplified + ours);
            }
        }
        assertThat(different).isEmpty();
    }
}
