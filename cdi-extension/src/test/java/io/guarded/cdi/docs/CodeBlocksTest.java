package io.guarded.cdi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Java and XML of the guides stand in tests or in the example in whole lines, but for white space. */
class CodeBlocksTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^(<!-- not ours -->\\R)?```java\\R(.*?)^```$");

    private static final Pattern XML = Pattern.compile("(?ms)^(<!-- file: [^\\n]*\\R)?```xml\\R(.*?)^```$");
    private static final Pattern LOCK = Pattern.compile("@Guarded\\(|getOrCreate\\(|LockSpec\\.of\\(");

    private static String bare(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(PROJECT.resolve("README.md"), PROJECT.resolve("README.zh-CN.md")));
        try (Stream<Path> files = Files.walk(PROJECT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    /** A source without its white space, and where in that its lines begin. */
    private record Source(String code, Set<Integer> lines) {

        static Source of(String text) {
            StringBuilder code = new StringBuilder();
            Set<Integer> lines = new HashSet<>();
            text.lines().forEach(line -> {
                lines.add(code.length());
                code.append(bare(line));
            });
            lines.add(code.length());
            return new Source(code.toString(), lines);
        }

        /** Whole lines: a piece of one may stand somewhere by chance. */
        boolean has(String block) {
            String wanted = bare(block);
            for (int at = code.indexOf(wanted); at >= 0; at = code.indexOf(wanted, at + 1)) {
                if (lines.contains(at) && lines.contains(at + wanted.length())) {
                    return true;
                }
            }
            return false;
        }
    }

    private static List<Source> sources(String... suffixes) throws IOException {
        List<Source> sources = new ArrayList<>();
        for (String where : List.of(
                "api/src/test",
                "core/src/test",
                "impl-threading/src/test",
                "impl-redis/src/test",
                "impl-redis/pom.xml",
                "cdi-extension/src/test",
                "it-tests/src/test",
                "example/src",
                "example/pom.xml")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(where))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (Arrays.stream(suffixes).anyMatch(file.toString()::endsWith)) {
                        sources.add(Source.of(Files.readString(file)));
                    }
                }
            }
        }
        return sources;
    }

    @Test
    void everyBlockStandsInASourceThatIsCompiled() throws IOException {
        List<Source> sources = sources(".java");
        int blocks = 0;
        int others = 0;
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                blocks++;
                if (block.group(1) != null) {
                    others++;
                    continue;
                }
                assertThat(sources.stream().anyMatch(source -> source.has(block.group(2))))
                        .as("%s has code that stands nowhere:%n%s", page.getFileName(), block.group(2))
                        .isTrue();
            }
        }
        assertThat(blocks).isGreaterThan(15);
        assertThat(others)
                .as("blocks of other libraries, which are not compiled")
                .isLessThan(6);
    }

    /** Those that are marked as a file are put there and built by .ci/try-docs. */
    @Test
    void everyPieceOfXmlStandsInAFileThatIsUsed() throws IOException {
        List<Source> sources = sources(".xml", ".java");
        int pieces = 0;
        for (Path page : pages()) {
            for (MatchResult piece :
                    XML.matcher(Files.readString(page)).results().toList()) {
                if (piece.group(1) == null) {
                    pieces++;
                    assertThat(sources.stream().anyMatch(source -> source.has(piece.group(2))))
                            .as("%s has XML that stands nowhere:%n%s", page.getFileName(), piece.group(2))
                            .isTrue();
                }
            }
        }
        assertThat(pieces).isPositive();
    }

    /** Without a type it is the default, a lock of one JVM, and two nodes would not exclude each other. */
    @Test
    void everyLockOnAPageAboutSeveralNodesNamesItsType() throws IOException {
        int locks = 0;
        for (String page : List.of(
                "README.md",
                "docs/best-practices.md",
                "docs/example.md",
                "docs/fencing.md",
                "docs/getting-started-payara.md",
                "docs/getting-started-wildfly.md",
                "docs/migrating.md",
                "docs/scheduled-jobs.md",
                "docs/session-locks.md")) {
            String text = Files.readString(PROJECT.resolve(page)).replace("<!-- one JVM -->\n```java", "");
            for (MatchResult block : BLOCK.matcher(text).results().toList()) {
                if (block.group(1) == null && LOCK.matcher(block.group(2)).find()) {
                    locks++;
                    assertThat(block.group(2)).as(page).containsPattern("Guarded\\.(REDIS|THREADING)");
                }
            }
        }
        assertThat(locks).isGreaterThan(12);
    }

    /** A block that is written in another way than the pattern expects would not be looked at. */
    @Test
    void noBlockIsMissed() throws IOException {
        for (Path page : pages()) {
            String text = Files.readString(page);
            assertThat(BLOCK.matcher(text).results().count())
                    .as(page.toString())
                    .isEqualTo(Pattern.compile("```\\s*java")
                            .matcher(text)
                            .results()
                            .count());
        }
    }
}
