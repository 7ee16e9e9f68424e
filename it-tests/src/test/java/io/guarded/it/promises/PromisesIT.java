package io.guarded.it.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The last test of a build: every test that docs/promises.md names has run in it and was green, and no row is missing. */
@Tag("promises")
final class PromisesIT {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern PROFILE = Pattern.compile("<profile>\\s*<id>(\\w+)</id>");
    private static final Pattern SUBCLASS = Pattern.compile("class (\\w+Test) extends (\\w+Contract)\\b");

    @Test
    void everyPromiseWasShownByThisBuild() throws IOException {
        for (String selection : List.of("test", "it.test", "groups", "excludedGroups")) {
            assumeTrue(System.getProperty(selection) == null, "only a build of all tests can show it: -D" + selection);
        }
        assumeTrue(!Boolean.getBoolean("guarded.servers.skip"), "only a build of all tests can show it: servers.skip");
        Instant start = Instant.parse(System.getProperty("guarded.build.start"));
        List<String> lines = Files.readAllLines(PROJECT.resolve("docs").resolve("promises.md"));

        List<String> problems = new Promises(lines, profiles(), contracts()).problems(Reports.of(PROJECT, start));

        assertThat(problems).isEmpty();
    }

    private static Set<String> profiles() throws IOException {
        Set<String> profiles = new TreeSet<>();
        for (Path pom : List.of(PROJECT.resolve("pom.xml"), Path.of("pom.xml"))) {
            Matcher matcher = PROFILE.matcher(Files.readString(pom));
            while (matcher.find()) {
                profiles.add(matcher.group(1));
            }
        }
        return profiles;
    }

    private static Map<String, List<String>> contracts() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            List<Path> tests = files.filter(file -> file.toString().endsWith("Test.java"))
                    .filter(file -> file.toString().contains("/src/test/"))
                    .toList();
            StringBuilder sources = new StringBuilder();
            for (Path test : tests) {
                sources.append(Files.readString(test));
            }
            return SUBCLASS.matcher(sources)
                    .results()
                    .collect(Collectors.groupingBy(
                            found -> found.group(2),
                            TreeMap::new,
                            Collectors.mapping(found -> found.group(1), Collectors.toList())));
        }
    }
}
