package org.mathlode.pipeline.folder;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The claims on a folder, as files of {@code _lock}: {@code TOKEN.json} says who claims, {@code TOKEN.claimed.N} or {@code TOKEN.held.N} is the claim's N-th sign
 * of life. States lie in names, and every sign is a file of its own: nothing is renamed or written over, so a listing alone tells the state on every store.
 */
final class Claims {
    private static final Pattern SIGN = Pattern.compile("([0-9a-f]{16})\\.(claimed|held)\\.(\\d+)");

    private final FileSystem files;
    private final Path place;

    /**
     * A claim in a listing.
     *
     * @param written by the store's clock, in milliseconds since 1970
     */
    record Claim(String token, boolean held, long beat, long written) {}

    Claims(RunFolder folder) {
        files = folder.files();
        place = folder.path("_lock");
    }

    /** All claims by token. */
    Map<String, Claim> list() throws IOException {
        Map<String, Claim> claims = new TreeMap<>();
        for (FileStatus file : statuses()) {
            Matcher name = SIGN.matcher(file.getPath().getName());
            if (name.matches()) {
                Claim sign = new Claim(name.group(1), name.group(2).equals("held"), Long.parseLong(name.group(3)), file.getModificationTime());
                claims.merge(sign.token(), sign, (one, other) -> newer(one, other) ? one : other);
            }
        }
        return claims;
    }

    private static boolean newer(Claim one, Claim other) {
        return one.held() != other.held() ? one.held() : one.beat() > other.beat();
    }

    void announce(String token, Process process) throws IOException {
        try (var out = files.create(new Path(place, token + ".json"), true)) {
            out.write(process.toJson());
        }
    }

    /** Gives a sign of life. */
    void sign(String token, boolean held, long beat) throws IOException {
        files.create(file(token, held, beat), true).close();
    }

    void removeSign(String token, boolean held, long beat) throws IOException {
        files.delete(file(token, held, beat), false);
    }

    boolean hasSign(String token, boolean held, long beat) throws IOException {
        return files.exists(file(token, held, beat));
    }

    /** Who claims; empty where the claim has just been removed. */
    Optional<Process> process(String token) throws IOException {
        try (var in = files.open(new Path(place, token + ".json"))) {
            return Optional.of(Process.fromJson(in.readAllBytes()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Removes a claim; signs go first, so that a claim without a name is never seen. */
    void remove(String token) throws IOException {
        for (FileStatus file : statuses()) {
            if (file.getPath().getName().startsWith(token + ".") && !file.getPath().getName().endsWith(".json")) {
                files.delete(file.getPath(), false);
            }
        }
        files.delete(new Path(place, token + ".json"), false);
    }

    private FileStatus[] statuses() throws IOException {
        try {
            return files.listStatus(place);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private Path file(String token, boolean held, long beat) {
        return new Path(place, token + (held ? ".held." : ".claimed.") + beat);
    }
}
