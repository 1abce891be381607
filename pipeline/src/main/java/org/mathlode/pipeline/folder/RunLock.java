package org.mathlode.pipeline.folder;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mathlode.pipeline.folder.Claims.Claim;

/**
 * One run at a time in a folder, on every store whose listings show what was written before: no exclusive creation, renaming or common clock is needed.
 *
 * <p>Who wants the folder writes a claim, then lists all claims. Alone, it holds the folder. Of two that see each other before either holds it, the smaller
 * token goes on when the other has withdrawn: a claim written after somebody's listing is refused by what it sees itself. The holder gives signs of life. A
 * holder is dead when its process is known to have ended, when the store's own clock says that its last sign is older than the lease, or when nothing came
 * for a lease of waiting; its claim is then removed. A holder that was taken for dead finds its claim gone: it looks before every step that changes the folder,
 * and publishes and removes nothing more. Thread-safe.
 */
public final class RunLock implements AutoCloseable {
    /** Hadoop configuration key: how long a holder may be silent before its folder is taken over, in seconds. */
    public static final String LEASE = "mathlode.run.lease-seconds";

    private static final int DEFAULT_LEASE = 60;
    private static final int SIGNS_PER_LEASE = 6;
    private static final Set<RunLock> OF_THIS_JVM = ConcurrentHashMap.newKeySet();

    private final RunFolder folder;
    private final Claims claims;
    private final long leaseMillis;
    private final String token = String.format("%016x", new SecureRandom().nextLong());
    private final Set<String> takenOver = new HashSet<>();
    private final Map<String, Seen> seen = new HashMap<>();
    private volatile Runnable whenLost = () -> {};
    private Thread heart;
    private long beat;
    private boolean held;
    private long lastSign;
    private String lost;

    /** When a claim's beat was first seen, on this process's own clock. */
    private record Seen(long beat, long nanos, boolean moved) {}

    private RunLock(RunFolder folder, Configuration configuration) {
        this.folder = folder;
        this.claims = new Claims(folder);
        this.leaseMillis = TimeUnit.SECONDS.toMillis(Math.max(1, configuration.getInt(LEASE, DEFAULT_LEASE)));
    }

