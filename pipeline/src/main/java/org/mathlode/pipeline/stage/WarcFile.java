package org.mathlode.pipeline.stage;

import java.io.Serializable;

/**
 * A WARC file to read.
 *
 * @param name as the listing has it, or the bare file name: the {@code warc_filename} column
 * @param path where it lies
 */
public record WarcFile(String crawl, String name, String path) implements Serializable {
    /** How manifests call it. */
    String key() {
        return crawl + "/" + name;
    }
}
