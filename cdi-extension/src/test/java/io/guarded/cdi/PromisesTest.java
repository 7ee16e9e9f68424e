package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/promises.md names are there. */
class PromisesTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern NAMED =
            Pattern.compile("\\b([A-Z]\\w*(?:Test|IT|Contract))\\b|#(\\w+)|\\[([\\w, -]+)\\]");
    private static final Pattern PARENT = Pattern.compile(" extends (\\w+)");

    private static Map<String, String> tests() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(PROJECT)) {
            files.filter(file -> file.toString().endsWith(".java")
                            && file.toString().contains("/src/test/")
                            && !file.toString().contains("/target/"))
                    .forEach(file -> sources.merge(
                            file.getFileName().toString().replace(".java", ""), read(file), String::concat));
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void everyRowNamesTestsThatExist() throws IOException {
        Map<String, String> sources = tests();
        List<String> rows = Files.readAllLines(PROJECT.resolve("docs/promises.md")).stream()
                .filter(line -> line.matches("\\| \\d.*"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(40);
        for (String row : rows) {
            Matcher named = NAMED.matcher(row.split("\\|", -1)[3]);
            String current = "";
            while (named.find()) {
                if (named.group(1) != null) {
                    current = named.group(1);
                    assertThat(sources).as(row).containsKey(current);
                } else if (named.group(2) != null) {
                    assertThat(withParent(sources, current)).as(row).contains("void " + named.group(2) + "(");
                } else {
                    assertThat(sources.get(current))
                            .as(row)
                            .contains(named.group(3).split(", ", -1));
                }
            }
        }
    }

    private static String withParent(Map<String, String> sources, String type) {
        String source = sources.get(type);
        Matcher parent = PARENT.matcher(source);
        return parent.find() ? source + sources.getOrDefault(parent.group(1), "") : source;
    }
}
