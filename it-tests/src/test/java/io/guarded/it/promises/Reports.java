package io.guarded.it.promises;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Is what the tests of one build reported. */
final class Reports {

    /** How a test ended. */
    enum Outcome {
        GREEN,
        RED,
        SKIPPED
    }

    /**
     * Is one run of a test.
     *
     * @param type the simple name of its class, or of the class around that
     * @param method without arguments
     */
    record Run(String type, String method, Outcome outcome) {}

    private final List<Run> runs = new ArrayList<>();

    /** Reads the reports of all modules that were written since a moment; older ones are of another build. */
    static Reports of(Path project, Instant since) throws IOException {
        Reports reports = new Reports();
        try (Stream<Path> modules = Files.list(project)) {
            for (Path module : modules.filter(Files::isDirectory).toList()) {
                reports.readAll(module.resolve("target").resolve("surefire-reports"), since);
                reports.readAll(module.resolve("target").resolve("failsafe-reports"), since);
            }
        }
        return reports;
    }

    List<Run> runs() {
        return runs;
    }

    private void readAll(Path directory, Instant since) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .filter(file -> isSince(file, since))
                    .forEach(this::read);
        }
    }

    private static boolean isSince(Path file, Instant since) {
        try {
            return !Files.getLastModifiedTime(file).toInstant().isBefore(since);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Path file) {
        try {
            NodeList cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                runs.add(run((Element) cases.item(i)));
            }
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    private static Run run(Element test) {
        String type =
                test.getAttribute("classname").replaceAll("[^\\w.$].*", "").replaceAll("\\$.*|^.*\\.", "");
        String method = test.getAttribute("name").replaceAll("[^\\w].*", "");
        if (has(test, "failure") || has(test, "error")) {
            return new Run(type, method, Outcome.RED);
        }
        return new Run(type, method, has(test, "skipped") ? Outcome.SKIPPED : Outcome.GREEN);
    }

    private static boolean has(Element test, String what) {
        return test.getElementsByTagName(what).getLength() > 0;
    }
}
