package io.guarded.redis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a redis-server of its own for a test: a real process on a free port of this machine, without persistence.
 *
 * <p>It is the redis-server on the PATH if there is one, else the binary that embedded-redis brings. It ends with
 * {@link #stop()}, at the latest with this JVM, and writes its log to {@code target/redis-<port>.log}.
 *
 * <p>Safe for use by many threads.
 */
public final class RedisServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PORTS_TO_TRY = 10;

    private final int port;
    private final List<String> options;
    private Process process;

    private RedisServer(int port, List<String> options, Process process) {
        this.port = port;
        this.options = options;
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
        // another process may take a free port before redis-server does: then the next one
        for (int i = 0; i < PORTS_TO_TRY; i++) {
            int port = freePort();
            Process process = launch(port, List.of(options));
            if (answers(port, process)) {
                return new RedisServer(port, List.of(options), process);
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
            return Resp.send(port, PATIENCE, command);
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        }
    }

    /** Ends the server. Does nothing if it has ended. */
    public synchronized void stop() {
        kill();
    }

    /** Ends the server with SIGKILL, as a crash does: clients see closed connections, all data is lost. */
    public synchronized void kill() {
        process.destroyForcibly();
        awaitEnd(process);
    }

    /** Ends the server if it runs, and starts it anew, empty, on the same port. */
    public synchronized void restart() {
        kill();
        process = launch(port, options);
        if (!answers(port, process)) {
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
            awaitEnd(kill);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(int port, List<String> options) {
        Path target = Path.of("target").toAbsolutePath();
        Path log = target.resolve("redis-" + port + ".log");
        // a file of its own, which sentinels and nodes of clusters want to write to
        Path config = target.resolve("redis-" + port + ".conf");
        List<String> command = new ArrayList<>(List.of(Executable.find().toString(), config.toString()));
        command.addAll(List.of("--port", Integer.toString(port), "--cluster-config-file", "nodes-" + port + ".conf"));
        command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"));
        command.addAll(options);
        try {
            Files.createDirectories(target);
            Files.writeString(config, "");
            Files.deleteIfExists(target.resolve("nodes-" + port + ".conf"));
            return new ProcessBuilder(command)
                    .directory(target.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** False if the process ended, as it does when the port is taken: then what answers is another server. */
    private static boolean answers(int port, Process process) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            if (ended(process, 20)) {
                return false;
            }
            if (isPid(port, process)) {
                return true;
            }
        }
        process.destroyForcibly();
        return false;
    }

    private static boolean isPid(int port, Process process) {
        try {
            String info = Resp.send(port, Duration.ofSeconds(1), "INFO", "server");
            return info.contains("process_id:" + process.pid() + "\r\n");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void awaitEnd(Process process) {
        if (!ended(process, PATIENCE.toMillis())) {
            throw new IllegalStateException("process " + process.pid() + " did not end");
        }
    }

    private static boolean ended(Process process, long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process was to end", e);
        }
    }
}
