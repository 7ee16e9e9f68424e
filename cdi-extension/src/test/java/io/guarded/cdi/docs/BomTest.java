package io.guarded.cdi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What guarded-bom lists is what is shipped: the jars of the build that are not kept from being deployed. */
class BomTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    private static Document pom(String module) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(PROJECT.resolve(module).resolve("pom.xml").toFile());
    }

    private static String text(Document pom, String path) throws Exception {
        return XPATH.evaluate(path, pom);
    }

    private static List<String> texts(Document pom, String path) throws Exception {
        NodeList nodes = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static boolean isShippedJar(Document pom) throws Exception {
        String packaging = text(pom, "/project/packaging");
        return (packaging.isEmpty() || packaging.equals("jar"))
                && !text(pom, "/project/properties/maven.deploy.skip").equals("true");
    }

    @Test
    void eachShippedJarIsListedAndNothingElse() throws Exception {
        List<String> shipped = new ArrayList<>();
        for (String module : texts(pom(""), "/project/modules/module")) {
            if (isShippedJar(pom(module))) {
                shipped.add(text(pom(module), "/project/artifactId"));
            }
        }

        assertThat(texts(pom("bom"), "//dependencyManagement//dependency[not(type)]/artifactId"))
                .hasSizeGreaterThan(4)
                .containsExactlyInAnyOrderElementsOf(shipped);
    }

    /** Those of other modules are for the build itself. */
    @Test
    void theContractForProvidersIsListed() throws Exception {
        assertThat(texts(pom("bom"), "//dependencyManagement//dependency[type]/*"))
                .containsExactly("io.guarded", "guarded-core", "${project.version}", "test-jar");
    }

    /** Without a parent it has to repeat these. */
    @Test
    void whatIsRepeatedIsThatOfTheBuild() throws Exception {
        for (String path : List.of("groupId", "version", "inceptionYear", "licenses/license/name")) {
            assertThat(text(pom("bom"), "/project/" + path)).isNotEmpty().isEqualTo(text(pom(""), "/project/" + path));
        }
        assertThat(texts(pom("bom"), "//dependency/version")).containsOnly("${project.version}");
        assertThat(texts(pom("bom"), "//dependency/groupId")).containsOnly("io.guarded");
    }

    @Test
    void whoImportsItGetsNoOtherVersions() throws Exception {
        assertThat(texts(pom("bom"), "/project/parent | /project/dependencies | /project/build"))
                .isEmpty();
    }
}
