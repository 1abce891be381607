package org.mathlode.pipeline.model;

import java.time.Instant;
import java.util.Map;

/**
 * One row of the extraction stage: a document, or captures that were left out. Columns of the other kind are null.
 *
 * @param outcome {@link #KEPT} or {@link #REJECTED}: the folder the row is written to
 * @param id 32 hexadecimal digits, from WARC file and offset
 * @param contentDigest SHA-1 of the payload in base 32, as in Common Crawl's index
 * @param contentLanguages ISO 639-3 codes with commas, as in Common Crawl's index
 * @param language one code: {@link Language}
 * @param formulas formulas by the kind of markup they came from
 * @param formulaCount formulas in the text
 * @param formulasFound formulas found on the page, those that are not in the text included
 * @param formulasBalanced formulas in the text whose braces, fences and environments match
 * @param macros the page's own macros that its text uses: name with its backslash to the definition as LaTeX
 * @param texCommands TeX commands in the text
 * @param characters characters of the text other than whitespace
 * @param reason label of a {@link RejectReason}
 * @param records how many records the row stands for: more than one only where they are counted, not listed
 */
public record PageRow(
        String outcome,
        String id,
        String url,
        String urlHostName,
        String crawl,
        Instant fetchTime,
        String warcFilename,
        Long warcRecordOffset,
        Long warcRecordLength,
        String contentDigest,
        String contentLanguages,
        String language,
        String charset,
        String title,
        String text,
        Map<String, Integer> formulas,
        Integer formulaCount,
        Integer formulasFound,
        Integer formulasBalanced,
        Map<String, String> macros,
        Integer texCommands,
        Integer characters,
        String reason,
        String detail,
        Long records) {
    public static final String KEPT = "kept";
    public static final String REJECTED = "rejected";

    /** Where captures came from. */
    public record Origin(String crawl, String warcFilename) {}

    /**
     * Something left out, with the place it stands at.
     *
     * @param id null where there is no record
     * @param length null if the record shares its gzip member with others
     * @param reason label of a {@link RejectReason}
     */
    public static PageRow rejected(Origin origin, String id, String url, long offset, Long length, String reason, String detail) {
        return new PageRow(REJECTED, id, url, null, origin.crawl(), null, origin.warcFilename(), offset,
                length, null, null, null, null, null, null, null, null, null, null, null, null, null, reason, detail, 1L);
    }

    /** Records that are counted, not listed. */
    public static PageRow counted(Origin origin, RejectReason reason, String detail, long records) {
        return new PageRow(REJECTED, null, null, null, origin.crawl(), null, origin.warcFilename(), null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, reason.label(), detail, records);
    }
}
