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
import java.util.function.Consumer;
import org.wildfly.core.launcher.Launcher;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/** A WildFly in a process of its own, which ends with this JVM at the latest. */
final class Server implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** After that it is asked again, and looked at whether it still runs. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Life life;
    private final Site site;
    private final Path war;
    private volatile boolean isClosed;

    private Server(Life life, Site site, Path war) {
        this.life = life;
        this.site = site;
        this.war = war;
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
                .setDirectory(database.directory())
                .launch();
        return new Server(new Life(site.name(), process, output), site, deployed);
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
        life.await("the example is deployed", PATIENCE, Duration.ofSeconds(3), this::isDeployed, progress);
    }

    private boolean isDeployed() {
        if (Files.exists(marker(war, "failed"))) {
            throw life.failure("cannot deploy the example");
        }
        return Files.exists(marker(war, "deployed"));
    }

    /** Returns when the application has reached Redis for the first time, so that the first click is served. */
    void awaitLocks(Runnable progress) throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest question = HttpRequest.newBuilder(URI.create(site.page() + "api/chat/nobody/none/status"))
                .timeout(ANSWER)
                .build();
        life.await("it has reached Redis", PATIENCE, Duration.ofSeconds(1), () -> isAnswered(http, question), progress);
    }

    private static boolean isAnswered(HttpClient http, HttpRequest question) {
        try {
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            // whoever waits for the process next is told
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Fails if it has ended, while the others are still waited for. */
    void require() {
        life.require("all nodes were there");
    }

    Site site() {
        return site;
    }

    long pid() {
        return life.process().pid();
    }

    /** Says so if it ends and nobody wanted that. */
    void watch(Consumer<String> teller) {
        var unused = life.process().onExit().thenAccept(ended -> {
            if (!isClosed) {
                teller.accept(life.told("has ended with exit code " + ended.exitValue()));
            }
        });
    }

    void awaitEnd() throws InterruptedException {
        life.process().waitFor();
    }

    @Override
    public void close() {
        isClosed = true;
        Process process = life.process();
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
