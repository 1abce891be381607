package org.mathlode.pipeline.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.InvalidPathHandleException;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;

/**
 * What an exception of a store means for reading.
 *
 * @param retryAfterMillis how long the server asked to wait; 0 if it did not
 */
record Failure(Kind kind, Exception cause, long retryAfterMillis) {
    enum Kind {
        /** Too many requests: worth another attempt, later. */
        THROTTLED,
        /** A connection, a server or a time-out: worth another attempt. */
        RESET,
        /** The stream ended before the file: worth another attempt. */
        SHORT_READ,
        MISSING,
        DENIED,
        /** Another content than the one reading began with. */
        CHANGED,
        /** Anything else that will fail the same way again. */
        PERMANENT,
        /** The thread was asked to stop. */
        INTERRUPTED;

        boolean passes() {
            return this == THROTTLED || this == RESET || this == SHORT_READ;
        }
    }

    private static final Pattern SLOW_DOWN = Pattern.compile(
            "(?i)slow ?down|throttl|too ?many ?requests|server ?busy|rate ?limit|reduce your request rate|(?:status|code|response|http)[^0-9]{0,12}(?:503|429)\\b");
    /** Hadoop's S3 client is not on the class path of every reader, so its exceptions go by their names. */
    private static final Set<String> NEVER_BETTER = Set.of("UnknownStoreException", "AWSBadRequestException", "AWSRedirectException",
            "AWSUnsupportedFeatureException", "NoVersionAttributeException", "PathIsDirectoryException");

    static Failure of(Exception e) {
        if (e instanceof StoreException known) {
            return known.failure();
        }
        if (Thread.currentThread().isInterrupted() || isInterrupt(e)) {
            return new Failure(Kind.INTERRUPTED, e, 0);
        }
        return new Failure(kind(e), e, 0);
    }

    private static Kind kind(Exception e) {
        // nested as deep as clients nest; none of these is ever wrapped around another meaning
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < 8; depth++, cause = cause.getCause()) {
            Kind kind = ofOne(cause instanceof RemoteException remote ? remote.unwrapRemoteException() : cause);
            if (kind != null) {
                return kind;
            }
        }
        return e instanceof IOException ? Kind.RESET : Kind.PERMANENT;
    }

    /** What this exception says by itself, or null. */
    private static Kind ofOne(Throwable e) {
        String type = e.getClass().getSimpleName();
        if (e instanceof FileNotFoundException || e instanceof NoSuchFileException) {
            // java.io says so of a local file that is there
            return String.valueOf(e.getMessage()).contains("Permission denied") ? Kind.DENIED : Kind.MISSING;
        }
        if (e instanceof AccessControlException || e instanceof AccessDeniedException || e instanceof java.security.AccessControlException) {
            return Kind.DENIED;
        }
        if (type.equals("RemoteFileChangedException")) {
            return Kind.CHANGED;
        }
        if (e instanceof IllegalArgumentException || e instanceof UnsupportedOperationException || e instanceof UnsupportedFileSystemException
                || e instanceof InvalidPathException || e instanceof InvalidPathHandleException || e instanceof ChecksumException || NEVER_BETTER.contains(type)
                || e instanceof PathIOException && String.valueOf(e.getMessage()).contains("Is a directory")) {
            return Kind.PERMANENT;
        }
        return type.equals("AWSServiceThrottledException") || SLOW_DOWN.matcher(String.valueOf(e.getMessage())).find() ? Kind.THROTTLED : null;
    }

    /** Time-outs are interrupted IO too, by name only. */
    private static boolean isInterrupt(Exception e) {
        return e instanceof ClosedByInterruptException
                || e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException) && e.getCause() instanceof InterruptedException;
    }

    /** The exception to end with: one line that begins with what could not be done and where. */
    IOException toThrow(String what) {
        String reason = reason();
        return switch (kind) {
            case MISSING -> (IOException) new FileNotFoundException(what + ": no such file" + (reason.isEmpty() ? "" : " (" + reason + ")")).initCause(cause);
            case DENIED -> denied(what + ": not allowed to read it" + (reason.isEmpty() ? "" : " (" + reason + ")"));
            case INTERRUPTED -> (IOException) new InterruptedIOException(what + ": interrupted").initCause(cause);
            case CHANGED -> new IOException(what + ": the file changed while it was read (" + reason + ")", cause);
            default -> new IOException(what + ": " + reason, cause);
        };
    }

    private IOException denied(String message) {
        IOException denied = new AccessControlException(message);
        denied.initCause(cause);
        return denied;
    }

    /** The exception's first line. */
    String reason() {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        return message.strip().lines().findFirst().orElse("");
    }
}
