package org.mathlode.pipeline.servers;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mathlode.pipeline.SharedData;

/** The jars that a {@code pom.xml} under {@code src/test/servers} names, as Maven resolves them. */
public enum ServerClassPath {
    S3("s3"),
    HDFS("hdfs"),
    YARN("yarn"),
    /** Hadoop's S3 client. */
    S3A("s3a");

    private static final String GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath";

    private final String folder;
    private ClassLoader loader;

    ServerClassPath(String folder) {
        this.folder = folder;
    }

    /** Asks Maven, without the network if that is enough, and remembers the answer until the {@code pom.xml} changes. */
    public synchronized List<Path> jars() throws IOException {
        Path module = SharedData.projectRoot().resolve("pipeline");
        Path pom = module.resolve("src/test/servers").resolve(folder).resolve("pom.xml");
        Path answer = module.resolve("target/servers").resolve(folder + ".classpath");
        List<Path> known = Files.exists(answer) && Files.getLastModifiedTime(answer).compareTo(Files.getLastModifiedTime(pom)) > 0 ? read(answer) : List.of();
        if (!known.isEmpty() && known.stream().allMatch(Files::exists)) {
            return known;
        }
        Files.createDirectories(answer.getParent());
        Path fresh = Files.createTempFile(answer.getParent(), folder, ".new");
        if (!maven(pom, fresh, "-o") && !maven(pom, fresh, "-ntp")) {
            throw new IOException("Cannot resolve " + pom + ": mvn failed; see " + answer.resolveSibling(folder + ".log"));
        }
        Files.move(fresh, answer, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return read(answer);
    }

    /** As {@code java -cp} takes it. */
    public String joined() throws IOException {
        return String.join(File.pathSeparator, jars().stream().map(Path::toString).toList());
    }

    /** The classes of these jars, over those of the caller; always the same loader, since Hadoop keeps statistics of a file system's class for the whole JVM. */
    public synchronized ClassLoader loader() throws IOException {
        if (loader == null) {
            List<URL> urls = new ArrayList<>();
            for (Path jar : jars()) {
                urls.add(jar.toUri().toURL());
            }
            loader = new URLClassLoader(folder, urls.toArray(URL[]::new), ServerClassPath.class.getClassLoader());
        }
        return loader;
    }

    private static List<Path> read(Path answer) throws IOException {
        String text = Files.readString(answer).strip();
        return text.isEmpty() ? List.of() : Arrays.stream(text.split(File.pathSeparator)).map(Path::of).toList();
    }

    private boolean maven(Path pom, Path output, String option) throws IOException {
        Path log = output.resolveSibling(folder + ".log");
        Process maven = new ProcessBuilder("mvn", "-q", "-B", option, "-f", pom.toString(), GOAL, "-Dmdep.outputFile=" + output)
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            return maven.waitFor() == 0 && !Files.readString(output, StandardCharsets.UTF_8).isBlank();
        } catch (InterruptedException e) {
            maven.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
