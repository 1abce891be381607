package org.mathlode.pipeline.config;

import java.io.Serializable;
import org.mathlode.pipeline.html.ExtractionParams.Favour;

/**
 * HTML to text.
 *
 * @param maxPayloadBytes decoded payload bytes above which a page is left out before it is parsed
 * @param minCharacters characters other than whitespace below which a text is left out
 * @param timeoutMillis time budget of a page
 * @param favour whether main-content extraction keeps more ({@code recall}) or drops more ({@code precision})
 */
public record ExtractionConfig(int maxPayloadBytes, int minCharacters, int timeoutMillis, @OptionalKey Favour favour)
        implements Serializable {
    public ExtractionConfig {
        Check.atLeast(1, "max-payload-bytes", maxPayloadBytes);
        Check.atLeast(0, "min-characters", minCharacters);
        Check.atLeast(1, "timeout-millis", timeoutMillis);
        favour = favour == null ? Favour.BALANCED : favour;
    }
}
