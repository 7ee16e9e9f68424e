package io.guarded.it.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the model checker on one variant of the model, in a directory of its own. */
final class Spin {

    private static final Path MODEL = Path.of("src", "test", "promela", "lock.pml");
    private static final long PATIENCE_SECONDS = 120;

    private final List<String> definitions;
    private final Path directory;
    private boolean isMade;

    private Spin(List<String> definitions, Path directory) {
        this.definitions = definitions;
        this.directory = directory;
    }

    /** The variant that the preprocessor makes by these names, each with a value or none. */
    static Spin of(String... names) throws IOException {
        Path directory = Path.of("target", "model", String.join("-", names)).toAbsolutePath();
        Files.createDirectories(directory);
        Files.copy(MODEL, directory.resolve(MODEL.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(directory.resolve("lock.pml.trail"));
        return new Spin(Arrays.stream(names).map(name -> "-D" + name).toList(), directory);
    }

    /** Whether a command can be started at all. */
    static boolean has(String... command) {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return true;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Tries every state; gives what the checker says. */
    String checkStates() throws IOException, InterruptedException {
        return check(List.of("-DSAFETY"), List.of());
    }

    /** Tries every run that goes on for ever, with each process getting its turn, against an LTL formula of the model. */
    String checkRuns(String formula) throws IOException, InterruptedException {
        return check(List.of("-DNFAIR=4"), List.of("-a", "-f", "-N", formula));
    }

    private String check(List<String> how, List<String> what) throws IOException, InterruptedException {
        if (!isMade) {
            run(command("spin", definitions, List.of("-a", "lock.pml")));
            run(command("cc", how, List.of("-O1", "-o", "pan", "pan.c")));
            isMade = true;
        }
        return run(command("./pan", what, List.of("-m2000000")));
    }

    /** The last steps to what was found. */
    String trail() throws IOException, InterruptedException {
        List<String> steps = run(command("spin", definitions, List.of("-t", "-p", "lock.pml")))
                .lines()
                .filter(line -> line.contains("proc ") || line.contains("CYCLE"))
                .toList();
        return String.join("\n", steps.subList(Math.max(0, steps.size() - 60), steps.size()));
    }

    private static List<String> command(String program, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(options);
        command.addAll(arguments);
        return command;
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve(Path.of(command.get(0)).getFileName() + ".out");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(String.join(" ", command) + " ends in time")
                    .isTrue();
            String said = Files.readString(output);
            assertThat(process.exitValue())
                    .as(String.join(" ", command) + ":\n" + said)
                    .isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
