package io.guarded.example.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a WildFly by which one sees what happens to locks: with MicroProfile Health and Telemetry, and with what the guard does
 * in the log.
 */
final class Observed {

    private static final String CONFIGURATION = "standalone-observed.xml";

    /** Is one of the extensions that WildFly has and does not start with by itself. */
    private record Subsystem(String module, String attributes) {}

    private static final List<Subsystem> SUBSYSTEMS = List.of(
            new Subsystem(
                    "org.wildfly.extension.microprofile.health-smallrye",
                    // health asks for a login by default
                    "xmlns=\"urn:wildfly:microprofile-health-smallrye:3.0\" security-enabled=\"false\""),
            new Subsystem("org.wildfly.extension.opentelemetry", "xmlns=\"urn:wildfly:opentelemetry:1.1\""),
            new Subsystem(
                    "org.wildfly.extension.microprofile.telemetry",
                    "xmlns=\"urn:wildfly:microprofile-telemetry:1.0\""));

    private static final String JOURNAL = "<logger category=\"io.guarded.core\"><level name=\"DEBUG\"/></logger>";

    private Observed() {}

    /** Writes the configuration beside the one that it is made of, and gives its name. */
    static String configure(Path directory, Database database) throws IOException {
        String xml = database.in(Files.readString(directory.resolve("standalone.xml")));
        for (Subsystem subsystem : SUBSYSTEMS) {
            xml = xml.replace("</extensions>", "<extension module=\"" + subsystem.module() + "\"/></extensions>")
                    .replace("<profile>", "<profile><subsystem " + subsystem.attributes() + "/>");
        }
        Files.writeString(directory.resolve(CONFIGURATION), xml.replace("<root-logger>", JOURNAL + "<root-logger>"));
        return CONFIGURATION;
    }

    /** Has metrics and spans written into the log, too, every ten seconds: nothing is needed to receive them. */
    static List<String> options() {
        return List.of(
                "-Dotel.sdk.disabled=false",
                "-Dotel.traces.exporter=logging",
                "-Dotel.metrics.exporter=logging",
                "-Dotel.logs.exporter=none",
                "-Dotel.metric.export.interval=10000");
    }
}
