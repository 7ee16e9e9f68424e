package io.guarded.redis;

import io.guarded.spi.ProviderContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Stands for the manager; starts providers and closes them at its end. */
final class TestContext implements ProviderContext, AutoCloseable {

    private final Map<String, String> properties = new HashMap<>();
    private final Map<Class<?>, Object> beans = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Executor executor = threads;
    private final Duration storeTimeout;
    private final RedisLockProvider provider = new RedisLockProvider();

    TestContext(Duration storeTimeout) {
        this.storeTimeout = storeTimeout;
    }

    /** With a time-out that also a busy machine keeps which has yet to make the client. */
    static TestContext withUrl(String url) {
        return new TestContext(Duration.ofSeconds(6)).with("guarded.redis.url", url);
    }

    TestContext with(String property, String value) {
        properties.put(property, value);
        return this;
    }

    <T> TestContext withBean(Class<T> type, T bean) {
        beans.put(type, bean);
        return this;
    }

    TestContext withExecutor(Executor other) {
        executor = other;
        return this;
    }

    RedisLockProvider start() {
        provider.start(this);
        return provider;
    }

    @Override
    public Optional<String> config(String property) {
        return Optional.ofNullable(properties.get(property)).filter(value -> !value.isBlank());
    }

    @Override
    public <T> Optional<T> bean(Class<T> type) {
        return Optional.ofNullable(beans.get(type)).map(type::cast);
    }

    @Override
    public Duration storeTimeout() {
        return storeTimeout;
    }

    @Override
    public ScheduledExecutorService timer() {
        return timer;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public void close() {
        provider.close();
        timer.shutdownNow();
        threads.shutdown();
    }
}
