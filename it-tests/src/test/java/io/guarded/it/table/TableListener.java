package io.guarded.it.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes the row of the server whose tests have run into the file that the system property {@code guarded.table} names. Does
 * nothing without it, so that a build changes no file of the project.
 */
public final class TableListener implements TestExecutionListener {

    private static final String FILE = System.getProperty("guarded.table", "");
    private static final String SERVER = System.getProperty("server.name", "");

    private final Tally tally = new Tally();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        tally.skipped(name(test));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            tally.ran(className(test));
        }
        switch (result.getStatus()) {
            case SUCCESSFUL -> {}
            case ABORTED -> tally.skipped(name(test));
            case FAILED -> tally.failed(name(test));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (FILE.isEmpty() || SERVER.isEmpty() || tally.isEmpty()) {
            return;
        }
        Row row = new Row(
                SERVER,
                System.getProperty("server.version", "?"),
                String.valueOf(Runtime.version().feature()),
                LocalDate.now(ZoneOffset.UTC).toString(),
                tally.tests(),
                tally.result());
        try {
            Path file = Path.of(FILE);
            Files.writeString(file, Table.with(row, Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String className(TestIdentifier test) {
        return test.getSource()
                .map(source -> {
                    if (source instanceof MethodSource method) {
                        return simple(method.getClassName());
                    }
                    return source instanceof ClassSource type ? simple(type.getClassName()) : "?";
                })
                .orElse("?");
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(method -> simple(method.getClassName()) + "." + method.getMethodName())
                .orElse(className(test));
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