    /**
     * Holds the folder until {@link #close}; waits for at most a lease to see whether a holder on another machine still lives.
     *
     * @param configuration with the lease
     * @param note is told of waiting, and of a dead run whose folder is taken over
     * @throws FolderInUseException if a living run holds it
     */
    public static RunLock acquire(RunFolder folder, Configuration configuration, Consumer<String> note) throws IOException {
        RunLock lock = new RunLock(folder, configuration);
        try {
            lock.contest(note);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        lock.heart = new Thread(lock::live, "run-lock");
        lock.heart.setDaemon(true);
        lock.heart.start();
        folder.guard(lock);
        OF_THIS_JVM.add(lock);
        return lock;
    }

    private synchronized void contest(Consumer<String> note) throws IOException {
        claims.announce(token, Process.current());
        claims.sign(token, false, beat);
        lastSign = System.nanoTime();
        boolean told = false;
        while (true) {
            Claim other = firstLiving(note);
            if (other == null) {
                hold();
                return;
            }
            Process process = claims.process(other.token()).orElse(null);
            if (other.held() && process != null) {
                if (process.isKnownToLive() || seen.get(other.token()).moved()) {
                    throw inUse(process);
                }
                if (!told) {
                    note.accept("The last run in " + folder.root() + " may still live (" + process + "): waiting up to " + leaseMillis / 1000 + " s for a sign of it");
                    told = true;
                }
            } else if (!other.held() && other.token().compareTo(token) < 0) {
                // both came at once, and it goes first: withdrawn, this one waits to see what becomes of it
                claims.removeSign(token, false, beat);
                pause(leaseMillis / SIGNS_PER_LEASE / 4);
                claims.sign(token, false, ++beat);
                lastSign = System.nanoTime();
            }
            pause(Math.min(500, leaseMillis / SIGNS_PER_LEASE / 4));
            if (System.nanoTime() - lastSign > TimeUnit.MILLISECONDS.toNanos(leaseMillis / SIGNS_PER_LEASE)) {
                nextSign();
            }
        }
    }

    /** Removes the claims of dead runs; returns another living claim, one that holds first, or null. */
    private Claim firstLiving(Consumer<String> note) throws IOException {
        Map<String, Claim> all = claims.list();
        Claim mine = all.get(token);
        Claim found = null;
        for (Claim other : all.values()) {
            if (other.token().equals(token)) {
                continue;
            }
            Process process = claims.process(other.token()).orElse(null);
            if (isDead(other, process, mine)) {
                claims.remove(other.token());
                takenOver.add(other.token());
                if (other.held()) {
                    note.accept("The last run in " + folder.root() + " ended without finishing (" + (process == null ? "unknown" : process) + "): going on from what it left");
                }
            } else if (found == null || other.held() && !found.held()) {
                found = other;
            }
        }
        return found;
    }

    private boolean isDead(Claim other, Process process, Claim mine) {
        Seen before = seen.get(other.token());
        if (before == null || before.beat() != other.beat()) {
            seen.put(other.token(), new Seen(other.beat(), System.nanoTime(), before != null));
        }
        boolean silent = System.nanoTime() - seen.get(other.token()).nanos() > TimeUnit.MILLISECONDS.toNanos(leaseMillis);
        // both times are the store's: this process's clock may differ
        boolean old = mine != null && mine.written() - other.written() > leaseMillis;
        return silent || old || process != null && process.isKnownToBeDead();
    }

    private void hold() throws IOException {
        claims.sign(token, true, beat + 1);
        claims.removeSign(token, false, beat);
        beat++;
        held = true;
    }

    private void nextSign() throws IOException {
        claims.sign(token, held, beat + 1);
        // of a holder's signs the last two stay: who lists a local disk, and misses one that has just been removed, sees the other
        claims.removeSign(token, held, held ? beat - 1 : beat);
        beat++;
        lastSign = System.nanoTime();
    }

    private void live() {
        while (true) {
            try {
                Thread.sleep(leaseMillis / SIGNS_PER_LEASE);
                signNow();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                // the store may be back for the next sign; until then nothing is published: see ensureHeld
            }
        }
    }

    /** Gives a sign of life, and looks who else holds the folder. */
    synchronized void signNow() throws IOException {
        if (lost != null || !held) {
            return;
        }
        if (claims.hasSign(token, true, beat)) {
            nextSign();
        }
        look();
    }

    /** Looks whether the claim is still there, and nobody else holds the folder. */
    private void look() throws IOException {
        boolean there = false;
        for (Claim claim : claims.list().values()) {
            if (takenOver.contains(claim.token())) {
                // its process was only asleep, and will find out
                claims.remove(claim.token());
            } else if (claim.token().equals(token)) {
                there = true;
            } else if (claim.held()) {
                there = false;
                break;
            }
        }
        if (!there) {
            lost = "another run took " + folder.root() + " over while this one gave no sign of life for " + leaseMillis / 1000
                    + " s (paused, or cut off from the store): nothing more is published here";
            claims.remove(token);
            whenLost.run();
        }
    }

    /** What to do once when the folder is lost to another run, which may be in the midst of a long job; on any thread. */
    public void whenLost(Runnable action) {
        whenLost = action;
    }

    /** {@link #ensureHeld} of the lock that this JVM has on the folder around a place, if it has one. */
    public static void ensureHeldAround(Path place) throws IOException {
        for (RunLock lock : OF_THIS_JVM) {
            if (place.toString().startsWith(lock.folder.root() + "/")) {
                lock.ensureHeld();
            }
        }
    }

    /** Throws if the folder was lost to another run, or cannot be known to be held: called before anything is published or removed. */
    synchronized void ensureHeld() throws IOException {
        // no clock of this process tells how long it was asleep
        if (held && lost == null) {
            look();
        }
        if (!held || lost != null) {
            throw new FolderInUseException(lost == null ? "the folder " + folder.root() + " is not held" : lost);
        }
    }

    /** One line on who works in a folder, or worked there last and died; empty if nobody does. */
    public static Optional<String> describe(RunFolder folder) throws IOException {
        Claims claims = new Claims(folder);
        for (Claim claim : claims.list().values()) {
            Optional<Process> process = claims.process(claim.token());
            if (claim.held() && process.isPresent()) {
                String sign = "last sign of life " + Instant.ofEpochMilli(claim.written()).truncatedTo(ChronoUnit.SECONDS);
                return Optional.of(process.get().isKnownToBeDead() ? "interrupted: " + process.get() + " has ended without finishing; call run again"
                        : "running: " + process.get() + ", " + sign);
            }
        }
        return Optional.empty();
    }

    private FolderInUseException inUse(Process process) {
        return new FolderInUseException("a run works in " + folder.root() + " already (" + process + "); wait for it, or end it and call the same command again: a dead run's folder is "
                + "taken over at once on its machine, after " + leaseMillis / 1000 + " s from another");
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the folder", e);
        }
    }

    /** Lets go of the folder. */
    @Override
    public void close() throws IOException {
        if (heart != null) {
            heart.interrupt();
        }
        OF_THIS_JVM.remove(this);
        synchronized (this) {
            held = false;
            folder.guard(null);
            claims.remove(token);
        }
    }
}
