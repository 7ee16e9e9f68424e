package io.guarded.it.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Writes the row of a run whose tests are of another module, by the reports that it has left: for what is no server, and has no
 * tests here. It needs nothing but the JDK.
 */
public final class ReportsRow {

    private static final int ARGUMENTS = 5;

    private ReportsRow() {}

    /**
     * Writes.
     *
     * @param arguments the file with the table, the directory of the reports, what was run, its version, and that of the JDK
     * @throws Exception if there are no reports, or the file has no table
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != ARGUMENTS) {
            throw new IllegalArgumentException("expected: table reports name version jdk");
        }
        Row row = of(Path.of(arguments[1]), arguments[2], arguments[3], arguments[4]);
        Table.write(row, Path.of(arguments[0]));
    }

    static Row of(Path reports, String name, String version, String jdk) throws Exception {
        Tally tally = new Tally();
        for (Path report : reports(reports)) {
            count(report, tally);
        }
        if (tally.isEmpty()) {
            throw new IllegalStateException("no reports of tests in " + reports);
        }
        return Row.of(name, version, jdk, tally);
    }

    private static List<Path> reports(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        }
    }

    private static void count(Path report, Tally tally) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        NodeList tests = factory.newDocumentBuilder().parse(report.toFile()).getElementsByTagName("testcase");
        for (int i = 0; i < tests.getLength(); i++) {
            count((Element) tests.item(i), tally);
        }
    }

    private static void count(Element test, Tally tally) {
        String type = test.getAttribute("classname");
        String simple = type.substring(type.lastIndexOf('.') + 1);
        // a parametrised one has its arguments behind it
        String name = simple + "." + test.getAttribute("name").replaceAll("[^\\w].*", "");
        tally.wanted(simple);
        if (has(test, "skipped")) {
            tally.skipped(name);
            return;
        }
        tally.ran(simple);
        if (has(test, "failure") || has(test, "error")) {
            tally.failed(name);
        }
    }

    private static boolean has(Element test, String what) {
        return test.getElementsByTagName(what).getLength() > 0;
    }
}
