package io.guarded.it.faults;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Prints what was measured as rows of a table, with the load that the machine had. */
final class Figures {

    private final List<String> rows = new ArrayList<>();

    void row(String what, Object guarded, Object redisson) {
        rows.add("| " + what + " | " + guarded + " | " + redisson + " |");
    }

    void print() {
        System.out.printf(
                "load %.1f%n| what | Guarded | RLock |%n|---|---|---|%n%s%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), String.join("\n", rows));
    }
}
