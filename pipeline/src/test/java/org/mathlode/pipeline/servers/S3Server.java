package org.mathlode.pipeline.servers;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** An S3 server (s3proxy) over a folder. It takes any credentials and none. Objects have to be uploaded through S3: files laid into the folder have no ETag. */
public final class S3Server implements AutoCloseable {
    private final ServerProcess process;
    private final int port;

    private S3Server(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a server that keeps everything in {@code folder}, and makes buckets. */
    public static S3Server start(Path folder, String... buckets) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path objects = Files.createDirectories(folder.resolve("objects"));
        Path properties = Files.writeString(folder.resolve("s3proxy.conf"), String.join("\n",
                "s3proxy.authorization=none",
                "s3proxy.endpoint=http://127.0.0.1:" + port,
                "jclouds.provider=filesystem-nio2",
                "jclouds.filesystem.basedir=" + objects, ""));
        Path logging = Files.writeString(folder.resolve("logback.xml"),
                "<configuration><appender name='out' class='ch.qos.logback.core.ConsoleAppender'><encoder><pattern>%d %p %c - %m%n</pattern></encoder></appender>"
                        + "<root level='warn'><appender-ref ref='out'/></root></configuration>");
        ServerProcess process = ServerProcess.java(folder, "-Xmx256m", "-Dlogback.configurationFile=" + logging, "-cp", ServerClassPath.S3.joined(),
                "org.gaul.s3proxy.Main", "--properties", properties.toString());
        S3Server server = new S3Server(process, port);
        process.await(() -> server.request("GET", "/") == 200);
        for (String bucket : buckets) {
            int status = server.request("PUT", "/" + bucket);
            if (status != 200) {
                server.close();
                throw new IOException("Cannot make the bucket " + bucket + ": HTTP " + status);
            }
        }
        return server;
    }

    public int port() {
        return port;
    }

    /** {@code http://HOST:PORT} */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** What Hadoop's S3 client needs to use this server, or a proxy before it. */
    public static Map<String, String> settings(String endpoint) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fs.s3a.endpoint", endpoint);
        settings.put("fs.s3a.endpoint.region", "us-east-1");
        settings.put("fs.s3a.path.style.access", "true");
        settings.put("fs.s3a.connection.ssl.enabled", "false");
        return settings;
    }

    /** These settings and credentials as options of {@code spark-submit}. */
    public static String submitOptions(String endpoint) {
        StringBuilder options = new StringBuilder("--conf spark.hadoop.fs.s3a.access.key=test --conf spark.hadoop.fs.s3a.secret.key=test");
        settings(endpoint).forEach((key, value) -> options.append(" --conf spark.hadoop.").append(key).append('=').append(value));
        return options.toString();
    }

    /** A configuration with these settings and credentials that reaches the S3 client beside the test's class path. */
    public static Configuration configuration(String endpoint) throws IOException {
        Configuration configuration = new Configuration();
        configuration.setClassLoader(ServerClassPath.S3A.loader());
        settings(endpoint).forEach(configuration::set);
        configuration.set("fs.s3a.access.key", "test");
        configuration.set("fs.s3a.secret.key", "test");
        return configuration;
    }

    private int request(String method, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(endpoint() + path).openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(2000);
        connection.setReadTimeout(10_000);
        if (method.equals("PUT")) {
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(0);
            connection.getOutputStream().close();
        }
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
