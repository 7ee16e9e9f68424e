package io.guarded.benchmarks.paired;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Is a server of this machine as if it were far away: what is sent to it arrives so much later. As in a network, and unlike
 * in the proxy that tests break connections with, a second message on its way does not wait for the first.
 */
final class FarServer implements AutoCloseable {

    private static final int BUFFER = 8_192;

    private final ServerSocket socket;
    private final int port;
    private final long delay;
    private final AtomicLong trips = new AtomicLong();

    /** Whether something was answered since the last question. */
    private final AtomicBoolean isAnswered = new AtomicBoolean(true);

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

    /**
     * Counts the round trips that one after the other have been begun: questions that came when the ones before had an answer.
     * What a caller has to wait for is never more than that; what goes on beside it, for nobody, makes it more.
     */
    long trips() {
        return trips.get();
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
            start(() -> answer(server, client));
        }
    }

    private void read(Socket from, BlockingQueue<Message> way) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int count = from.getInputStream().read(buffer);
        while (count >= 0) {
            if (isAnswered.compareAndSet(true, false)) {
                trips.incrementAndGet();
            }
            way.add(new Message(new ByteArrayInputStream(buffer.clone(), 0, count), System.nanoTime() + delay));
            count = from.getInputStream().read(buffer);
        }
        way.add(new Message(new ByteArrayInputStream(buffer, 0, 0), System.nanoTime() + delay));
    }

    /** The answer counts before the client can have it, or its next question might come first. */
    private void answer(Socket server, Socket client) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (client) {
            int count = server.getInputStream().read(buffer);
            while (count >= 0) {
                isAnswered.set(true);
                client.getOutputStream().write(buffer, 0, count);
                count = server.getInputStream().read(buffer);
            }
        }
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
