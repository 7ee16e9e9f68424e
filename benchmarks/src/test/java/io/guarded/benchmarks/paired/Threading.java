package io.guarded.benchmarks.paired;

import com.google.common.util.concurrent.Striped;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.LockManagers;
import io.guarded.threading.ThreadingLockProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import org.springframework.integration.support.locks.DefaultLockRegistry;

/** Makes contenders whose locks are in this JVM. */
final class Threading {

    private Threading() {}

    static CloseableLockManager manager(String... configuration) {
        Map<String, String> values = Map.of(configuration[0], configuration[1]);
        return LockManagers.builder()
                .providers(List.of(new ThreadingLockProvider()))
                .config(property -> Optional.ofNullable(values.get(property)))
                .build();
    }

    static Contender guarded(String label, LockManager manager) {
        return Contender.of(label, (Loop) (name, work, until) -> {
            long pairs = 0;
            while (until.goesOn()) {
                try (LockHandle held = manager.getOrCreate(name).acquire()) {
                    work.once();
                }
                pairs++;
            }
            return pairs;
        });
    }

    static Contender guardedKept(String label, LockManager manager) {
        return Contender.of(label, (Loop) (name, work, until) -> {
            var lock = manager.getOrCreate(name);
            long pairs = 0;
            while (until.goesOn()) {
                try (LockHandle held = lock.acquire()) {
                    work.once();
                }
                pairs++;
            }
            return pairs;
        });
    }

    static Contender byHand(String label) {
        CountedLocks locks = new CountedLocks();
        return Contender.of(label, (Loop) (name, work, until) -> {
            long pairs = 0;
            while (until.goesOn()) {
                CountedLocks.Counted lock = locks.lock(name);
                try {
                    work.once();
                } finally {
                    locks.unlock(name, lock);
                }
                pairs++;
            }
            return pairs;
        });
    }

    static Contender striped(String label) {
        Striped<Lock> striped = Striped.lazyWeakLock(1_024);
        return Contender.of(label, (Loop) (name, work, until) -> {
            long pairs = 0;
            while (until.goesOn()) {
                Lock lock = striped.get(name);
                lock.lock();
                try {
                    work.once();
                } finally {
                    lock.unlock();
                }
                pairs++;
            }
            return pairs;
        });
    }

    static Contender spring(String label) {
        DefaultLockRegistry registry = new DefaultLockRegistry();
        return Contender.of(label, (Loop) (name, work, until) -> {
            long pairs = 0;
            while (until.goesOn()) {
                Lock lock = registry.obtain(name);
                lock.lock();
                try {
                    work.once();
                } finally {
                    lock.unlock();
                }
                pairs++;
            }
            return pairs;
        });
    }

    static Contender reentrantLock(String label, boolean isFair) {
        ReentrantLock lock = new ReentrantLock(isFair);
        return Contender.of(label, (Loop) (name, work, until) -> {
            long pairs = 0;
            while (until.goesOn()) {
                lock.lock();
                try {
                    work.once();
                } finally {
                    lock.unlock();
                }
                pairs++;
            }
            return pairs;
        });
    }

    static Contender stampedLock(String label) {
        StampedLock lock = new StampedLock();
        return Contender.of(label, (Loop) (name, work, until) -> {
            long pairs = 0;
            while (until.goesOn()) {
                long stamp = lock.writeLock();
                try {
                    work.once();
                } finally {
                    lock.unlockWrite(stamp);
                }
                pairs++;
            }
            return pairs;
        });
    }
}
