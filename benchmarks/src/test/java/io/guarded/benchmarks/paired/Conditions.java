package io.guarded.benchmarks.paired;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Says when and on what a comparison was made. */
final class Conditions {

    private Conditions() {}

    /** Asked right after it, while the load is that of it. */
    static String line(String rounds) {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return "*" + LocalDate.now(ZoneOffset.UTC) + ", JDK " + Runtime.version() + ", "
                + system.getAvailableProcessors()
                + " cores, load of the last minute with this run's own "
                + Spread.number(system.getSystemLoadAverage()) + rounds + ".*";
    }
}
