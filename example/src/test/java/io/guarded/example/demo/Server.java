package io.guarded.example.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.wildfly.core.launcher.Launcher;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/** A WildFly in a process of its own, which ends with this JVM at the latest. */
final class Server implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path home;
    private final Path war;
    private final Path log;

    private Server(Process process, Path home, Path war, Path log) {
        this.process = process;
        this.home = home;
        this.war = war;
        this.log = log;
        // also on Ctrl-C and kill
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "demo-server-end"));
    }

    /** Starts WildFly's own java process: a shell script in between would survive a kill, or WildFly the script. */
    static Server start(Path home, Path war, int port, String redisUrl, Operator operator) throws IOException {
        Path deployed = home.resolve("standalone/deployments").resolve(war.getFileName());
        Files.deleteIfExists(marker(deployed, "deployed"));
        Files.deleteIfExists(marker(deployed, "failed"));
        Path copy = home.resolveSibling(war.getFileName());
        Files.copy(war, copy, StandardCopyOption.REPLACE_EXISTING);
        Operator.protect(copy);
        operator.join(home.resolve("standalone/configuration"));
        Files.move(copy, deployed, StandardCopyOption.REPLACE_EXISTING);
        String configuration = Observed.configure(home.resolve("standalone/configuration"));
        Path log = home.resolveSibling("wildfly.log");
        StandaloneCommandBuilder command = StandaloneCommandBuilder.of(home)
                .setJavaHome(System.getProperty("java.home"))
                .setServerConfiguration(configuration)
                .addJavaOptions("-Xmx512m", "-Dguarded.redis.url=" + redisUrl)
                .addJavaOptions(Operator.options())
                .addJavaOptions("-Djboss.http.port=" + port)
                .addJavaOptions(Observed.options())
                .addJavaOptions("-Djboss.https.port=0", "-Djboss.management.http.port=" + (port + 1));
        Process process = Launcher.of(command)
                .setRedirectErrorStream(true)
                .redirectOutput(log)
                .launch();
        return new Server(process, home, deployed, log);
    }

    /** Returns when the application answers; calls back every few seconds until then. */
    void awaitDeployment(Runnable progress) throws InterruptedException {
        long start = System.nanoTime();
        while (!Files.exists(marker(war, "deployed"))) {
            boolean isOver = process.waitFor(3, TimeUnit.SECONDS);
            if (isOver || Files.exists(marker(war, "failed")) || System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("the example was not deployed; WildFly says why in " + log);
            }
            progress.run();
        }
    }

    /** Where the server's log is. */
    Path log() {
        return home.resolve("standalone/log/server.log");
    }

    long pid() {
        return process.pid();
    }

    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Path marker(Path war, String state) {
        return war.resolveSibling(war.getFileName() + "." + state);
    }
}
