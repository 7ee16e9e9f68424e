package io.guarded.redis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Runs a redis-server of its own for a test: a real process on a free port of this machine, without persistence.
 *
 * <p>It is the redis-server on the PATH if there is one, else the binary that embedded-redis brings. It ends with
 * {@link #stop()}, at the latest with this JVM, and writes its log to {@code target/redis-<port>.log}.
 *
 * <p>Safe for use by many threads.
 */
public final class RedisServer implements AutoCloseable {

    private static final int PORTS_TO_TRY = 10;

    private final int port;
    private final List<String> options;
    private final Map<String, String> environment;
    private Process process;

    private RedisServer(int port, List<String> options, Map<String, String> environment, Process process) {
        this.port = port;
        this.options = options;
        this.environment = environment;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "redis-" + port + "-killer"));
    }

    /**
     * Starts a server and returns when it answers.
     *
     * @param options more options of redis-server, such as {@code "--maxmemory", "1mb"}; no password, which
     *     {@link #command} does not send: restrict a user of its own with {@code ACL SETUSER}
     * @return the server
     */
    public static RedisServer start(String... options) {
        return start(Map.of(), options);
    }

    /**
     * Starts a server as {@link #start} does, whose time of day a test can move.
     *
     * @param clock the clock that it goes by, also after {@link #restart()}
     * @param options more options of redis-server
     * @return the server
     */
    public static RedisServer goingBy(ServerClock clock, String... options) {
        return start(clock.environment(), options);
    }

    private static RedisServer start(Map<String, String> environment, String... options) {
        // another process may take a free port before redis-server does: then the next one
        for (int i = 0; i < PORTS_TO_TRY; i++) {
            int port = ServerProcess.freePort();
            Process process = ServerProcess.launch(port, List.of(options), environment);
            if (ServerProcess.answers(port, process)) {
                return new RedisServer(port, List.of(options), environment, process);
            }
        }
        throw new IllegalStateException("redis-server did not start, see target/redis-*.log");
    }

    /**
     * Gives the address.
     *
     * @return the address as Redisson takes it, such as {@code redis://127.0.0.1:34567}
     */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /**
     * Gives the port, which stays the same over {@link #restart()}.
     *
     * @return the port
     */
    public int port() {
        return port;
    }

    /**
     * Sends one command over a connection of its own.
     *
     * @param command the command, such as {@code "EXISTS", "key"}
     * @return the answer: a number or string as text, nothing as "", the elements of an array one per line
     * @throws UncheckedIOException if the server is away, or refused the command
     */
    public String command(String... command) {
        try {
            return Resp.send(port, ServerProcess.PATIENCE, command);
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        }
    }

    /** Ends the server. Does nothing if it has ended. */
    public void stop() {
        kill();
    }

    /** Ends the server with SIGKILL, as a crash does: clients see closed connections, all data is lost. */
    public synchronized void kill() {
        process.destroyForcibly();
        ServerProcess.awaitEnd(process);
    }

    /** Ends the server if it runs, and starts it anew, empty, on the same port. */
    public synchronized void restart() {
        kill();
        process = ServerProcess.launch(port, options, environment);
        if (!ServerProcess.answers(port, process)) {
            throw new IllegalStateException("redis-server did not start again, see target/redis-" + port + ".log");
        }
    }

    /** Freezes the server with SIGSTOP: connections stay open, and nothing answers. */
    public synchronized void pause() {
        signal("STOP");
    }

    /** Lets the server go on after {@link #pause()}. */
    public synchronized void resume() {
        signal("CONT");
    }

    @Override
    public void close() {
        stop();
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            ServerProcess.awaitEnd(kill);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
