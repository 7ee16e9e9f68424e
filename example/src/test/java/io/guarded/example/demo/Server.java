package io.guarded.example.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    private final Site site;
    private final Path war;
    private final Path output;

    private Server(Process process, Site site, Path war, Path output) {
        this.process = process;
        this.site = site;
        this.war = war;
        this.output = output;
        // also on Ctrl-C and kill
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "demo-server-end"));
    }

    /** Starts WildFly's own java process: a shell script in between would survive a kill, or WildFly the script. */
    static Server start(Path home, Path war, Site site, String redisUrl, Operator operator, Database database)
            throws IOException {
        site.settle(home);
        Path deployed = deploy(war, site);
        operator.join(site.configuration());
        Path output = site.directory().resolve("output.log");
        StandaloneCommandBuilder command = StandaloneCommandBuilder.of(home)
                .setJavaHome(System.getProperty("java.home"))
                .setBaseDirectory(site.directory())
                .setServerConfiguration(Observed.configure(site.configuration(), database))
                .addJavaOptions("-Xmx512m", "-Dguarded.redis.url=" + redisUrl, Database.option())
                .addJavaOptions(Operator.options())
                .addJavaOptions(Observed.options())
                .addJavaOptions(site.options());
        Process process = Launcher.of(command)
                .setRedirectErrorStream(true)
                .redirectOutput(output)
                .launch();
        return new Server(process, site, deployed, output);
    }

    private static Path deploy(Path war, Site site) throws IOException {
        Path deployed = site.deployments().resolve(war.getFileName());
        Files.deleteIfExists(marker(deployed, "deployed"));
        Files.deleteIfExists(marker(deployed, "failed"));
        Path copy = site.directory().resolve(war.getFileName());
        Files.copy(war, copy, StandardCopyOption.REPLACE_EXISTING);
        Operator.protect(copy);
        Files.move(copy, deployed, StandardCopyOption.REPLACE_EXISTING);
        return deployed;
    }

    /** Returns when the application answers; calls back every few seconds until then. */
    void awaitDeployment(Runnable progress) throws InterruptedException {
        long start = System.nanoTime();
        while (!Files.exists(marker(war, "deployed"))) {
            boolean isOver = process.waitFor(3, TimeUnit.SECONDS);
            if (isOver || Files.exists(marker(war, "failed")) || System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("the example was not deployed; WildFly says why in " + output);
            }
            progress.run();
        }
    }

    /** Returns when the application has reached Redis for the first time, so that the first click is served. */
    void awaitLocks(Runnable progress) throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest question = HttpRequest.newBuilder(URI.create(site.page() + "api/chat/nobody/none/status"))
                .timeout(PATIENCE)
                .build();
        long start = System.nanoTime();
        while (!isAnswered(http, question)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("the example does not reach Redis; WildFly says why in " + output);
            }
            process.waitFor(1, TimeUnit.SECONDS);
            progress.run();
        }
    }

    private static boolean isAnswered(HttpClient http, HttpRequest question) throws InterruptedException {
        try {
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    Site site() {
        return site;
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
