package io.guarded.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.it.faults.Contender.Answer;
import io.guarded.it.faults.Contender.Held;
import io.guarded.redis.testing.Proxy;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller is told, and when, if something is wrong between it and the lock. */
@EnabledIfSystemProperty(named = "guarded.measure", matches = "true", disabledReason = "takes minutes: -Pmeasure")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Tag("faults")
final class MeasureAnswersIT {

    private static final int REPEATS = Integer.getInteger("guarded.measure.repeats", 3);

    /** Longer than a lease, so that everybody has a reason to look again. */
    private static final Duration WAIT = Times.LEASE.multipliedBy(5).dividedBy(4);

    private static final Figures FIGURES = new Figures();
    private static final Map<Side, Duration> LONGEST = new EnumMap<>(Side.class);

    private final String lock = "asked-" + UUID.randomUUID();

    @AfterAll
    static void print() {
        FIGURES.row("longest overrun of all these", millis(LONGEST.get(Side.GUARDED)), millis(LONGEST.get(Side.RLOCK)));
        FIGURES.print();
    }

    @ParameterizedTest
    @EnumSource
    void answerToOneTryIsRight(Trouble trouble) throws Exception {
        measure(trouble, "one try, " + trouble.words(), Duration.ZERO, (side, redis, line) -> {
            try (Contender other = side.at(redis.url());
                    Contender contender = side.at(line.url())) {
                if (trouble == Trouble.NONE_BUT_ANOTHER_HOLDER) {
                    Held unused = other.hold(lock);
                }
                trouble.begin(redis, line, lock);
                try {
                    return contender.asks(lock, Duration.ZERO);
                } finally {
                    trouble.end(redis);
                    line.resume();
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void answerIsRightIfItHappensDuringAWait(Trouble trouble) throws Exception {
        String what = "while " + millis(WAIT) + " are waited, " + trouble.words();
        measure(trouble, what, WAIT, (side, redis, line) -> {
            try (Contender other = side.at(redis.url());
                    Contender contender = side.at(line.url())) {
                Held unused = other.hold(lock);
                CompletableFuture<Answer> waiting = contender.asksAside(lock, WAIT);
                Site.awaitThat(() -> redis.command("PUBSUB", "CHANNELS").contains(lock));
                trouble.begin(redis, line, lock);
                try {
                    return waiting.get(1, TimeUnit.MINUTES);
                } finally {
                    trouble.end(redis);
                    line.resume();
                }
            }
        });
    }

    private interface Case {
        Answer of(Side side, RedisServer redis, Proxy line) throws Exception;
    }

    private static void measure(Trouble trouble, String what, Duration wait, Case asked) throws Exception {
        Map<Side, List<Answer>> answers =
                new EnumMap<>(Map.of(Side.GUARDED, new ArrayList<>(), Side.RLOCK, new ArrayList<>()));
        for (int i = 0; i < REPEATS; i++) {
            for (Side side : Side.values()) {
                try (RedisServer redis = RedisServer.start();
                        Proxy line = Proxy.to(redis.port())) {
                    answers.get(side).add(asked.of(side, redis, line));
                }
            }
        }
        answers.forEach((side, all) -> LONGEST.merge(side, longest(all, wait), (a, b) -> a.compareTo(b) > 0 ? a : b));
        FIGURES.row(what, words(answers.get(Side.GUARDED), wait), words(answers.get(Side.RLOCK), wait));
        assertThat(answers.get(Side.GUARDED)).allSatisfy(answer -> {
            assertThat(answer.said()).isEqualTo(trouble.status(wait));
            assertThat(answer.over(wait)).isLessThan(Times.STORE_TIMEOUT.plus(Times.MARGIN));
        });
    }

    private static Duration longest(List<Answer> answers, Duration wait) {
        return answers.stream()
                .map(answer -> answer.over(wait))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static String words(List<Answer> answers, Duration wait) {
        String said = answers.stream()
                .collect(Collectors.groupingBy(Answer::said, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(each -> each.getKey() + " (" + each.getValue() + ")")
                .collect(Collectors.joining(", "));
        return said + ", " + millis(longest(answers, wait)) + " over";
    }

    private static String millis(Duration time) {
        return time.toMillis() + " ms";
    }
}
