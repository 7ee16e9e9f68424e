package io.guarded.cdi.observe;

import io.guarded.Guarded;
import io.guarded.Guarded.OnBusy;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.NamedLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Is a bean whose guards and locks are got, refused, skipped, waited for and lost. */
@ApplicationScoped
class Busy {

    @Inject
    LockManager manager;

    @Guarded(name = "user:{id}", timeout = Guarded.IMMEDIATE)
    public void refused(String id) {}

    @Guarded(name = "user:{id}", timeout = Guarded.IMMEDIATE, onBusy = OnBusy.SKIP)
    public void skipped(String id) {}

    @Guarded(name = "user:{id}", timeout = 30)
    public void waiting(String id) {}

    @Guarded(name = "user:{id}", timeout = 30)
    public void during(String id, CountDownLatch inside, CountDownLatch end) throws InterruptedException {
        inside.countDown();
        if (!end.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the test has not gone on");
        }
    }

    /** Loses a lock by hand. */
    void lose() {
        NamedLock lock = manager.getOrCreate("secret-of-a-user");
        LockHandle handle = lock.acquire(Duration.ofSeconds(30));
        lock.forceRelease(manager.locks().stream()
                .filter(info -> info.name().equals("secret-of-a-user"))
                .findFirst()
                .orElseThrow()
                .id());
        handle.close();
    }
}
