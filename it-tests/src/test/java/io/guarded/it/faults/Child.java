package io.guarded.it.faults;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Is a JVM of its own, told line by line what to do, whose lines are heard. Signals can stop and end it. */
final class Child implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final PrintWriter input;
    private final Thread hearing;

    private Child(Process process, Consumer<String> hears) {
        this.process = process;
        this.input = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.hearing = new Thread(() -> hear(hears), "hears-" + process.pid());
        hearing.setDaemon(true);
        hearing.start();
    }

    /**
     * Starts one.
     *
     * @param first class path entries before those of this JVM
     * @param hears is told every line
     */
    static Child start(List<Path> first, Class<?> main, Consumer<String> hears, String... arguments) {
        List<String> classPath =
                new ArrayList<>(first.stream().map(Path::toString).toList());
        classPath.add(System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                String.join(File.pathSeparator, classPath),
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            Path.of("target", "faults-" + main.getSimpleName() + ".log")
                                    .toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Child(process, hears);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hear(Consumer<String> hears) {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(hears);
        } catch (IOException | UncheckedIOException ended) {
            // killed: what it wrote before was heard
        }
    }

    void tell(String line) {
        input.println(line);
    }

    void stop() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    /** Has a JVM say what its threads do, in lines of its output. */
    void dump() {
        signal("QUIT");
    }

    /** With SIGKILL. Returns when all that it wrote was heard. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Has ended by itself, in time, and all that it wrote was heard. */
    void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("process " + process.pid() + " did not end");
            }
            hearing.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process was to end", e);
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
