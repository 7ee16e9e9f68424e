package io.guarded.benchmarks.paired;

import io.guarded.LockHandle;
import io.guarded.NamedLock;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.LockManagers;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.RedisServer;
import io.guarded.spi.LockProvider;
import io.guarded.threading.ThreadingLockProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a hold within a hold asks of the store. */
final class NestedSection {

    private static final int PAIRS = 10_000;
    private static final String PAIRS_TEXT = String.format(Locale.ROOT, "%,d", PAIRS);

    /** What kind of store it is, which it says without looking. */
    private static final Set<String> QUESTIONS_OF_THE_TYPE = Set.of("type", "scope");

    private NestedSection() {}

    static Section measure() throws Exception {
        Section section = new Section("nested", "A hold within a hold", "store", "what is counted", "pairs", "count");
        long calls = callsOfThreading();
        long commands = commandsOfRedis();
        return section.counted()
                .goal(goal("threading", "calls of the store", calls))
                .goal(goal("Redis", "commands", commands))
                .row("threading", "calls of the store", PAIRS_TEXT, String.valueOf(calls))
                .row("Redis", "commands", PAIRS_TEXT, String.valueOf(commands));
    }

    private static Goal goal(String store, String unit, long figure) {
        return new Goal("a hold within a hold, " + store, "0 " + unit, String.valueOf(figure), figure == 0);
    }

    private static long callsOfThreading() {
        AtomicLong calls = new AtomicLong();
        LockProvider counted = counted(new ThreadingLockProvider(), calls);
        try (CloseableLockManager manager = LockManagers.of(counted);
                LockHandle outer = manager.getOrCreate("nested").acquire()) {
            if (calls.get() == 0) {
                throw new IllegalStateException("the first hold was not counted");
            }
            NamedLock lock = manager.getOrCreate("nested");
            calls.set(0);
            nest(lock);
            return calls.get();
        }
    }

    private static long commandsOfRedis() throws Exception {
        try (RedisServer redis = RedisServer.start();
                CloseableLockManager manager = Managers.at(redis.url(), RedisSections.PATIENT);
                LockHandle outer = manager.getOrCreate("nested").acquire();
                Monitor monitor = Monitor.of(redis.port())) {
            nest(manager.getOrCreate("nested"));
            return monitor.stop();
        }
    }

    private static void nest(NamedLock lock) {
        for (int i = 0; i < PAIRS; i++) {
            lock.acquire().close();
        }
    }

    private static LockProvider counted(LockProvider provider, AtomicLong calls) {
        return (LockProvider) Proxy.newProxyInstance(
                LockProvider.class.getClassLoader(),
                new Class<?>[] {LockProvider.class},
                (proxy, method, arguments) -> {
                    if (!QUESTIONS_OF_THE_TYPE.contains(method.getName())) {
                        calls.incrementAndGet();
                    }
                    try {
                        return method.invoke(provider, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
