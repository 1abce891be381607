package org.mathlode.pipeline.cli;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/** One line for a person out of an exception. */
final class Errors {
    private static final String NO_SPACE = "No space left on device";

    private Errors() {}

    /** A writer that cannot close its file after this hides it among what was suppressed. */
    private static boolean diskIsFull(Throwable thrown) {
        if (thrown == null) {
            return false;
        }
        return String.valueOf(thrown.getMessage()).contains(NO_SPACE) || diskIsFull(thrown.getCause())
                || Arrays.stream(thrown.getSuppressed()).anyMatch(Errors::diskIsFull);
    }

    static String oneLine(Throwable thrown) {
        if (diskIsFull(thrown)) {
            return "the disk is full (" + NO_SPACE + "): free some space and call the same command again; nothing that was finished is lost";
        }
        Throwable told = thrown;
        // Spark wraps what happened on an executor, stack trace and all
        while (told.getCause() != null && told.getClass().getName().startsWith("org.apache.spark")) {
            told = told.getCause();
        }
        while (told.getCause() != null && (told.getMessage() == null || told.getMessage().equals(told.getCause().toString()))) {
            told = told.getCause();
        }
        if (told instanceof OutOfMemoryError) {
            return "out of memory (" + told.getMessage() + "): give more with MATHLODE_MEMORY, such as 8g";
        }
        // Hadoop's FSError repeats its cause in its message
        while (told instanceof Error && told.getCause() != null) {
            told = told.getCause();
        }
        String message = told.getMessage();
        if (message == null) {
            return told.getClass().getName() + " (set MATHLODE_STACK_TRACES=1 to see where)";
        }
        message = told.getClass().getName().startsWith("org.apache.spark")
                ? message.strip().lines().findFirst().orElse("") : message.strip().replaceAll("\\s*\\R\\s*", " ");
        if (told instanceof NoSuchFileException || told instanceof FileNotFoundException) {
            return "no such file: " + message;
        }
        if (told instanceof AccessDeniedException) {
            return "cannot be read or written: " + message;
        }
        if (told instanceof RuntimeException && !(told instanceof IllegalArgumentException)
                && !told.getClass().getName().startsWith("org.mathlode")
                && !(told instanceof UncheckedIOException)) {
            return told.getClass().getSimpleName() + ": " + message + " (set MATHLODE_STACK_TRACES=1 to see where)";
        }
        return message;
    }
}
