package io.guarded.example.report;

import io.guarded.LockUnavailableException;
import jakarta.annotation.Resource;
import jakarta.ejb.NoSuchObjectLocalException;
import jakarta.ejb.ScheduleExpression;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts the report on this node. Here a day takes five seconds; an application has
 * {@code @Schedule(hour = "3", persistent = false)} on {@link #fire()} in place of {@link #start()}.
 */
@Singleton
public class ReportTimer {

    private static final Duration WHOLE_SHOW = Duration.ofMinutes(2);
    private static final int SHOWN = 20;

    private final Deque<Run> runs = new ArrayDeque<>();

    @Resource
    @SuppressWarnings("NullAway.Init") // the server sets it
    TimerService timers;

    @Inject
    DailyReport report;

    private @Nullable Timer timer;

    /** Lets the timer fire every five seconds, at the same moments on each node, for two minutes. */
    public void start() {
        stop();
        ScheduleExpression days = new ScheduleExpression()
                .hour("*")
                .minute("*")
                .second("*/5")
                .end(Date.from(Instant.now().plus(WHOLE_SHOW)));
        timer = timers.createCalendarTimer(days, new TimerConfig("daily_report", false));
    }

    /** Lets it fire no more. Not by {@code getTimers()}, for which Open Liberty wants a database with those that are persistent. */
    public void stop() {
        if (timer == null) {
            return;
        }
        try {
            timer.cancel();
        } catch (NoSuchObjectLocalException e) {
            // the show is over
        }
        timer = null;
    }

    /**
     * Is called by the timer, and by who does not want to wait for it. It catches what Payara would take the timer away for,
     * if it came twice.
     */
    @Timeout
    public void fire() {
        runs.addFirst(Run.now(outcome()));
        if (runs.size() > SHOWN) {
            runs.removeLast();
        }
    }

    private String outcome() {
        try {
            return report.generate()
                    .map(number -> "written, the " + number + ". of this node")
                    .orElse("skipped: a node is at it, or has just been");
        } catch (LockUnavailableException e) {
            return "not done: the locks are away";
        }
    }

    /**
     * Gives what came of the last firings on this node.
     *
     * @return the latest first
     */
    public List<Run> runs() {
        return List.copyOf(runs);
    }
}
