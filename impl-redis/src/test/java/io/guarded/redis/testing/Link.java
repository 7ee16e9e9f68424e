package io.guarded.redis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.function.Consumer;

/** Is one connection through a {@link Proxy}: two sockets, and a thread for each direction. */
final class Link {

    private final Socket client;
    private final Socket server;
    private final Consumer<Link> atEnd;
    private volatile boolean isLossy;

    Link(Socket client, Socket server, Consumer<Link> atEnd) {
        this.client = client;
        this.server = server;
        this.atEnd = atEnd;
    }

    void start(Way toServer, Way toClient) throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        startDaemon(() -> carry(client, server, toServer));
        startDaemon(() -> carry(server, client, toClient));
    }

    static void startDaemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on nothing more is forwarded: a gap in what TCP carries would be a reply to another question. */
    void hasLost() {
        isLossy = true;
    }

    boolean isLossy() {
        return isLossy;
    }

    private void carry(Socket from, Socket to, Way way) {
        byte[] buffer = new byte[8_192];
        try {
            int count = from.getInputStream().read(buffer);
            while (count >= 0) {
                if (way.lets(this)) {
                    to.getOutputStream().write(buffer, 0, count);
                }
                count = from.getInputStream().read(buffer);
            }
            // the end of the stream takes the same way
            boolean isTold = way.lets(this);
            if (isTold) {
                close();
            }
        } catch (IOException | InterruptedException gone) {
            close();
        }
    }

    void close() {
        atEnd.accept(this);
        close(client);
        close(server);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
