package io.guarded.benchmarks.paired;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.redis.spring.RedisLockProvider;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.integration.redis.util.RedisLockRegistry;
import org.springframework.integration.redis.util.RedisLockRegistry.RedisLockType;

/** Makes contenders that go through Spring Data Redis and Lettuce, as Spring Boot sets them up. */
final class SpringPeers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final LettuceConnectionFactory connections;

    SpringPeers(int port) {
        connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration("127.0.0.1", port),
                LettuceClientConfiguration.builder().commandTimeout(PATIENCE).build());
        connections.afterPropertiesSet();
        connections.start();
    }

    Contender registry(String label, RedisLockType type) {
        RedisLockRegistry registry = new RedisLockRegistry(connections, "spring-" + type, LEASE.toMillis());
        registry.setRedisLockType(type);
        return Contender.of(label, (Loop.Pair) (name, work) -> {
            Lock lock = registry.obtain(name);
            lock.lock();
            try {
                work.once();
            } finally {
                lock.unlock();
            }
        });
    }

    Contender shedLock(String label) {
        RedisLockProvider provider = new RedisLockProvider(connections, "shedlock");
        return Contender.of(label, (Loop.Pair) (name, work) -> {
            SimpleLock lock = provider.lock(new LockConfiguration(Instant.now(), name, LEASE, Duration.ZERO))
                    .orElseThrow();
            work.once();
            lock.unlock();
        });
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
