package io.guarded.benchmarks.paired;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Says where and on what a run was made. */
final class Conditions {

    private Conditions() {}

    static Section section() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return new Section("conditions", "Conditions", "of the last run", "")
                .row("date", LocalDate.now(ZoneOffset.UTC).toString())
                .row("JDK", System.getProperty("java.vm.name") + " " + Runtime.version())
                .row("cores", String.valueOf(system.getAvailableProcessors()))
                .row("load of the last minute, with this run's own", Spread.number(system.getSystemLoadAverage()))
                .row("rounds", String.valueOf(Rounds.USUAL));
    }
}
