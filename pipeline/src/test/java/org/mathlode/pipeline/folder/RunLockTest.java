package org.mathlode.pipeline.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    private static final String TOKEN = "00000000deadbeef";

    @TempDir
    private Path place;

    private final Configuration configuration = new Configuration();
    private final List<String> notes = new ArrayList<>();
    private RunFolder folder;

    @BeforeEach
    void open() throws IOException {
        configuration.setInt(RunLock.LEASE, 1);
        folder = RunFolder.open(place.resolve("run").toString(), configuration);
    }

    private RunLock acquire() throws IOException {
        return RunLock.acquire(folder, configuration, notes::add);
    }

    /** A claim of another process, signed once. */
    private Claims claimOf(Process process) throws IOException {
        Claims claims = new Claims(folder);
        claims.announce(TOKEN, process);
        claims.sign(TOKEN, true, 1);
        return claims;
    }

    private static Process onAnotherMachine() {
        return new Process("node7", "ann", 4711, "another boot", "2026-03-01T10:00:00Z", "4711");
    }

    @Test
    void refusesASecondRunWhileTheFirstLivesAndNamesIt() throws IOException {
        try (RunLock lock = acquire()) {
            assertThatThrownBy(this::acquire).isInstanceOf(FolderInUseException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid()).hasMessageContaining("end it and call the same command again");
            assertThat(RunLock.describe(folder)).hasValueSatisfying(line -> assertThat(line).startsWith("running: ").contains("process " + ProcessHandle.current().pid()));
        }
    }

    @Test
    void leavesNothingBehind() throws IOException {
        acquire().close();
        acquire().close();

        try (var left = Files.walk(place)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
        assertThat(RunLock.describe(folder)).isEmpty();
    }

    @Test
    void takesOverAtOnceFromAProcessOfThisMachineThatHasEnded() throws Exception {
        java.lang.Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        claimOf(onThisMachine(ended.pid(), "1"));
        assertThat(RunLock.describe(folder)).hasValueSatisfying(line -> assertThat(line).startsWith("interrupted: "));

        try (RunLock lock = acquire()) {
            assertThat(notes).singleElement().asString().contains("ended without finishing").contains("process " + ended.pid());
        }
    }

    @Test
    void takesOverAtOnceFromAProcessWhoseIdWasGivenToAnother() throws IOException {
        claimOf(onThisMachine(ProcessHandle.current().pid(), "1"));

        try (RunLock lock = acquire()) {
            assertThat(notes).singleElement().asString().contains("ended without finishing");
        }
    }

    @Test
    void refusesWhileTheFirstLivesThoughTheClockWasSet() throws IOException {
        claimOf(onThisMachine(ProcessHandle.current().pid(), Process.current().startTicks()));

        assertThatThrownBy(this::acquire).isInstanceOf(FolderInUseException.class);
    }

    /** Of a start that the clock would tell otherwise today. */
    private static Process onThisMachine(long pid, String startTicks) {
        Process self = Process.current();
        return new Process(self.host(), self.user(), pid, self.machine(), "2026-03-01T10:00:00Z", startTicks);
    }

    @Test
    void takesOverFromAnotherMachineThatGivesNoSignForALease() throws IOException {
        claimOf(onAnotherMachine());

        try (RunLock lock = acquire()) {
            assertThat(notes).hasSize(2);
            assertThat(notes.get(0)).contains("may still live (ann@node7, process 4711");
            assertThat(notes.get(1)).contains("ended without finishing (ann@node7");
        }
    }

    @Test
    void refusesWhenAnotherMachineGivesASign() throws Exception {
        Claims claims = claimOf(onAnotherMachine());
        Thread other = new Thread(() -> {
            try {
                for (long beat = 2; ; beat++) {
                    Thread.sleep(100);
                    claims.sign(TOKEN, true, beat);
                    claims.removeSign(TOKEN, true, beat - 1);
                }
            } catch (InterruptedException | IOException e) {
                // the test is over
            }
        });
        other.start();
        try {
            assertThatThrownBy(this::acquire).isInstanceOf(FolderInUseException.class).hasMessageContaining("ann@node7, process 4711, since 2026-03-01T10:00:00Z");
        } finally {
            other.interrupt();
            other.join();
        }
    }

    /** As a process that was asleep until now. */
    @Test
    void publishesAndRemovesNothingAfterItWasTakenForDead() throws IOException {
        configuration.setInt(RunLock.LEASE, 3600);
        List<String> lost = new ArrayList<>();
        Path staged = Files.writeString(Files.createDirectories(place.resolve("run/_staging/stage")).resolve("file"), "of the other run");
        try (RunLock lock = acquire()) {
            lock.whenLost(() -> lost.add("once"));
            assertThatCode(lock::ensureHeld).doesNotThrowAnyException();
            Claims claims = new Claims(folder);
            claims.list().keySet().forEach(token -> {
                try {
                    claims.remove(token);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            claimOf(onAnotherMachine());

            assertThatThrownBy(() -> folder.publish(folder.path("from"), folder.path("to"))).isInstanceOf(FolderInUseException.class).hasMessageContaining("another run took");
            assertThatThrownBy(() -> folder.removeStaging("stage")).isInstanceOf(FolderInUseException.class);
            assertThatThrownBy(() -> folder.freshStaging("stage")).isInstanceOf(FolderInUseException.class);
            assertThatThrownBy(() -> RunLock.ensureHeldAround(folder.path("documents"))).isInstanceOf(FolderInUseException.class);
            assertThat(staged).exists();
            assertThat(lost).containsExactly("once");
            assertThat(claims.list()).containsOnlyKeys(TOKEN);
        }
    }

    /** Whose listing of a local disk is made of names first and of their dates then. */
    @Test
    void isSeenByWhoListsBetweenTwoSigns() throws IOException {
        try (RunLock lock = acquire()) {
            for (int i = 0; i < 3; i++) {
                lock.signNow();
            }
            try (var signs = Files.list(place.resolve("run/_lock"))) {
                assertThat(signs.filter(sign -> sign.getFileName().toString().matches("[0-9a-f]+\\.held\\.\\d+"))).hasSize(2);
            }
        }
    }

    @Test
    void ofManyThatComeAtOnceOneHolds() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                RunFolder contested = RunFolder.open(place.resolve("round-" + round).toString(), configuration);
                Callable<RunLock> attempt = () -> {
                    try {
                        return RunLock.acquire(contested, configuration, line -> {});
                    } catch (FolderInUseException e) {
                        return null;
                    }
                };
                List<RunLock> holders = new ArrayList<>();
                for (Future<RunLock> result : threads.invokeAll(List.of(attempt, attempt, attempt, attempt, attempt, attempt, attempt, attempt))) {
                    if (result.get() != null) {
                        holders.add(result.get());
                    }
                }
                assertThat(holders).hasSize(1);
                holders.get(0).close();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
