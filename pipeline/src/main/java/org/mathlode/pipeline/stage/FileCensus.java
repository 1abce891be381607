package org.mathlode.pipeline.stage;

import java.util.List;
import java.util.Optional;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.stage.ExtractDocuments.Doubtful;
import org.mathlode.pipeline.warc.WarcFileSummary;

/**
 * What a WARC file holds.
 *
 * @param responses records a page could be made of, kept or not
 * @param others other records
 * @param damaged stretches without a readable record
 * @param otherTypes types of the other records
 * @param firstDamage what is wrong first, or null
 * @param truncated how the file ends within a record, or null
 * @param unreadable why the file cannot be read at all, or null
 */
record FileCensus(long responses, long others, long damaged, List<String> otherTypes, String firstDamage, String truncated, String unreadable) {
    static final FileCensus NOTHING = new FileCensus(0, 0, 0, List.of(), null, null, null);

    /**
     * Why the file should be left out, if it should.
     *
     * @param damagedShare share of damaged entries above which a file is doubtful
     */
    Optional<FileProblem> problem(double damagedShare, Doubtful doubtful) {
        if (unreadable != null) {
            return problem(RejectReason.UNREADABLE_FILE, unreadable);
        }
        if (responses == 0) {
            return problem(RejectReason.NOT_A_WARC_FILE, firstDamage != null && others == 0 ? firstDamage : WarcFileSummary.withoutResponses(others, otherTypes));
        }
        if (doubtful == Doubtful.READ) {
            return Optional.empty();
        }
        if (truncated != null) {
            return problem(RejectReason.TRUNCATED_FILE, truncated);
        }
        return damaged > damagedShare * records()
                ? problem(RejectReason.DAMAGED_RECORD, damaged + " of " + records() + " records are damaged, the first: " + firstDamage)
                : Optional.empty();
    }

    private Optional<FileProblem> problem(RejectReason reason, String detail) {
        return Optional.of(new FileProblem(reason, detail, records(), damaged));
    }

    private long records() {
        return responses + others + damaged;
    }
}
