package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.core.LocksMBean;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares what docs/troubleshooting.md says with the mistakes that the code knows, and with what JMX has. */
class TroubleshootingTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(GUARD-\\d+)` \\| (.+) \\| (.+) \\|$");
    private static final Pattern MANAGED = Pattern.compile("attribute `[A-Z]\\w*`|operation `\\w+\\([^`]*\\)`");
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

    /** As JMX derives them from the interface. */
    @Test
    void noPageNamesAnAttributeOrOperationThatTheMBeanDoesNotHave() throws IOException {
        List<String> names = new ArrayList<>();
        for (Method method : LocksMBean.class.getMethods()) {
            String name = method.getName();
            names.add(
                    name.startsWith("get")
                            ? "attribute `" + name.substring(3) + "`"
                            : "operation `" + name + "(" + parameters(method) + ")`");
        }
        List<String> told = new ArrayList<>();
        try (Stream<Path> pages = Files.walk(PROJECT.resolve("docs"))) {
            for (Path page :
                    pages.filter(path -> path.toString().endsWith(".md")).toList()) {
                MANAGED.matcher(Files.readString(page)).results().forEach(found -> told.add(found.group()));
            }
        }
        assertThat(told).hasSizeGreaterThan(3).isSubsetOf(names);
    }

    private static String parameters(Method method) {
        return Arrays.stream(method.getParameters()).map(Parameter::getName).collect(Collectors.joining(", "));
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
