package io.guarded.it.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code mvn -Prelease verify} has made is whole. */
@Tag("release")
final class ReleaseIT {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final String VERSION = System.getProperty("guarded.version");

    private static Path artifact(String module, String suffix) throws IOException {
        String name = new Xml(PROJECT.resolve(module).resolve("pom.xml")).text("/project/artifactId");
        return PROJECT.resolve(module).resolve("target").resolve(name + "-" + VERSION + suffix);
    }

    private static Set<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        }
    }

    private static List<String> sources(String module) throws IOException {
        Path root = PROJECT.resolve(module).resolve("src/main/java");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "core", "impl-threading", "impl-redis", "cdi-extension"})
    void sourcesAndJavadocAreComplete(String module) throws IOException {
        // the pages of an automatic module stand in a directory of its name
        String name =
                new Xml(PROJECT.resolve(module).resolve("pom.xml")).text("/project/properties/automatic.module.name");
        List<String> pages = new ArrayList<>();
        for (String source : sources(module)) {
            String type = source.replaceFirst(".*/", "").replace(".java", "");
            String code = Files.readString(
                    PROJECT.resolve(module).resolve("src/main/java").resolve(source));
            if (code.matches("(?s).*\\npublic [^\\n]*(class|interface|record|enum) " + type + "\\b.*")) {
                pages.add(name + "/" + source.replace(".java", ".html"));
            }
        }

        assertThat(entries(artifact(module, "-sources.jar"))).isNotEmpty().containsAll(sources(module));
        assertThat(pages).isNotEmpty();
        assertThat(entries(artifact(module, "-javadoc.jar")))
                .contains("index.html")
                .containsAll(pages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "core", "impl-threading", "impl-redis", "cdi-extension"})
    void partsOfEachJarAreListedWithTheirLicences(String module) throws IOException {
        Xml parts = parts(module);

        assertThat(parts.text("/bom/metadata/component/version")).isEqualTo(VERSION);
        assertThat(parts.texts("/bom/components/component[not(licenses/license)]/name"))
                .isEmpty();
    }

    @Test
    void eachJarOfTheWarIsListedWithItsLicences() throws IOException {
        Path war = PROJECT.resolve("example/target/guarded-example.war");
        List<String> shipped = entries(war).stream()
                .filter(name -> name.startsWith("WEB-INF/lib/") && name.endsWith(".jar"))
                .map(name -> name.substring("WEB-INF/lib/".length()))
                .toList();
        Xml parts = parts("example");
        List<String> names = parts.texts("/bom/components/component/name");
        List<String> versions = parts.texts("/bom/components/component/version");
        List<String> listed = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            listed.add(names.get(i) + "-" + versions.get(i) + ".jar");
        }

        assertThat(listed).hasSizeGreaterThan(10).containsExactlyInAnyOrderElementsOf(shipped);
        assertThat(parts.texts("/bom/components/component[not(licenses/license)]/name"))
                .isEmpty();
    }

    private static Xml parts(String module) throws IOException {
        return new Xml(PROJECT.resolve(module).resolve("target/bom.xml"));
    }

    /** A parent may say it for its modules. */
    @ParameterizedTest
    @ValueSource(strings = {"", "bom", "api", "core", "impl-threading", "impl-redis", "cdi-extension"})
    void whoeverGetsAPomReadsWhatItIsAndOnWhatTerms(String module) throws IOException {
        Xml pom = new Xml(PROJECT.resolve(module).resolve("pom.xml"));
        Xml licensed = pom.text("/project/parent").isEmpty() ? pom : new Xml(PROJECT.resolve("pom.xml"));

        assertThat(pom.text("/project/name")).startsWith("Guarded");
        assertThat(pom.text("/project/description")).endsWith(".");
        assertThat(licensed.text("/project/licenses/license/url")).isNotEmpty();
        assertThat(Files.readString(PROJECT.resolve(module).resolve("pom.xml"))).doesNotContain("${revision}");
    }

    /** Up to then there is nothing to compare the API with. */
    @Test
    void fromTheFirstReleaseOnTheApiIsCompared() throws IOException {
        boolean skipped = new Xml(PROJECT.resolve("pom.xml"))
                .text("/project/properties/japicmp.skip")
                .equals("true");

        assertThat(skipped)
                .as("japicmp.skip in pom.xml; with version.released")
                .isEqualTo(Set.of("1.0.0-SNAPSHOT", "1.0.0").contains(VERSION));
    }
}
