package io.guarded.it.kinds;

import io.guarded.Guarded;
import io.guarded.it.app.Gates;
import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/**
 * Is called by the calendar, every second; it waits at a gate when the test has asked for it. Payara takes away a timer that has
 * failed twice in a row, as it does when the first connection to Redis takes too long.
 */
@Stateless
public class Schedules {

    @Inject
    Gates gates;

    @Inject
    Wishes wishes;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @Guarded(name = "schedule", type = Guarded.THREADING, timeout = Guarded.IMMEDIATE, onBusy = Guarded.OnBusy.SKIP)
    void tick() {
        String name = wishes.take();
        if (name != null) {
            gates.of(name).pass();
        }
    }
}
