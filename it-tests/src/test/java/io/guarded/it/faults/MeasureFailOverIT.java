package io.guarded.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.it.faults.Contender.Answer;
import io.guarded.redis.testing.RedisServer;
import io.guarded.redis.testing.Sentinels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How long attempts fail after a failover of sentinels, if whatever connects to the new master is killed for a while: Redisson waits
 * for the first answer on a connection for its own time-out, and looks for no other master meanwhile.
 */
@EnabledIfSystemProperty(named = "guarded.measure", matches = "true", disabledReason = "takes minutes: -Pmeasure")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Tag("faults")
final class MeasureFailOverIT {

    private static final int REPEATS = Integer.getInteger("guarded.measure.repeats", 10);
    private static final int THREADS = 3;
    private static final Duration KILLING = Duration.ofMillis(1_500);

    /** An RLock goes on trying where Guarded says that Redis is away. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Figures FIGURES = new Figures();

    @AfterAll
    static void print() {
        FIGURES.print();
    }

    @Test
    void attemptsFailForLongerIfTheClientWaitsForLonger() throws Exception {
        row("Redisson's own time-outs", Sentinels::yaml);
        row("time-outs of the locks", sentinels -> sentinels.yaml(Times.STORE_TIMEOUT));
    }

    private static void row(String what, Function<Sentinels, String> yaml) throws Exception {
        List<Duration> guarded = new ArrayList<>();
        List<Duration> plain = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            guarded.add(failing(yaml, GuardedContender::of));
            plain.add(failing(yaml, PlainContender::of));
        }
        FIGURES.row("attempts not served within a second after the last kill, " + what, said(guarded), said(plain));
    }

    private static String said(List<Duration> durations) {
        return Spread.of(durations).inMillis();
    }

    /** From the last kill on, until the last one of many attempts that failed or took long had its answer. */
    private static Duration failing(Function<Sentinels, String> yaml, Function<String, Contender> connect)
            throws Exception {
        try (Sentinels sentinels = Sentinels.start();
                Contender contender = connect.apply(yaml.apply(sentinels));
                Attempts attempts = Attempts.start(contender)) {
            sentinels.master().kill();
            long killed = killWhatConnects(sentinels.replica());
            Site.awaitThat(() -> attempts.servedAt.get() > killed
                    && System.nanoTime() - Math.max(attempts.failedAt.get(), killed) > Times.LEASE.toNanos());
            assertThat(attempts.failedAt.get()).as("when the last one failed").isGreaterThan(Long.MIN_VALUE);
            return Duration.ofNanos(Math.max(0, attempts.failedAt.get() - killed));
        }
    }

    private static long killWhatConnects(RedisServer next) {
        Site.awaitThat(() -> Site.isMaster(next));
        long end = System.nanoTime() + KILLING.toNanos();
        long last = System.nanoTime();
        while (last < end) {
            next.command("CLIENT", "KILL", "TYPE", "normal");
            last = System.nanoTime();
            Times.pass(Duration.ofMillis(2));
        }
        return last;
    }

    /** Goes on asking for locks that nobody else has, in some threads, and notes when the last answers came. */
    private static final class Attempts implements AutoCloseable {

        private final AtomicBoolean isOver = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();
        final AtomicLong failedAt = new AtomicLong(Long.MIN_VALUE);
        final AtomicLong servedAt = new AtomicLong(Long.MIN_VALUE);

        static Attempts start(Contender contender) {
            Attempts attempts = new Attempts();
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> attempts.ask(contender));
                thread.start();
                attempts.threads.add(thread);
            }
            return attempts;
        }

        private void ask(Contender contender) {
            while (!isOver.get()) {
                Answer answer = contender.asks("failover-" + UUID.randomUUID(), Duration.ZERO);
                boolean isServed = answer.isGiven() && answer.over(SOON).isNegative();
                (isServed ? servedAt : failedAt).accumulateAndGet(answer.ended(), Math::max);
                Times.pass(Duration.ofMillis(20));
            }
        }

        @Override
        public void close() throws InterruptedException {
            isOver.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
