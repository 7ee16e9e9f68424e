package io.guarded.cdi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages belong together: two languages of one README, links that lead somewhere, one line of rights. */
class PagesTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern HEADING = Pattern.compile("(?m)^(#+) .*$");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|^ {4}.*?$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|.*\\|$");
    private static final Pattern TERM = Pattern.compile("`[^`\\n]+`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\[]*\\]\\(([^)\\s]+)\\)");

    private static final Pattern ANCHOR = Pattern.compile("(?m)^## .* <a id=\"([^\"]+)\"></a>$");

    private static String english() throws IOException {
        return Files.readString(PROJECT.resolve("README.md"));
    }

    private static String chinese() throws IOException {
        return Files.readString(PROJECT.resolve("README.zh-CN.md"));
    }

    private static List<String> all(Pattern pattern, int group, String text) {
        return pattern.matcher(text).results().map(found -> found.group(group)).toList();
    }

    /** What stands under each heading, and before the first. */
    private static List<String> sections(String text) {
        return List.of(CODE.matcher(text).replaceAll("").split("(?m)^#+ .*$"));
    }

    @Test
    void bothLanguagesHaveTheSameHeadings() throws IOException {
        assertThat(all(HEADING, 1, CODE.matcher(chinese()).replaceAll("")))
                .hasSizeGreaterThan(10)
                .isEqualTo(all(HEADING, 1, CODE.matcher(english()).replaceAll("")));
    }

    @Test
    void bothLanguagesHaveTheSameCodeToTheByte() throws IOException {
        assertThat(all(CODE, 0, chinese())).hasSizeGreaterThan(5).isEqualTo(all(CODE, 0, english()));
    }

    @Test
    void bothLanguagesHaveTheSameRowsWithTheSameTerms() throws IOException {
        List<List<String>> expected = new ArrayList<>();
        all(ROW, 0, english()).forEach(row -> expected.add(all(TERM, 0, row)));
        List<List<String>> found = new ArrayList<>();
        all(ROW, 0, chinese()).forEach(row -> found.add(all(TERM, 0, row)));

        assertThat(found).hasSizeGreaterThan(30).isEqualTo(expected);
    }

    /** Within a section the order of words may differ. */
    @Test
    void bothLanguagesHaveTheSameLinksAndTermsInEachSection() throws IOException {
        List<String> english = sections(english());
        List<String> chinese = sections(chinese());

        assertThat(chinese).hasSameSizeAs(english);
        for (int i = 0; i < english.size(); i++) {
            assertThat(all(TERM, 0, chinese.get(i)))
                    .as("terms of section %s", i)
                    .containsExactlyInAnyOrderElementsOf(all(TERM, 0, english.get(i)));
            assertThat(links(chinese.get(i)))
                    .as("links of section %s", i)
                    .containsExactlyInAnyOrderElementsOf(links(english.get(i)));
        }
    }

    /** But for the one that leads to the other language. */
    private static List<String> links(String text) {
        return all(LINK, 1, text).stream()
                .filter(link -> !link.startsWith("README"))
                .toList();
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(english().lines().count()).isLessThan(200);
        assertThat(chinese().lines().count()).isLessThan(200);
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        int links = 0;
        for (Path page : pages()) {
            for (String link : all(LINK, 1, Files.readString(page))) {
                if (!link.startsWith("http") && !link.startsWith("#")) {
                    links++;
                    Path target =
                            page.resolveSibling(link.replaceFirst("#.*", "")).normalize();
                    assertThat(target).as("%s in %s", link, page.getFileName()).exists();
                }
            }
        }
        assertThat(links).isGreaterThan(60);
    }

    @Test
    void everyLinkIntoAPageLeadsToAHeadingOfIt() throws IOException {
        int anchors = 0;
        for (Path page : pages()) {
            for (String link : all(LINK, 1, Files.readString(page))) {
                if (!link.startsWith("http") && link.contains("#")) {
                    anchors++;
                    String[] parts = link.split("#", 2);
                    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
                    assertThat(anchors(Files.readString(target)))
                            .as("%s in %s", link, page.getFileName())
                            .contains(parts[1]);
                }
            }
        }
        assertThat(anchors).isGreaterThan(5);
    }

    /** So that a link into one leads to the same place of the other. */
    @Test
    void bothLanguagesHaveTheSameAnchors() throws IOException {
        List<String> given = all(ANCHOR, 1, chinese());

        assertThat(given).hasSizeGreaterThan(10).doesNotHaveDuplicates();
        assertThat(anchors(english())).endsWith(given.toArray(String[]::new)).hasSize(given.size() + 1);
    }

    /** What GitHub makes of the headings: small letters, "-" for a space, and no other signs. */
    private static List<String> anchors(String text) {
        return all(HEADING, 0, CODE.matcher(text).replaceAll("")).stream()
                .map(heading -> heading.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(PROJECT);
                Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    @Test
    void everyDecisionIsInTheirList() throws IOException {
        Path decisions = PROJECT.resolve("docs/decisions");
        try (Stream<Path> files = Files.list(decisions)) {
            assertThat(all(LINK, 1, Files.readString(decisions.resolve("README.md"))))
                    .containsExactlyElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> !name.equals("README.md"))
                                    .sorted()
                                    .toList());
        }
    }

    /** A test of the provider compares that of docs/redis.md with the code. */
    @Test
    void bothBeginningsGiveTheRightsThatAreTested() throws IOException {
        Pattern rights = Pattern.compile("ACL SETUSER guarded on .*");
        List<String> tested = all(rights, 0, Files.readString(PROJECT.resolve("docs/redis.md")));

        assertThat(tested).hasSize(1);
        for (String page : List.of("docs/getting-started-wildfly.md", "docs/getting-started-payara.md")) {
            assertThat(all(rights, 0, Files.readString(PROJECT.resolve(page)))).isEqualTo(tested);
        }
    }
}
