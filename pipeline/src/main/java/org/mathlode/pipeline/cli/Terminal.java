package org.mathlode.pipeline.cli;

import java.util.List;

/** Whether a person watches: the launcher tells, since a JVM only knows of standard input and output together. */
final class Terminal {
    private static final String PROPERTY = "mathlode.terminal";

    private Terminal() {}

    /** Whether standard output goes to a terminal. */
    static boolean out() {
        return told("out");
    }

    /** Whether standard error goes to a terminal. */
    static boolean err() {
        return told("err");
    }

    private static boolean told(String stream) {
        String told = System.getProperty(PROPERTY);
        return told == null ? System.console() != null : List.of(told.split(",")).contains(stream);
    }
}
