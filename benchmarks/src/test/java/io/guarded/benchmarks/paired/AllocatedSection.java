package io.guarded.benchmarks.paired;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the bytes that JMH's profiler of the collector has found for each operation, in code that has been compiled. */
final class AllocatedSection {

    /** As JMH writes it: benchmark with its profiler's measure, mode, threads, samples, score and so on. */
    private static final Pattern NORM = Pattern.compile(
            "\"[^\"]*\\.(\\w+)\\.(\\w+):[^\"]*gc\\.alloc\\.rate\\.norm\",\"[^\"]*\",\\d+,\\d+,([0-9.E-]+),.*");

    private static final Path RESULTS = Path.of(System.getProperty("guarded.bench.jmh", "target/jmh.csv"));

    private AllocatedSection() {}

    /** Whether JMH has run before. */
    static boolean isThere() {
        return Files.exists(RESULTS);
    }

    static Section read() throws IOException {
        Section section = new Section(
                "allocated", "Bytes for an operation, compiled code", "benchmark", "bytes for an operation");
        for (String line : Files.readAllLines(RESULTS)) {
            Matcher norm = NORM.matcher(line);
            if (norm.matches()) {
                String benchmark = norm.group(1) + "." + norm.group(2);
                double bytes = Double.parseDouble(norm.group(3));
                section.row("`" + benchmark + "`", Math.round(bytes) + " B").bar(benchmark, Spread.of(bytes));
            }
        }
        return section.counted();
    }
}
