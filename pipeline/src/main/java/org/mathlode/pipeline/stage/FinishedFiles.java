package org.mathlode.pipeline.stage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;

/** Whether the files of finished stages still are what the manifests say. */
final class FinishedFiles {
    private static final int THREADS = 16;

    private final SparkSession spark;
    private final RunFolder folder;
    private final Verification verification;

    FinishedFiles(SparkSession spark, RunFolder folder, Verification verification) {
        this.spark = spark;
        this.folder = folder;
        this.verification = verification;
    }

    /** What is wrong with the first file that is missing or another one, in words; empty if nothing is. */
    Optional<String> damage(Manifest manifest) throws IOException {
        Optional<String> damage = missingOrOfAnotherSize(manifest);
        return damage.isPresent() || verification == Verification.SIZES ? damage : ofOtherContent(manifest);
    }

    /** The damaged ones of many stages, with what is wrong; several are looked at at a time. */
    Map<String, String> damage(List<String> stages) throws IOException {
        Map<String, String> damaged = new HashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> looks = new ArrayList<>();
            for (String stage : stages) {
                looks.add(() -> {
                    Optional<String> damage = damage(folder.manifest(stage).orElseThrow());
                    if (damage.isPresent()) {
                        synchronized (damaged) {
                            damaged.put(stage, damage.get());
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> look : threads.invokeAll(looks)) {
                look.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while looking at finished files", e);
        } finally {
            threads.shutdownNow();
        }
        return damaged;
    }

    private Optional<String> missingOrOfAnotherSize(Manifest manifest) throws IOException {
        Map<Path, Map<String, Long>> sizes = new HashMap<>();
        for (Manifest.Output output : manifest.outputs()) {
            Path file = folder.path(output.path());
            if (!sizes.containsKey(file.getParent())) {
                sizes.put(file.getParent(), sizes(file.getParent()));
            }
            Long bytes = sizes.get(file.getParent()).get(file.getName());
            if (bytes == null) {
                return Optional.of(output.path() + " is missing");
            }
            if (bytes != output.bytes()) {
                return Optional.of(output.path() + " has " + bytes + " bytes instead of " + output.bytes());
            }
        }
        return Optional.empty();
    }

    private Map<String, Long> sizes(Path parent) throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        try {
            for (FileStatus file : folder.files().listStatus(parent)) {
                sizes.put(file.getPath().getName(), file.getLen());
            }
        } catch (FileNotFoundException e) {
            // all of its files are missing
        }
        return sizes;
    }

    private Optional<String> ofOtherContent(Manifest manifest) {
        List<Path> files = manifest.outputs().stream().map(output -> folder.path(output.path())).toList();
        Map<String, String> found = new HashMap<>();
        OutputFiles.digests(spark, folder, files).forEach(file -> found.put(file.path(), file.sha256()));
        return manifest.outputs().stream().filter(output -> !output.sha256().equals(found.get(output.path())))
                .findFirst().map(output -> output.path() + " has another SHA-256 than its manifest says");
    }
}
