package org.mathlode.pipeline.annotate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.mathlode.pipeline.config.ConfigException;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.folder.Manifest;

/**
 * The sheet on disk. Every change is written at once: into a file beside it, forced to the disk, renamed over the sheet, so that a reader sees the sheet
 * before or after it whenever the process ends. The file is read again before each change, so what an editor wrote meanwhile stays; one process at a time may
 * hold it open. Thread-safe.
 */
final class SheetFile implements Closeable {
    private final Path file;
    private final FileChannel lock;
    private final Path lockFile;
    private byte[] known;
    private Sheet sheet = Sheet.EMPTY;

    /** The sheet and a digest of its bytes, which changes whenever the file does. */
    record State(String version, Sheet sheet) {}

    /** Somebody changed the line first. */
    static final class ConflictException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient PathAnnotation current;

        ConflictException(String message, PathAnnotation current) {
            super(message);
            this.current = current;
        }

        /** What the line says now; empty if there is none. */
        Optional<PathAnnotation> current() {
            return Optional.ofNullable(current);
        }
    }

    private SheetFile(Path file, Path lockFile, FileChannel lock) {
        this.file = file;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Opens a sheet, which need not exist yet. Throws IOException if another process has it open, {@link ConfigException} if it is no sheet. */
    static SheetFile open(Path sheet) throws IOException {
        // a sheet that is a link stays one: the file it names is replaced
        Path file = Files.exists(sheet) ? sheet.toRealPath() : sheet.toAbsolutePath();
        Files.createDirectories(file.getParent());
        Path lockFile = file.resolveSibling("." + file.getFileName() + ".lock");
        FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = lock.tryLock();
            if (held == null) {
                throw new OverlappingFileLockException();
            }
            SheetFile opened = new SheetFile(file, lockFile, lock);
            Files.deleteIfExists(opened.temporary());
            opened.current();
            return opened;
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw new IOException(sheet + " is open in another mathlode annotate: use that one, or let the second annotator write a sheet of their own and compare them");
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    Path file() {
        return file;
    }

    /** The sheet as it is on disk now; {@link ConfigException} if somebody made it unreadable. */
    synchronized State current() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            bytes = null;
        }
        if (!Arrays.equals(bytes, known)) {
            sheet = bytes == null ? Sheet.EMPTY : Sheet.parse(file, bytes);
            known = bytes;
        }
        return new State(known == null ? "none" : Manifest.sha256(known).substring(0, 16), sheet);
    }

    /**
     * Writes a line.
     *
     * @param expected what the line said when the annotator decided; empty if there was none
     * @throws ConflictException if it says something else now; nothing is written then
     */
    synchronized State put(PathAnnotation annotation, Optional<PathAnnotation> expected) throws IOException, ConflictException {
        return replace(Sheet.key(annotation), expected, current().sheet().with(annotation));
    }

    /** Takes a line out; as {@link #put}. */
    synchronized State remove(Sheet.Key key, Optional<PathAnnotation> expected) throws IOException, ConflictException {
        return replace(key, expected, current().sheet().without(key));
    }

    private State replace(Sheet.Key key, Optional<PathAnnotation> expected, Sheet changed) throws IOException, ConflictException {
        Optional<PathAnnotation> now = sheet.find(key);
        if (!now.equals(expected)) {
            throw new ConflictException(now.map(line -> "was marked " + (line.verdict() == null ? "undecided" : line.verdict().label()) + " meanwhile"
                    + (line.annotator().isEmpty() ? "" : " by " + line.annotator())).orElse("was cleared meanwhile"), now.orElse(null));
        }
        byte[] bytes = changed.toBytes();
        write(bytes);
        known = bytes;
        sheet = changed;
        return current();
    }

    private void write(byte[] bytes) throws IOException {
        Path temporary = temporary();
        try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // not every system lets a folder be opened; the rename itself is whole all the same
            return;
        }
    }

    private Path temporary() {
        return file.resolveSibling("." + file.getFileName() + ".tmp");
    }

    @Override
    public synchronized void close() throws IOException {
        Files.deleteIfExists(lockFile);
        lock.close();
    }
}
