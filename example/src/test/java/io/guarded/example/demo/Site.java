package io.guarded.example.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Is where a node of the demo lives: a directory of its own and two ports; the software of the server is the same for all.
 *
 * @param directory what is WildFly's directory {@code standalone} for a single server
 * @param name the node's name
 * @param port where the application answers
 * @param others the pages of the other nodes
 */
record Site(Path directory, String name, int port, List<String> others) {

    /** Between the ports of two nodes. */
    private static final int OFFSET = 100;

    static List<Site> of(Path directory, int nodes, int port) {
        return IntStream.range(0, nodes)
                .mapToObj(node -> new Site(
                        directory.resolve("node-" + (node + 1)).toAbsolutePath(),
                        "node-" + (node + 1),
                        port + node * OFFSET,
                        IntStream.range(0, nodes)
                                .filter(other -> other != node)
                                .mapToObj(other -> page(port + other * OFFSET))
                                .toList()))
                .toList();
    }

    private static String page(int port) {
        return "http://localhost:" + port + "/guarded-example/";
    }

    /** Where a person looks at it. */
    String page() {
        return page(port);
    }

    /** Where its health is, beside its management. */
    int managementPort() {
        return port + 1;
    }

    Path configuration() {
        return directory.resolve("configuration");
    }

    Path deployments() {
        return directory.resolve("deployments");
    }

    Path log() {
        return directory.resolve("log/server.log");
    }

    /** Has a configuration as it comes with the server. */
    void settle(Path home) throws IOException {
        Files.createDirectories(configuration());
        Files.createDirectories(deployments());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.resolve("standalone/configuration"), "*.*")) {
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    Path copy = configuration().resolve(file.getFileName());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** Adds to what WildFly is started with. */
    List<String> options() {
        return List.of(
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=0",
                "-Djboss.management.http.port=" + managementPort(),
                "-Djboss.node.name=" + name,
                "-Djboss.tx.node.id=" + name,
                "-Dguarded.example.node=" + name,
                "-Dguarded.example.others=" + others.stream().collect(Collectors.joining(",")));
    }
}
