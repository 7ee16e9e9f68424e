package io.guarded.it.kinds;

import io.guarded.Guarded;
import io.guarded.it.app.Gates;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.inject.Inject;

/** Is called by a timer that the program sets. */
@Stateless
public class Timers {

    @Resource
    TimerService timers;

    @Inject
    Gates gates;

    /** Sets a timer for now. */
    public void set(String name) {
        timers.createSingleActionTimer(1, new TimerConfig(name, false));
    }

    @Timeout
    @Guarded(name = "timeout:{timer.info}", type = Guarded.REDIS, timeout = Guarded.IMMEDIATE)
    void ring(Timer timer) {
        gates.of((String) timer.getInfo()).pass();
    }
}
