package io.guarded.core;

import io.guarded.LockName;
import java.util.Random;

/** Makes names that are hard to tell apart. */
final class Names {

    private static final String[] PIECES = {
        "a",
        "b",
        "B",
        ":",
        "%",
        "%#",
        "%3A",
        "%25",
        "{",
        "}",
        "{}",
        "\r\n",
        "\0",
        "\u0085",
        "\ud83d\ude00",
        "\ud800",
        "\udc00",
        "é",
        "e\u0301",
        " ",
        "_",
        "0",
        "x".repeat(70)
    };

    private final Random random;

    Names(Random random) {
        this.random = random;
    }

    String any() {
        StringBuilder name = new StringBuilder(piece());
        for (int more = random.nextInt(5); more > 0; more--) {
            name.append(piece());
        }
        return name.toString();
    }

    private String piece() {
        return PIECES[random.nextInt(PIECES.length)];
    }

    /** Another name, or now and then the same, that a careless key would not tell from this one. */
    String near(String name, String prefix) {
        int at = random.nextInt(name.length() + 1);
        return switch (random.nextInt(8)) {
            case 0 -> LockName.escape(name);
            // what stands for a name in the store is a name, too
            case 1 -> Keys.of(prefix, name).substring(prefix.length());
            case 2 -> name.substring(at) + name.substring(0, at);
            case 3 -> name.substring(0, at) + piece() + name.substring(at);
            case 4 -> name.isEmpty() ? piece() : name.substring(0, Math.max(1, name.length() - 1));
            case 5 -> name.replace('{', '_').replace('\n', '_').replace('%', '_');
            case 6 -> name.replace('\ud800', '\ud801');
            default -> any();
        };
    }

    String[] parts() {
        String[] parts = new String[1 + random.nextInt(3)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = filled(any());
        }
        return parts;
    }

    /** The same characters with the borders elsewhere, or one part that differs by little. */
    String[] nearParts(String... parts) {
        if (random.nextBoolean()) {
            String[] others = parts.clone();
            int which = random.nextInt(parts.length);
            others[which] = filled(near(parts[which], ""));
            return others;
        }
        String joined = String.join(random.nextBoolean() ? ":" : "", parts);
        int at = random.nextInt(joined.length() + 1);
        return switch (random.nextInt(3)) {
            case 0 -> new String[] {joined};
            case 1 -> new String[] {filled(joined.substring(0, at)), filled(joined.substring(at))};
            default -> new String[] {LockName.of(parts).value()};
        };
    }

    /** No part is blank. */
    private static String filled(String part) {
        return part.isBlank() ? part + "p" : part;
    }
}
