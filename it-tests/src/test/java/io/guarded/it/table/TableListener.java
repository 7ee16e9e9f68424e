package io.guarded.it.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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

    /** Of no test: the server's end, mostly. */
    private static final String AFTER = "after the last test";

    private final Tally tally = new Tally();

    /** A test that is no class's own has come with its class before. */
    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        plan.accept(new TestPlan.Visitor() {
            @Override
            public void visit(TestIdentifier test) {
                if (test.getSource().orElse(null) instanceof ClassSource type) {
                    tally.wanted(simple(type.getClassName()));
                }
            }
        });
    }

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
        String jdk = String.valueOf(Runtime.version().feature());
        Row row = Row.of(SERVER, System.getProperty("server.version", "?"), jdk, tally);
        try {
            Table.write(row, Path.of(FILE));
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

    static String name(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(method -> simple(method.getClassName()) + "." + method.getMethodName())
                .orElseGet(() -> test.getParentId().isEmpty() ? AFTER : className(test));
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
