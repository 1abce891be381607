package org.mathlode.pipeline.stage;

import java.time.Instant;

/**
 * An entry of a WARC file as extraction wants it: columns of {@code format("warc")}.
 *
 * @param payload of a page; null for everything else
 */
public record WarcRow(
        String path,
        Long warcRecordOffset,
        Long warcRecordLength,
        Integer warcRecordIndex,
        String url,
        Instant fetchTime,
        String damage,
        String contentType,
        String outcome,
        String reason,
        String detail,
        byte[] payload,
        String contentDigest,
        String contentLanguages) {}
