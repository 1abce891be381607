package org.mathlode.pipeline.stage;

import org.mathlode.pipeline.model.RejectReason;

/**
 * Why a file is left out as a whole.
 *
 * @param records entries found in it, readable or not
 * @param damaged those of them that are not readable
 */
record FileProblem(RejectReason reason, String detail, long records, long damaged) {
    /** What manifests say of a file that was read. */
    static final String READ = "read";
    /** What manifests say of a file that was not: the next call takes it up again. */
    static final String LEFT_OUT = "left out";

    /** Whether the records that can be read are worth having. */
    boolean isDoubtful() {
        return reason == RejectReason.TRUNCATED_FILE || reason == RejectReason.DAMAGED_RECORD;
    }
}
