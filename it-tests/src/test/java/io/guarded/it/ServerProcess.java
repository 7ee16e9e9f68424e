package io.guarded.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Looks into the server's JVM from outside, so that what looks keeps nothing alive. */
record ServerProcess(String pid) {

    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

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
