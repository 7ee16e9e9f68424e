package io.guarded.redis.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** Speaks TLS in front of a redis-server that does not. */
public final class TlsFront implements AutoCloseable {

    private final ServerSocket server;
    private final int redisPort;
    private final AtomicInteger served = new AtomicInteger();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    private TlsFront(ServerSocket server, int redisPort) {
        this.server = server;
        this.redisPort = redisPort;
    }

    /**
     * Starts it on a free port of this machine.
     *
     * @param context what the server shows
     * @param redisPort where redis-server is
     * @return the running front
     */
    public static TlsFront start(SSLContext context, int redisPort) {
        try {
            ServerSocket server =
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            TlsFront front = new TlsFront(server, redisPort);
            daemon(front::accept);
            return front;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives the port.
     *
     * @return the port
     */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * Tells how many bytes of clients came through to redis-server.
     *
     * @return the number of reads
     */
    public int served() {
        return served.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort);
                open.add(client);
                open.add(redis);
                daemon(() -> copy(client, redis, true));
                daemon(() -> copy(redis, client, false));
            }
        } catch (IOException ended) {
            // closed
        }
    }

    private void copy(Socket from, Socket to, boolean counts) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (counts) {
                    served.incrementAndGet();
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException ended) {
            // either side has gone, or the handshake failed
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "tls-front");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
