package org.mathlode.pipeline.config;

import java.io.Serializable;
import org.mathlode.pipeline.model.Kebab;

/**
 * A person's verdict on the pages of a domain whose path and query begin with a prefix.
 *
 * @param domain host in lower case without {@code www.}, or the registrable domain, as {@code discovery.domain-key} says
 * @param pathPrefix begins with {@code /}; compared with path and query of the capture’s URL
 */
public record PathAnnotation(String domain, String pathPrefix, Verdict verdict, String note, String annotator) implements Serializable {
    /** What the pages are. */
    public enum Verdict {
        MATH,
        NOT_MATH,
        SKIP;

        /** As the sheet writes it, such as {@code not-math}. */
        public String label() {
            return Kebab.of(this);
        }
    }
}
