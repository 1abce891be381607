package org.mathlode.pipeline.warc;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mathlode.pipeline.model.RejectReason;

/** Adds up the outcomes of one file: entries = pages + Σ rejected. Not thread-safe. */
public final class WarcFileSummary {
    private final String file;
    private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
    private final Map<String, Long> types = new TreeMap<>();
    private WarcDamage firstDamage;
    private long records;
    private long pages;
    private long damaged;
    private long blockBytes;

    public WarcFileSummary(String file) {
        this.file = file;
    }

    /** Counts one outcome. */
    public void add(CaptureOutcome outcome) {
        if (outcome.entry() instanceof WarcRecord record) {
            records++;
            types.merge(record.type(), 1L, Long::sum);
            blockBytes += record.blockLength();
        } else if (outcome.entry() instanceof WarcDamage damage) {
            damaged++;
            firstDamage = firstDamage == null ? damage : firstDamage;
        }
        if (outcome instanceof RejectedEntry entry) {
            rejected.merge(entry.reason(), 1L, Long::sum);
        } else {
            pages++;
        }
    }

    public String file() {
        return file;
    }

    /** Records that could be read. */
    public long records() {
        return records;
    }

    /** Records of type response. */
    public long responses() {
        return types.getOrDefault("response", 0L);
    }

    /** Captured pages. */
    public long pages() {
        return pages;
    }

    /** Stretches without a readable record. */
    public long damaged() {
        return damaged;
    }

    /** Bytes of all blocks, unpacked. */
    public long blockBytes() {
        return blockBytes;
    }

    /** Entries that are no page, by reason. */
    public Map<RejectReason, Long> rejected() {
        return Collections.unmodifiableMap(rejected);
    }

    /** What is wrong with the file as a whole, if anything is: one line. */
    public Optional<String> problem() {
        if (records == 0 && firstDamage != null) {
            return Optional.of(firstDamage.reason());
        }
        if (damaged > 0) {
            return Optional.of(damaged + (damaged == 1 ? " damaged stretch" : " damaged stretches") + ", the first at byte "
                    + firstDamage.offset() + ": " + firstDamage.reason());
        }
        if (responses() == 0) {
            return Optional.of(withoutResponses(records, types.keySet()));
        }
        return Optional.empty();
    }

    /** What to say of a file that has records but none with a page. */
    public static String withoutResponses(long records, Collection<String> types) {
        String hint = types.contains("conversion") ? "; conversion records make a WET file, pages are in the WARC file of the same name" : "";
        return "no response record among " + records + " records " + types + hint;
    }
}
