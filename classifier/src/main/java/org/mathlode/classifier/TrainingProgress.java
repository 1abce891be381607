package org.mathlode.classifier;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a training is.
 *
 * @param share part that is done, 0 to 1
 * @param wordsPerSecond by one thread
 * @param loss mean loss so far; 0.693 is what chance gives
 * @param left fastText's own estimate, to the minute
 */
public record TrainingProgress(double share, long wordsPerSecond, double loss, Duration left) {
    private static final Pattern LINE = Pattern.compile(
            "Progress:\\s*([0-9.]+)%.*words/sec/thread:\\s*([0-9]+).*loss:\\s*([0-9.]+)(?:.*ETA:\\s*([0-9]+)h\\s*([0-9]+)m)?");

    /** What a line of fastText's output says, or null when it says something else. */
    static TrainingProgress parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.find()) {
            return null;
        }
        Duration left = matcher.group(4) == null ? Duration.ZERO
                : Duration.ofHours(Long.parseLong(matcher.group(4))).plusMinutes(Long.parseLong(matcher.group(5)));
        return new TrainingProgress(Double.parseDouble(matcher.group(1)) / 100, Long.parseLong(matcher.group(2)),
                Double.parseDouble(matcher.group(3)), left);
    }
}
