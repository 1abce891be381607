package org.mathlode.pipeline.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mathlode.pipeline.storage.Failure.Kind;

class FailureTest {
    static Stream<Arguments> exceptions() {
        return Stream.of(
                Arguments.of(new IOException("getFileStatus on s3a://b/k: Slow Down (Service: S3, Status Code: 503, Request ID: X)"), Kind.THROTTLED),
                Arguments.of(new IOException("Server returned HTTP response code: 503 for URL: https://example.org/"), Kind.THROTTLED),
                Arguments.of(new IOException("wrapped", new IOException("Please reduce your request rate.")), Kind.THROTTLED),
                Arguments.of(new IOException("429 Too Many Requests"), Kind.THROTTLED),
                Arguments.of(new IOException("Operation failed: \"The server is busy.\", ServerBusy"), Kind.THROTTLED),
                Arguments.of(new SocketException("Connection reset"), Kind.RESET),
                Arguments.of(new SocketTimeoutException("Read timed out"), Kind.RESET),
                Arguments.of(new ConnectException("Connection refused"), Kind.RESET),
                Arguments.of(new UnknownHostException("store.example"), Kind.RESET),
                Arguments.of(new EOFException("Premature end of Content-Length delimited message body (expected: 5,031; received: 429)"), Kind.RESET),
                Arguments.of(new IOException("Filesystem closed"), Kind.RESET),
                Arguments.of(new IOException("Could not obtain block: BP-503"), Kind.RESET),
                Arguments.of(new RemoteException("org.apache.hadoop.ipc.StandbyException", "Operation category READ is not supported in state standby"), Kind.RESET),
                Arguments.of(new FileNotFoundException("No such file or directory: s3a://b/k"), Kind.MISSING),
                Arguments.of(new NoSuchFileException("/a"), Kind.MISSING),
                Arguments.of(new RemoteException("java.io.FileNotFoundException", "File does not exist: /a"), Kind.MISSING),
                Arguments.of(new FileNotFoundException("/a (Permission denied)"), Kind.DENIED),
                Arguments.of(new AccessControlException("Permission denied: user=a"), Kind.DENIED),
                Arguments.of(new RemoteException("org.apache.hadoop.security.AccessControlException", "Permission denied: user=a"), Kind.DENIED),
                Arguments.of(new AccessDeniedException("s3a://b/k", null, "Forbidden; Status Code: 403"), Kind.DENIED),
                Arguments.of(new IllegalArgumentException("Wrong FS"), Kind.PERMANENT),
                Arguments.of(new UnsupportedOperationException("no seek"), Kind.PERMANENT),
                Arguments.of(new UnsupportedFileSystemException("No FileSystem for scheme \"x\""), Kind.PERMANENT),
                Arguments.of(new ChecksumException("Checksum error", 512), Kind.PERMANENT),
                Arguments.of(new NullPointerException(), Kind.PERMANENT),
                Arguments.of(new ClosedByInterruptException(), Kind.INTERRUPTED),
                Arguments.of(new InterruptedIOException().initCause(new InterruptedException()), Kind.INTERRUPTED));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void hasTheMeaningOfItsException(Exception exception, Kind kind) {
        assertThat(Failure.of(exception).kind()).isEqualTo(kind);
    }

    @Test
    void isToldInOneLine() {
        IOException told = Failure.of(new IOException("first\nsecond")).toThrow("Cannot read a");
        assertThat(told).hasMessage("Cannot read a: first");
    }
}
