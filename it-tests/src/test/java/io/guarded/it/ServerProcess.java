package io.guarded.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks into the server's JVM from outside, so that what looks keeps nothing alive. */
record ServerProcess(String pid) {

    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);

    /** Gives the names of all threads whose names contain one of the words. */
    List<String> threads(List<String> words) {
        return ask("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\""))
                .map(line -> line.substring(1, line.indexOf('"', 1)))
                .filter(name -> words.stream().anyMatch(name::contains))
                .sorted()
                .toList();
    }

    /** Counts how often a class is loaded, each time by another class loader, after a garbage collection. */
    long loaded(String className) {
        ask("GC.run");
        return ask("VM.classloaders", "show-classes=true", "verbose=false")
                .lines()
                .filter(line -> line.endsWith(" " + className))
                .count();
    }

    /** Counts the bytes of all objects that are alive, after a garbage collection. */
    long liveBytes() {
        Matcher total = TOTAL.matcher(ask("GC.class_histogram"));
        if (!total.find()) {
            throw new IllegalStateException("a histogram without a sum");
        }
        return Long.parseLong(total.group(1));
    }

    private String ask(String... command) {
        try {
            ProcessBuilder jcmd = new ProcessBuilder(JCMD.toString(), pid);
            jcmd.command().addAll(List.of(command));
            Process process = jcmd.redirectErrorStream(true).start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
