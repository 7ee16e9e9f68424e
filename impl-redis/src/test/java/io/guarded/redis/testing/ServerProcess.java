package io.guarded.redis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Starts redis-server processes and watches them come and go. */
final class ServerProcess {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int LOWEST_PORT = 12_000;
    private static final int HIGHEST_PORT = 22_000;

    private ServerProcess() {}

    /**
     * Not one that the system gives to outgoing connections: while a server is down, such a connection, even that of a client
     * that looks for it, would take its port. With room for a cluster's second port, 10000 above it, too.
     */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // the next one
            }
        }
    }

    static Process launch(int port, List<String> options, Map<String, String> environment) {
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
            ProcessBuilder server = new ProcessBuilder(command)
                    .directory(target.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            server.environment().putAll(environment);
            return server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** False if the process ended, as it does when the port is taken: then what answers is another server. */
    static boolean answers(int port, Process process) {
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

    static void awaitEnd(Process process) {
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
