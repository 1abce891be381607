package org.mathlode.pipeline.model;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import org.mathlode.pipeline.config.CollectionConfig;

/** Counts the tokens of a text as the config says. One for a thread: building an encoding takes a moment. */
public final class TokenCounter {
    private final Encoding encoding;

    private TokenCounter(Encoding encoding) {
        this.encoding = encoding;
    }

    /** The counter of {@code collection.token-counter}. */
    public static TokenCounter of(CollectionConfig.TokenCounter name) {
        return new TokenCounter(name == CollectionConfig.TokenCounter.CL100K_BASE
                ? Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE) : null);
    }

    /** The tokens of a text; special tokens in it are plain text. */
    public long count(String text) {
        return encoding == null ? estimate(text) : encoding.countTokensOrdinary(text);
    }

    /** One for every four characters, one for every CJK character, at least one. */
    public static long estimate(CharSequence text) {
        int cjk = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '\u2e80' && c <= '\u9fff' || c >= '\uac00' && c <= '\ud7a3') {
                cjk++;
            }
        }
        return Math.max(1, cjk + (text.length() - cjk + 3) / 4);
    }
}
