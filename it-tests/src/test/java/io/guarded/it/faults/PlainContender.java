package io.guarded.it.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.redisson.Redisson;
import org.redisson.api.RFuture;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** Is Redisson as it comes, but for the lease. */
final class PlainContender implements Contender {

    private final RedissonClient client;

    private PlainContender(Config config) {
        client = Redisson.create(config.setCodec(StringCodec.INSTANCE).setLockWatchdogTimeout(Times.LEASE.toMillis()));
    }

    static PlainContender at(String url) {
        Config config = new Config();
        config.useSingleServer().setAddress(url);
        return new PlainContender(config);
    }

    static PlainContender of(String yaml) {
        return new PlainContender(Config.fromYAML(yaml));
    }

    @Override
    public String name() {
        return "redisson";
    }

    RLock lock(String lock) {
        return client.getLock(Site.key(lock));
    }

    /** Asks Redis, as an application that wants to know would have to. */
    RFuture<Boolean> isHeldByThisThread(String key) {
        return client.getLock(key).isHeldByThreadAsync(Thread.currentThread().getId());
    }

    @Override
    public Held hold(String lock) {
        RLock taken = lock(lock);
        taken.lock();
        return new Held(taken.getName(), new CompletableFuture<>(), taken::unlock);
    }

    @Override
    public String takes(String lock, Duration wait) {
        try {
            return lock(lock).tryLock(wait.toMillis(), TimeUnit.MILLISECONDS) ? Answer.GIVEN : "false";
        } catch (RedisException refused) {
            return refused.getClass().getSimpleName();
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
