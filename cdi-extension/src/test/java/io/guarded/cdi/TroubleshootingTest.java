package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the table of docs/troubleshooting.md with the mistakes that the code knows. */
class TroubleshootingTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(GUARD-\\d+)` \\| (.+) \\| (.+) \\|$");
    private static final Pattern ID = Pattern.compile("GUARD-\\d{3}");

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(PROJECT.resolve("docs/troubleshooting.md")))
                .results()
                .toList();
    }

    private static Set<String> idsOf(Path sources) throws IOException {
        Set<String> ids = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                ID.matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .forEach(ids::add);
            }
        }
        return ids;
    }

    @Test
    void theTableHasEveryIdOnceAndNoOther() throws IOException {
        assertThat(rows().stream().map(row -> row.group(1)))
                .containsExactlyElementsOf(idsOf(PROJECT.resolve("cdi-extension/src/main/java")))
                .containsAll(Arrays.stream(Mistake.values()).map(Mistake::id).collect(Collectors.toSet()));
    }

    @Test
    void everyRowSaysWhatIsWrongAndWhatToDo() throws IOException {
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.group(2)).isNotBlank();
            assertThat(row.group(3)).isNotBlank();
        });
    }

    /** Other pages tell of ids, too. */
    @Test
    void noPageNamesAnIdThatDoesNotExist() throws IOException {
        Set<String> known = rows().stream().map(row -> row.group(1)).collect(Collectors.toSet());
        try (Stream<Path> pages = Files.walk(PROJECT.resolve("docs"))) {
            for (Path page :
                    pages.filter(path -> path.toString().endsWith(".md")).toList()) {
                assertThat(ID.matcher(Files.readString(page)).results().map(MatchResult::group))
                        .as(page.toString())
                        .isSubsetOf(known);
            }
        }
    }
}
