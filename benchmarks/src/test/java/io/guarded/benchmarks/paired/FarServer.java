package io.guarded.benchmarks.paired;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Is a server of this machine as if it were far away: what is sent to it arrives so much later. As in a network, and unlike
 * in the proxy that tests break connections with, a second message on its way does not wait for the first.
 */
final class FarServer implements AutoCloseable {

    private static final int BUFFER = 8_192;

    private final ServerSocket socket;
    private final int port;
    private final long delay;

    private FarServer(ServerSocket socket, int port, long delay) {
        this.socket = socket;
        this.port = port;
        this.delay = delay;
    }

    static FarServer of(int port, Duration delay) throws IOException {
        FarServer server =
                new FarServer(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), port, delay.toNanos());
        start(server::accept);
        return server;
    }

    String url() {
        return "redis://127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() throws IOException {
        while (!socket.isClosed()) {
            Socket client = socket.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            BlockingQueue<Message> way = new LinkedBlockingQueue<>();
            start(() -> read(client, way));
            start(() -> deliver(way, client, server));
            start(() -> {
                server.getInputStream().transferTo(client.getOutputStream());
                client.close();
            });
        }
    }

    private void read(Socket from, BlockingQueue<Message> way) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int count = from.getInputStream().read(buffer);
        while (count >= 0) {
            way.add(new Message(new ByteArrayInputStream(buffer.clone(), 0, count), System.nanoTime() + delay));
            count = from.getInputStream().read(buffer);
        }
        way.add(new Message(new ByteArrayInputStream(buffer, 0, 0), System.nanoTime() + delay));
    }

    private static void deliver(BlockingQueue<Message> way, Socket client, Socket to)
            throws IOException, InterruptedException {
        try (client;
                to) {
            Message next = way.take();
            while (next.bytes.available() > 0) {
                long left = next.due - System.nanoTime();
                if (left > 0) {
                    Thread.sleep(Duration.ofNanos(left).toMillis(), (int) (left % 1_000_000));
                }
                next.bytes.transferTo(to.getOutputStream());
                next = way.take();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static void start(Errand work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException closed) {
                        // a client that ended, or the run has
                    }
                },
                "far");
        thread.setDaemon(true);
        thread.start();
    }

    /** Without bytes it is the end of the stream. */
    private record Message(ByteArrayInputStream bytes, long due) {}

    @FunctionalInterface
    private interface Errand {
        void run() throws IOException, InterruptedException;
    }
}
