package io.guarded.it;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A WildFly of its own beside the server that Arquillian runs, to be killed. */
final class SecondServer implements AutoCloseable {

    private static final int OFFSET = 20_000;
    private static final Path HOME = Path.of(System.getProperty("wildfly.home"));

    private final Process process;
    private final String context;

    private SecondServer(Process process, String context) {
        this.process = process;
        this.context = context;
    }

    /** Starts it with an application; it answers some time later. */
    static SecondServer start(WebArchive war) throws IOException {
        return start(war, List.of());
    }

    /**
     * With more subsystems than the server's configuration has, as they are by default.
     *
     * @param subsystems the module of its extension and its namespace, for each
     */
    static SecondServer start(WebArchive war, List<Map.Entry<String, String>> subsystems) throws IOException {
        Path base = Files.createTempDirectory(Path.of("target"), "second").toAbsolutePath();
        Path configuration = Files.createDirectories(base.resolve("configuration"));
        try (var files = Files.newDirectoryStream(HOME.resolve("standalone/configuration"), "*.*")) {
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    Files.copy(file, configuration.resolve(file.getFileName()));
                }
            }
        }
        Path standalone = configuration.resolve("standalone.xml");
        String xml = Files.readString(standalone);
        for (Map.Entry<String, String> subsystem : subsystems) {
            xml = xml.replace("</extensions>", "<extension module=\"" + subsystem.getKey() + "\"/></extensions>")
                    .replace("<profile>", "<profile><subsystem xmlns=\"" + subsystem.getValue() + "\"/>");
        }
        // health asks for a login by default
        xml = xml.replace(
                "microprofile-health-smallrye:3.0\"/>",
                "microprofile-health-smallrye:3.0\" security-enabled=\"false\"/>");
        Files.writeString(standalone, xml);
        Path deployments = Files.createDirectories(base.resolve("deployments"));
        war.as(ZipExporter.class).exportTo(deployments.resolve(war.getName()).toFile());
        // the JVM itself and no script, so that it is the server that is killed
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djboss.home.dir=" + HOME,
                "-Djboss.server.base.dir=" + base,
                "-Dlogging.configuration="
                        + configuration.resolve("logging.properties").toUri(),
                "-Djboss.socket.binding.port-offset=" + OFFSET,
                "-jar",
                HOME.resolve("jboss-modules.jar").toString(),
                "-mp",
                HOME.resolve("modules").toString(),
                "org.jboss.as.standalone");
        File output = base.resolve("output.log").toFile();
        Process process = new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        return new SecondServer(process, war.getName().replace(".war", ""));
    }

    URL url() throws MalformedURLException {
        return URI.create("http://127.0.0.1:" + (8080 + OFFSET) + "/" + context + "/")
                .toURL();
    }

    /** Where its health is. */
    URL management() throws MalformedURLException {
        return URI.create("http://127.0.0.1:" + (9990 + OFFSET) + "/").toURL();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it without a chance to clean up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
