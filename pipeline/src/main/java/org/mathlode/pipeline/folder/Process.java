package org.mathlode.pipeline.folder;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Who works in a folder.
 *
 * @param machine equal for processes that see each other's process ids: the boot and the id namespace; empty where the system tells neither
 * @param started start of the process in ISO 8601: process ids are used again
 */
record Process(String host, String user, long pid, String machine, String started) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Process current() {
        ProcessHandle self = ProcessHandle.current();
        return new Process(hostName(), System.getProperty("user.name", "unknown"), self.pid(), machineName(), startOf(self));
    }

    /** Whether the process has ended, as far as this process can know. */
    boolean isKnownToBeDead() {
        return isOfThisMachine() && !isAlive();
    }

    boolean isKnownToLive() {
        return isOfThisMachine() && isAlive();
    }

    private boolean isOfThisMachine() {
        return !machine.isEmpty() && machine.equals(machineName()) && host.equals(hostName());
    }

    private boolean isAlive() {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        return handle.isPresent() && handle.get().isAlive() && startOf(handle.get()).equals(started);
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
