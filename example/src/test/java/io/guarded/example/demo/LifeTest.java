package io.guarded.example.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeTest {

    /** Reads what nobody writes. */
    static final class Idle {

        private Idle() {}

        public static void main(String[] args) throws IOException {
            int unused = System.in.read();
        }
    }

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(20);

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    private Path output;

    @BeforeEach
    void setUp() {
        output = directory.resolve("output.log");
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private Life java(String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        started.add(process);
        return new Life("node-1", process, output);
    }

    private Life lasting() throws Exception {
        Path classes = Path.of(
                Idle.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return java("-cp", classes.toString(), Idle.class.getName());
    }

    /** The time limit of a test is a minute, and so less than what it would wait for. */
    @Test
    void aProcessThatHasEndedIsNotWaitedForAndItsLastWordsAreSaid() throws Exception {
        Life life = java("-XX:+ThereIsNoSuchOption");

        assertThatThrownBy(() -> life.await("it is there", LONG, LONG, () -> false, () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("node-1 has ended with exit code 1 before it is there. It wrote into " + output)
                .hasMessageContaining("Unrecognized VM option 'ThereIsNoSuchOption'");
    }

    @Test
    void aProcessThatIsRequiredHasToLive() throws Exception {
        Life ended = java("-XX:+ThereIsNoSuchOption");
        ended.process().waitFor();

        assertThatThrownBy(() -> ended.require("it is there"))
                .hasMessageStartingWith("node-1 has ended with exit code 1 before it is there.");
        lasting().require("it is there");
    }

    @Test
    void aProcessThatLivesIsWaitedForUntilItIsThere() throws Exception {
        AtomicBoolean isThere = new AtomicBoolean();

        lasting().await("it is there", LONG, PAUSE, isThere::get, () -> isThere.set(true));

        assertThat(isThere).isTrue();
    }

    @Test
    void aProcessThatTakesTooLongIsGivenUp() throws Exception {
        Life life = lasting();

        assertThatThrownBy(() -> life.await("it is there", Duration.ZERO, PAUSE, () -> false, () -> {}))
                .hasMessageStartingWith("node-1 took longer than 0 s, and not yet it is there.");
    }

    @Test
    void onlyTheLastLinesOfMuchAreSaid() throws Exception {
        Life life = lasting();
        String lines = IntStream.rangeClosed(1, 5000)
                .mapToObj(number -> "line " + number)
                .collect(Collectors.joining("\n"));
        // as a log may have them that was cut in the middle of a character
        Files.write(output, ("\u00e9".repeat(10_000) + lines).getBytes(StandardCharsets.UTF_8));

        assertThat(life.told("is slow").lines()).hasSize(21).contains("    line 4981", "    line 5000");
    }

    /** A line of metrics has thousands of characters, and what a client sent may be in the log. */
    @Test
    void aLongLineIsCutAndControlsAreShown() throws Exception {
        Life life = lasting();
        Files.writeString(output, "\u001b[0m\u001b[33m\tat \u001b[2J" + "x".repeat(5000));

        assertThat(life.told("is slow"))
                .contains("last:\n        at \\u001B[2Jxxx")
                .hasSizeLessThan(600);
    }

    @Test
    void anOutputThatIsNotThereIsNoReasonToSayNothing() throws Exception {
        Life life = new Life("node-1", lasting().process(), directory.resolve("none"));

        assertThat(life.told("is slow")).startsWith("node-1 is slow.").contains("cannot be read");
    }
}
