package org.mathlode.pipeline.servers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy before an HTTP server that now and then answers as S3 does under load (503 SlowDown), resets the connection before the answer, or cuts it within the
 * body, by a reset or a plain end. One request for a connection. Which requests fail follows from the random seed and their order.
 */
public final class FaultyProxy implements AutoCloseable {
    private static final String SLOW_DOWN = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>";

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger throttled = new AtomicInteger();
    private final AtomicInteger resets = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final int target;
    private final Random random;
    private volatile double share;

    /**
     * @param port where the server behind the proxy listens
     * @param share the part of the requests that fail
     */
    public FaultyProxy(int port, long randomSeed, double share) throws IOException {
        this.target = port;
        this.random = new Random(randomSeed);
        this.share = share;
        threads.execute(this::accept);
    }

    /** {@code http://HOST:PORT} */
    public String endpoint() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    public void fail(double newShare) {
        share = newShare;
    }

    /** Request lines and headers, in the order they came. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    public int throttled() {
        return throttled.get();
    }

    public int resets() {
        return resets.get();
    }

    public int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // closed, or a client that has gone
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String head = head(in);
            if (head.isEmpty()) {
                return;
            }
            heads.add(head);
            double dice;
            int kind;
            int after;
            synchronized (random) {
                dice = random.nextDouble();
                kind = random.nextInt(4);
                after = random.nextInt(20_000);
            }
            boolean fails = dice < share;
            if (fails && kind == 0) {
                throttled.incrementAndGet();
                byte[] body = SLOW_DOWN.getBytes(StandardCharsets.UTF_8);
                client.getOutputStream().write(("HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().write(head.startsWith("HEAD") ? new byte[0] : body);
                client.getOutputStream().flush();
            } else if (fails && kind == 1) {
                resets.incrementAndGet();
                client.setSoLinger(true, 0);
            } else {
                forward(head, in, client, fails ? after : Long.MAX_VALUE, kind == 2);
            }
        } catch (IOException e) {
            // one of the two sides has gone
        }
    }

    /** Bodies go through as they come, in whatever encoding; the server closes after its answer, since it is told to. */
    private void forward(String head, InputStream in, Socket client, long most, boolean reset) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            server.getOutputStream().write(head.replaceAll("(?i)\r\nconnection:[^\r]*", "").replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            threads.execute(() -> {
                try {
                    in.transferTo(server.getOutputStream());
                } catch (IOException e) {
                    // the answer was there first, or one of the two sides has gone
                }
            });
            long left = most;
            byte[] buffer = new byte[8192];
            for (int read = server.getInputStream().read(buffer); read >= 0; read = server.getInputStream().read(buffer)) {
                client.getOutputStream().write(buffer, 0, (int) Math.min(left, read));
                left -= read;
                if (left <= 0) {
                    cuts.incrementAndGet();
                    if (reset) {
                        client.setSoLinger(true, 0);
                    }
                    return;
                }
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            last = last << 8 | next;
            if (last == 0x0d0a0d0a) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
