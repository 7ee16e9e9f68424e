package io.guarded.redis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between clients and one server of this machine, as a network that fails when a test says so. What is set applies to
 * all connections, open ones and later ones, until {@link #resume()}.
 *
 * <p>Safe for use by many threads.
 */
public final class Proxy implements AutoCloseable {

    /** A way that bytes take. */
    public enum Direction {
        /** What clients ask. */
        TO_SERVER,
        /** What the server replies. */
        TO_CLIENT
    }

    private final int serverPort;
    private final ServerSocket socket;
    private final Way toServer = new Way();
    private final Way toClient = new Way();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;

    private Proxy(int serverPort, ServerSocket socket) {
        this.serverPort = serverPort;
        this.socket = socket;
    }

    /**
     * Starts a proxy that forwards everything.
     *
     * @param serverPort the server's port; nothing needs to listen there yet
     * @return the proxy
     */
    public static Proxy to(int serverPort) {
        try {
            Proxy proxy = new Proxy(serverPort, new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()));
            Link.startDaemon(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives the port that clients connect to.
     *
     * @return the port
     */
    public int port() {
        return socket.getLocalPort();
    }

    /**
     * Gives the address that clients connect to.
     *
     * @return the address as Redisson takes it
     */
    public String url() {
        return "redis://127.0.0.1:" + port();
    }

    /** Closes all connections; new ones are closed at once. */
    public void cut() {
        isCut = true;
        links.forEach(Link::close);
    }

    /**
     * Forwards nothing more in one direction, and keeps it for later; connections stay open, and new ones can be made. Both
     * directions stopped are a black hole.
     *
     * @param direction the way that is stopped
     */
    public void stop(Direction direction) {
        way(direction).stop();
    }

    /**
     * Loses what goes in one direction. TCP skips no bytes: a connection that lost some carries nothing more that way and is
     * closed by {@link #resume()}.
     *
     * @param direction the way that loses
     */
    public void lose(Direction direction) {
        way(direction).lose();
    }

    /**
     * Forwards in one direction later: everything takes this time, what comes meanwhile up to twice as long.
     *
     * @param direction the slow way
     * @param delay the time; zero for none
     */
    public void delay(Direction direction, Duration delay) {
        way(direction).delay(delay);
    }

    /**
     * Waits until a stopped or losing direction has kept or lost something: until the fault has hit.
     *
     * @param direction the way
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitHit(Direction direction) throws InterruptedException {
        way(direction).awaitHit();
    }

    /** Ends every fault; what was kept is forwarded. */
    public void resume() {
        isCut = false;
        toServer.clear();
        toClient.clear();
        links.stream().filter(Link::isLossy).forEach(Link::close);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cut();
            // lets threads that keep something find their sockets closed
            toServer.clear();
            toClient.clear();
        }
    }

    private Way way(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                connect(socket.accept());
            } catch (IOException goneOrClosed) {
                // this one client, or the server: the next is served all the same
            }
        }
    }

    private void connect(Socket client) throws IOException {
        if (isCut) {
            // not after it was joined to the server, which might answer in between
            Link.close(client);
            return;
        }
        try {
            Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), serverPort), links::remove);
            links.add(link);
            link.start(toServer, toClient);
            if (isCut) {
                link.close();
            }
        } catch (IOException refused) {
            Link.close(client);
            throw refused;
        }
    }
}
