package io.guarded.example.node;

import java.util.List;
import java.util.stream.Stream;

/**
 * Tells on which node one is, and where the others have their pages.
 *
 * @param name its name
 * @param others the addresses of the pages of the other nodes
 */
public record Node(String name, List<String> others) {

    /** As the demo told the server. */
    static Node here() {
        return new Node(
                System.getProperty("guarded.example.node", "the only node"),
                Stream.of(System.getProperty("guarded.example.others", "").split(","))
                        .filter(address -> !address.isBlank())
                        .toList());
    }
}
