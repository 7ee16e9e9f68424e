package io.guarded.example.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.guarded.LockName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Is a process of which something is expected, as long as it lives and no longer.
 *
 * @param name what it is called
 * @param process the process
 * @param output where it writes to
 */
record Life(String name, Process process, Path output) {

    /** As WildFly writes it even into a file. */
    private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;]*m");

    private static final int LAST_LINES = 20;
    private static final int LAST_BYTES = 65_536;

    /**
     * Returns when something has come true.
     *
     * @param wanted what that is, for people
     * @param longest how long the process may take for it
     * @param pause how long to wait before it is looked at again
     * @param isTrue looks at it
     * @param progress is called each time that it is not so yet
     * @throws IllegalStateException at once if the process ends, or if it takes too long; with the last lines of what it wrote
     */
    void await(String wanted, Duration longest, Duration pause, BooleanSupplier isTrue, Runnable progress)
            throws InterruptedException {
        long start = System.nanoTime();
        while (!isTrue.getAsBoolean()) {
            boolean unused = process.waitFor(pause.toMillis(), TimeUnit.MILLISECONDS);
            require(wanted);
            if (System.nanoTime() - start > longest.toNanos()) {
                throw failure("took longer than " + longest.toSeconds() + " s, and not yet " + wanted);
            }
            progress.run();
        }
    }

    /**
     * Refuses a process that has ended.
     *
     * @param wanted what it still had to do, for people
     */
    void require(String wanted) {
        if (!process.isAlive()) {
            throw failure("has ended with exit code " + process.exitValue() + " before " + wanted);
        }
    }

    /** Says what has gone wrong, and what the process wrote last. */
    IllegalStateException failure(String what) {
        return new IllegalStateException(told(what));
    }

    /** Says what has happened, and what the process wrote last. */
    String told(String what) {
        return name + " " + what + ". It wrote into " + output + " last:\n" + lastLines();
    }

    private String lastLines() {
        try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - LAST_BYTES));
            byte[] end = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(end);
            List<String> lines = new String(end, UTF_8).lines().toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - LAST_LINES))
                    .map(line -> "    " + readable(line))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "    (cannot be read: " + e + ")";
        }
    }

    private static String readable(String line) {
        return LockName.printable(COLOR.matcher(line).replaceAll("").replace("\t", "    "));
    }
}
