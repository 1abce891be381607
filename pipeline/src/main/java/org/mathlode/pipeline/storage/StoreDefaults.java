package org.mathlode.pipeline.storage;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Settings that make public data readable without any. Nothing that a user has set is touched, nor the configuration that is passed in.
 *
 * <p>Hadoop keeps one file system for a bucket and user in a JVM, made with the settings of whoever asks first: everything that reads input asks here.
 */
public final class StoreDefaults {
    private static final Set<String> DEFAULTS_FILES = Set.of("core-default.xml");
    private static final String PROVIDERS = "aws.credentials.provider";
    private static final String STREAM = "input.stream.type";
    /** Common Crawl's bucket, as its own pages name it; other open data of the kind has other buckets. */
    private static final String COMMON_CRAWL = "commoncrawl";

    private StoreDefaults() {}

    /** The file system of a path, made with {@link #configuration}. */
    public static FileSystem fileSystem(Path path, Configuration configuration) throws IOException {
        return path.getFileSystem(configuration(path, configuration));
    }

    /**
     * What to open a path with. For {@code s3a://commoncrawl}: credentials where the machine has some (keys in the configuration or the environment, the role of
     * an EC2 instance or container), and nobody's otherwise; the region the bucket lies in; and one request for a file: the bucket counts requests, and the stream
     * that Hadoop 3.5 prefers makes several. All else as it is.
     */
    public static Configuration configuration(Path path, Configuration configuration) {
        if (!"s3a".equals(path.toUri().getScheme()) || !COMMON_CRAWL.equals(path.toUri().getHost())) {
            return configuration;
        }
        Configuration with = new Configuration(configuration);
        if (isDefault(configuration, PROVIDERS)) {
            with.set(option(PROVIDERS), String.join(",",
                    "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider",
                    "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
                    "software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider",
                    "org.apache.hadoop.fs.s3a.auth.IAMInstanceCredentialsProvider",
                    "org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider"));
        }
        if (isDefault(configuration, STREAM)) {
            with.set(option(STREAM), "classic");
        }
        if (isDefault(configuration, "endpoint") && isDefault(configuration, "endpoint.region")) {
            with.set(option("endpoint.region"), "us-east-1");
        }
        return with;
    }

    private static String option(String key) {
        return "fs.s3a.bucket." + COMMON_CRAWL + "." + key;
    }

    /** Whether nobody set this option, for the bucket or for all; Hadoop's own defaults do not count. */
    private static boolean isDefault(Configuration configuration, String key) {
        if (configuration.get(option(key)) != null) {
            return false;
        }
        String general = "fs.s3a." + key;
        String[] sources = configuration.get(general) == null ? null : configuration.getPropertySources(general);
        return configuration.get(general, "").isBlank() || sources != null && Arrays.stream(sources).allMatch(DEFAULTS_FILES::contains);
    }
}
