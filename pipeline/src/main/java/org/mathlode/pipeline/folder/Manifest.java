package org.mathlode.pipeline.folder;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a stage did, written last: its presence is what makes the stage done.
 *
 * @param digest of stage, settings and inputs; a stage whose manifest has the digest it would get now is skipped
 * @param settings config values that change the stage's rows, by key path
 * @param inputs digests of what the stage read, by name
 * @param in rows the stage was given; always {@code kept} + the sum of {@code dropped}
 * @param dropped rows left out, by reject reason
 * @param figures whatever else the stage measured
 * @param seconds wall-clock time
 */
@JsonPropertyOrder({"version", "stage", "digest", "settings", "inputs", "in", "kept", "dropped", "figures", "outputs", "seconds"})
public record Manifest(
        int version,
        String stage,
        String digest,
        SortedMap<String, String> settings,
        SortedMap<String, String> inputs,
        long in,
        long kept,
        SortedMap<String, Long> dropped,
        SortedMap<String, Object> figures,
        List<Output> outputs,
        double seconds) {
    /** Version of this format. */
    public static final int VERSION = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** One published file, its path relative to the run's folder; {@code rows} is −1 for files that are no tables. */
    public record Output(String path, long rows, long bytes, String sha256) {}

    public Manifest {
        settings = new TreeMap<>(settings);
        inputs = new TreeMap<>(inputs);
        dropped = new TreeMap<>(dropped);
        figures = new TreeMap<>(figures);
        outputs = List.copyOf(outputs);
        long sum = kept + dropped.values().stream().mapToLong(Long::longValue).sum();
        if (in != sum) {
            throw new IllegalArgumentException("stage " + stage + " loses rows: in " + in + ", kept + dropped " + sum);
        }
    }

    /** SHA-256 over stage, settings and inputs. */
    public static String digest(String stage, Map<String, String> settings, Map<String, String> inputs) {
        StringBuilder canonical = new StringBuilder("mathlode stage ").append(stage).append('\n');
        new TreeMap<>(settings).forEach((key, value) -> canonical.append("setting ").append(key).append('=').append(value).append('\n'));
        new TreeMap<>(inputs).forEach((key, value) -> canonical.append("input ").append(key).append('=').append(value).append('\n'));
        return sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Lower-case hexadecimal SHA-256. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    byte[] toJson() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    static Manifest fromJson(byte[] json, String where) throws IOException {
        try {
            return JSON.readValue(json, Manifest.class);
        } catch (JsonProcessingException e) {
            throw new IOException(where + ": not a manifest: " + e.getOriginalMessage() + "; move the file away to do the stage again");
        }
    }
}
