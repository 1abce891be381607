package org.mathlode.pipeline.warc;

/** What a WARC file holds, in the order of the file: records, and stretches that are no readable record. */
public sealed interface WarcEntry permits WarcRecord, WarcDamage {
    /** The name of the file. */
    String file();

    /** Where it begins: bytes from the start of the file; for a compressed file, where its member begins. */
    long offset();

    /** Bytes of the file it takes, compressed where the file is; -1 if it shares its gzip member with others. */
    long length();
}
