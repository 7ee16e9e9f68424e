package io.guarded.example.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class DatabaseTest {

    private static final String CONFIGURATION =
            "<datasource><connection-url>jdbc:h2:mem:test;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE</connection-url>"
                    + "</datasource>";

    @TempDir
    Path directory;

    @Test
    void whateverTheDirectoryIsCalledTheConfigurationNamesTheFile() throws Exception {
        Path hostile = Files.createDirectory(directory.resolve("a & b < c; d ${e}"));

        String xml = Database.in(hostile).in(CONFIGURATION);

        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(xml)))
                        .getDocumentElement()
                        .getTextContent())
                .isEqualTo("jdbc:h2:file:./rows;AUTO_SERVER=TRUE");
    }

    @Test
    void whatAnEarlierDemoLeftIsForgotten() throws Exception {
        Path left = Files.createFile(directory.resolve("rows.mv.db"));

        Database.in(directory);

        assertThat(left).doesNotExist();
    }

    @Test
    void aServerWithAnotherDatabaseIsNotTakenForAGoodOne() throws Exception {
        Database database = Database.in(directory);

        assertThatThrownBy(() -> database.in("<datasource/>")).hasMessage("WildFly's database is not where it was");
    }
}
