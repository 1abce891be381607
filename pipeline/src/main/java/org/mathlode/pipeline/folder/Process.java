package org.mathlode.pipeline.folder;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Who works in a folder.
 *
 * @param machine equal for processes that see each other's process ids: the boot and the id namespace; empty where the system tells neither
 * @param started start of the process in ISO 8601, for people: it moves when the machine's clock is set
 * @param startTicks start of the process since the boot, which no clock moves: process ids are used again; empty where the system does not tell
 */
record Process(String host, String user, long pid, String machine, String started, String startTicks) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Process current() {
        ProcessHandle self = ProcessHandle.current();
        return new Process(hostName(), System.getProperty("user.name", "unknown"), self.pid(), machineName(), startOf(self), ticksOf(self.pid()));
    }

    /** Whether the process has ended, as far as this process can know. */
    boolean isKnownToBeDead() {
        return isOfThisMachine() && (!isThere() || isAnother());
    }

    boolean isKnownToLive() {
        return isOfThisMachine() && isThere() && startTicks != null && startTicks.equals(ticksOf(pid));
    }

    private boolean isOfThisMachine() {
        return !machine.isEmpty() && machine.equals(machineName()) && host.equals(hostName());
    }

    private boolean isThere() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Whether the id was given to another process since. */
    private boolean isAnother() {
        String now = ticksOf(pid);
        return startTicks != null && !startTicks.isEmpty() && !now.isEmpty() && !now.equals(startTicks);
    }

    byte[] toJson() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    static Process fromJson(byte[] json) throws IOException {
        return JSON.readValue(json, Process.class);
    }

    /** Such as {@code ann@node7, process 4711, since 2026-03-01T10:00:00Z}. */
    @Override
    public String toString() {
        return user + "@" + host + ", process " + pid + ", since " + started;
    }

    private static String startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("");
    }

    /** The 22nd field of Linux's {@code /proc/PID/stat}; the second, the name in parentheses, may hold blanks and parentheses. */
    private static String ticksOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[22 - 3];
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private static String machineName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
