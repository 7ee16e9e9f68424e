package io.guarded.it.faults;

import io.guarded.LockException;
import io.guarded.LockHandle;
import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Managers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** Is one of the two whose locks are measured side by side: ours, and an RLock that its own watchdog renews. */
interface Contender extends AutoCloseable {

    /**
     * Is a lock that is held.
     *
     * @param key where Redis has it
     * @param told open until its loss is told
     */
    record Held(String key, CountDownLatch told) {

        boolean isToldWithin(Duration time) {
            try {
                return told.await(time.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    String name();

    Held hold(String lock);

    /** Whether the lock is given within a time; a failure is none. */
    boolean tries(String lock, Duration wait);

    @Override
    void close();

    static Contender guarded(String url) {
        return connected(new Guarded(Managers.at(url, times())));
    }

    static Contender guardedOf(String yaml) {
        return connected(new Guarded(Managers.configured(yaml, times())));
    }

    static Contender redisson(String url) {
        Config config = new Config();
        config.useSingleServer().setAddress(url);
        return new Plain(config);
    }

    static Contender redissonOf(String yaml) {
        return new Plain(Config.fromYAML(yaml));
    }

    /** However long the first connection takes here. */
    private static Contender connected(Guarded guarded) {
        Site.awaitThat(() -> guarded.tries("connected", Duration.ZERO));
        return guarded;
    }

    private static String[] times() {
        return new String[] {
            "guarded.lease",
            Times.LEASE.toMillis() + "ms",
            "guarded.store-timeout",
            Times.STORE_TIMEOUT.toMillis() + "ms"
        };
    }

    /** Is ours. */
    record Guarded(CloseableLockManager manager) implements Contender {

        @Override
        public String name() {
            return "guarded";
        }

        @Override
        public Held hold(String lock) {
            Held held = new Held(Site.key(lock), new CountDownLatch(1));
            LockHandle handle = manager.getOrCreate(lock).acquire();
            handle.onLost(held.told()::countDown);
            return held;
        }

        @Override
        public boolean tries(String lock, Duration wait) {
            try {
                manager.getOrCreate(lock).acquire(wait);
                return true;
            } catch (LockException refused) {
                return false;
            }
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    /** Is Redisson as it comes, but for the lease. */
    final class Plain implements Contender {

        private final RedissonClient client;

        Plain(Config config) {
            client = Redisson.create(
                    config.setCodec(StringCodec.INSTANCE).setLockWatchdogTimeout(Times.LEASE.toMillis()));
        }

        @Override
        public String name() {
            return "redisson";
        }

        @Override
        public Held hold(String lock) {
            RLock taken = client.getLock(Site.key(lock));
            taken.lock();
            return new Held(taken.getName(), new CountDownLatch(1));
        }

        @Override
        public boolean tries(String lock, Duration wait) {
            try {
                return client.getLock(Site.key(lock)).tryLock(wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RedisException refused) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            client.shutdown();
        }
    }
}
