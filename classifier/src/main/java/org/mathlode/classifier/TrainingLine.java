package org.mathlode.classifier;

import java.util.regex.Pattern;

/** One training example as fastText reads it: a label, a blank and the text on one line, without the line's end. */
public final class TrainingLine {
    public static final String MATH = "__label__math";
    public static final String OTHER = "__label__other";

    static final String LABEL_PREFIX = "__label__";
    private static final Pattern LABEL_OR_END = Pattern.compile("(?<=^|[ \\t\\u000B\\f\\u0000])(__label__|</s>(?=$|[ \\t\\u000B\\f\\u0000]))");
    private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n]+");

    private TrainingLine() {}

    /** An example of mathematics. The text should be in the normal form of {@link ClassifierText}. */
    public static String math(String text) {
        return MATH + " " + safe(text);
    }

    /** An example of something else. The text should be in the normal form of {@link ClassifierText}. */
    public static String other(String text) {
        return OTHER + " " + safe(text);
    }

    /** The text on one line, without tokens that fastText would take for a label or for the end of the line. */
    static String safe(String text) {
        String line = LINE_ENDS.matcher(text).replaceAll(" ");
        if (line.contains(LABEL_PREFIX) || line.contains("</s>")) {
            line = LABEL_OR_END.matcher(line).replaceAll("_$1");
        }
        return line;
    }
}
