package org.mathlode.pipeline.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.mathlode.pipeline.folder.RunLock;
import org.mathlode.pipeline.folder.TableFiles;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How tables are written: every task attempt writes files of its own names where they stay, and the driver lists those of the attempts whose results it took,
 * one for each partition. Nothing is renamed, so a store's renaming need not be atomic nor fast, and what failed or speculative attempts leave is no part of
 * the table. Hadoop's own committers rename every file twice, which copies it in object stores.
 *
 * <p>Spark makes an instance for each write by its name, on the driver, and sends copies to the tasks.
 */
public final class ListedOutput extends FileCommitProtocol implements Serializable {
    private static final long serialVersionUID = 1;

    /** Writer options {@code mathlode.folder.PARTITION}, such as {@code mathlode.folder.outcome=kept}: where the files of a partition go instead. */
    public static final String FOLDER_OF = "mathlode.folder.";

    private final String job;
    private final String folder;
    private final Map<String, String> folders = new TreeMap<>();
    private transient ArrayList<Written> written;

    /** A file of a task. */
    private record Written(String folder, String name) implements Serializable {}

    /** Called by Spark. */
    public ListedOutput(String jobId, String path, boolean dynamicPartitionOverwrite) {
        job = jobId.replace("-", "");
        folder = path;
        if (dynamicPartitionOverwrite) {
            throw new IllegalArgumentException("Cannot overwrite partitions of " + path + ": what is written stays");
        }
    }

    @Override
    public void setupJob(JobContext context) {
        folders.putAll(context.getConfiguration().getPropsWithPrefix(FOLDER_OF));
    }

    @Override
    public void setupTask(TaskAttemptContext context) {
        written = new ArrayList<>();
    }

    @Override
    @SuppressWarnings("deprecation") // the newer method calls this one on every Spark since 3.3
    public String newTaskTempFile(TaskAttemptContext context, Option<String> partition, String extension) {
        String place = partition.isEmpty() ? folder : folders.get(partition.get());
        if (place == null) {
            throw new IllegalStateException("no folder for partition " + partition.get() + " of " + folder);
        }
        // Spark's attempt ids are unique within an application, its job ids everywhere
        String name = String.format(Locale.ROOT, "part-%05d-%.12s-%d%s", context.getTaskAttemptID().getTaskID().getId(), job, context.getTaskAttemptID().getId(), extension);
        written.add(new Written(place, name));
        return place + "/" + name;
    }

    @Override
    @SuppressWarnings("deprecation")
    public String newTaskTempFileAbsPath(TaskAttemptContext context, String absoluteFolder, String extension) {
        throw new UnsupportedOperationException("Cannot write to " + absoluteFolder + ": tables have one folder");
    }

    @Override
    public TaskCommitMessage commitTask(TaskAttemptContext context) {
        return new TaskCommitMessage(written);
    }

    @Override
    public void abortTask(TaskAttemptContext context) {
        for (Written file : written) {
            try {
                Path path = new Path(file.folder(), file.name());
                path.getFileSystem(context.getConfiguration()).delete(path, false);
            } catch (IOException e) {
                // nobody lists it
            }
        }
    }

    @Override
    public void commitJob(JobContext context, Seq<TaskCommitMessage> results) {
        Map<String, List<String>> names = new TreeMap<>();
        if (folders.isEmpty()) {
            names.put(folder, new ArrayList<>());
        }
        folders.values().forEach(place -> names.put(place, new ArrayList<>()));
        for (TaskCommitMessage result : CollectionConverters.asJava(results)) {
            for (Object file : (List<?>) result.obj()) {
                names.get(((Written) file).folder()).add(((Written) file).name());
            }
        }
        try {
            for (Map.Entry<String, List<String>> table : names.entrySet()) {
                Path place = new Path(table.getKey());
                FileSystem files = place.getFileSystem(configuration(context));
                RunLock.ensureHeldAround(files.makeQualified(place));
                TableFiles.write(files, place, table.getValue());
                TableFiles.prune(files, place);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Configuration configuration(JobContext context) {
        return context.getConfiguration();
    }

    @Override
    public void abortJob(JobContext context) {
        // tasks remove what they wrote; the rest goes with the folder
    }
}
