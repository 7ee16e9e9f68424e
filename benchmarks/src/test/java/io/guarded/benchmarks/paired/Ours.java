package io.guarded.benchmarks.paired;

import io.guarded.LockHandle;
import io.guarded.LockManager;

/** Makes contenders of a manager whose stores are asked over a network. */
final class Ours {

    private Ours() {}

    static Contender guarded(String label, LockManager manager) {
        return Contender.of(label, (Loop.Pair) (name, work) -> {
            try (LockHandle held = manager.getOrCreate(name).acquire()) {
                work.once();
            }
        });
    }
}
