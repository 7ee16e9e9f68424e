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
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The last test of a build: every test that docs/promises.md names has run in it and was green, and no row is missing. */
@Tag("promises")
final class PromisesIT {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern PROFILE = Pattern.compile("<profile>\\s*<id>([\\w-]+)</id>");

    @Test
    void everyPromiseWasShownByThisBuild() throws IOException {
        for (String selection : List.of("test", "it.test", "groups", "excludedGroups", "redis.faults.skip")) {
            assumeTrue(System.getProperty(selection) == null, "only a build of all tests can show it: -D" + selection);
        }
        // also those that a profile sets, as that of another server does
        for (String skipped : List.of("servers.skip", "faults.skip")) {
            assumeTrue(!Boolean.getBoolean("guarded." + skipped), "only a build of all tests can show it: " + skipped);
        }
        Instant start = Instant.parse(System.getProperty("guarded.build.start"));

        List<String> problems = ofThePage().problems(Reports.of(PROJECT, start));

        assertThat(problems).isEmpty();
    }

    /** What the page promises, by the profiles and tests that are there. */
    static Promises ofThePage() throws IOException {
        List<String> lines = Files.readAllLines(PROJECT.resolve("docs").resolve("promises.md"));
        Map<String, String> sources = sources();
        return new Promises(lines, profiles(), type -> sources.getOrDefault(type, ""));
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

    /** Of all tests, by simple name. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(PROJECT)) {
            List<Path> tests = files.filter(file -> file.toString().contains("/src/test/"))
                    .filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .toList();
            for (Path test : tests) {
                sources.merge(
                        test.getFileName().toString().replace(".java", ""), Files.readString(test), String::concat);
            }
        }
        return sources;
    }
}
