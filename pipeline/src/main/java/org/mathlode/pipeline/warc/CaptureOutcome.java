package org.mathlode.pipeline.warc;

/** What became of one entry of a WARC file. Every entry has exactly one outcome, so kept and rejected add up. */
public sealed interface CaptureOutcome permits CapturedPage, RejectedEntry {
    /** The record or the damage itself. */
    WarcEntry entry();
}
