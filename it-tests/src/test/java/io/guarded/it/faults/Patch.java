package io.guarded.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles the project's own classes with a {@link Bug} in them. */
final class Patch {

    private Patch() {}

    /** Gives the directory with the changed classes, to stand before the right ones on a class path. */
    static Path of(Bug bug) throws IOException {
        return of(bug.name(), bug.changes());
    }

    /** Gives a directory with the same classes and no mistake in them. */
    static Path ofNoBug() throws IOException {
        return of("NONE", Bug.none());
    }

    private static Path of(String name, List<Bug.Change> changes) throws IOException {
        Path directory = Path.of("target", "bugs", name).toAbsolutePath();
        Files.createDirectories(directory);
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d", directory.toString()));
        for (Map.Entry<Path, String> changed : sources(changes).entrySet()) {
            Path source = directory.resolve(changed.getKey().getFileName());
            Files.writeString(source, changed.getValue());
            arguments.add(source.toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler).as("the compiler, which only a JDK has").isNotNull();
        int result = compiler.run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).as("compiling " + name).isZero();
        return directory;
    }

    /** Gives the changed text of each file; fails if a place is not there once, as when the code has moved on. */
    static Map<Path, String> sources(List<Bug.Change> changes) throws IOException {
        Map<Path, String> sources = new LinkedHashMap<>();
        for (Bug.Change change : changes) {
            Path file = root().resolve(change.file());
            String before = sources.containsKey(file) ? sources.get(file) : Files.readString(file);
            assertThat(before).containsOnlyOnce(change.right());
            sources.put(file, before.replace(change.right(), change.wrong()));
        }
        return sources;
    }

    /** Tests run in their module's directory, which is in the root's. */
    private static Path root() {
        return Path.of(System.getProperty("guarded.root", "..")).toAbsolutePath();
    }
}
