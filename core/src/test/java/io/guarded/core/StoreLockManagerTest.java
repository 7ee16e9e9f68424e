package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockHandle;
import io.guarded.LockInfo;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import io.guarded.spi.LockProvider.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a manager knows by name, what it lists, and when it refuses another definition. */
final class StoreLockManagerTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ScriptedStore cluster = new ScriptedStore();
    private final CountingStore jvm = new CountingStore(Scope.JVM, true);
    private final CloseableLockManager manager = LockManagers.builder()
            .providers(List.of(cluster, jvm))
            .config(property -> Optional.ofNullable(
                    Map.of("guarded.default-type", "scripted").get(property)))
            .executor(Runnable::run)
            .build();

    @AfterEach
    void end() {
        manager.close();
    }

    @Test
    void oneNameHasOneInstanceWithItsNameAndType() {
        NamedLock lock = manager.getOrCreate("n");

        assertThat(manager.getOrCreate("n")).isSameAs(lock);
        assertThat(manager.getOrCreate("m")).isNotSameAs(lock);
        assertThat(manager.create(LockSpec.of("n"))).isNotSameAs(lock);
        assertThat(lock.name()).isEqualTo("n");
        assertThat(lock.type()).isEqualTo("scripted");
    }

    @Test
    void idleLockAdoptsTheNewestDefinition() {
        NamedLock lock = manager.getOrCreate("n");
        LockHandle other = manager.getOrCreate("m").acquire();

        assertThat(manager.getOrCreate("n", "counting")).isSameAs(lock);

        assertThat(lock.type()).isEqualTo("counting");
        try (LockHandle held = lock.acquire()) {
            assertThat(held.isHeld()).isTrue();
            assertThat(jvm.isFree()).isFalse();
        }
        other.close();
    }

    /** What it was first asked for by is not what it still is. */
    @Test
    void idleLockGoesBackToADefinitionThatItHadBefore() {
        NamedLock lock = manager.getOrCreate("n");
        manager.getOrCreate("n", "counting");
        assertThat(lock.type()).isEqualTo("counting");

        assertThat(manager.getOrCreate("n")).isSameAs(lock);

        assertThat(lock.type()).isNotEqualTo("counting");
    }

    @Test
    void idleLockAdoptsAnotherKey() {
        NamedLock lock = manager.getOrCreate(LockSpec.of("n").type("counting"));
        manager.getOrCreate(LockSpec.of("n").type("counting").key("other"));

        try (LockHandle held = lock.acquire()) {
            assertThat(held.isHeld()).isTrue();
            assertThat(((StoreLockManager) manager).gate("lock:other")).isNotNull();
            assertThat(((StoreLockManager) manager).gate("lock:n")).isNull();
        }
        assertThat(((StoreLockManager) manager).gate("lock:other")).isNull();
    }

    @Test
    void lockInUseIsNotGivenAnotherTypeOrLease() {
        NamedLock lock = manager.getOrCreate("n");
        LockHandle held = lock.acquire();

        assertThatThrownBy(() -> manager.getOrCreate("n", "counting"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("type counting")
                .hasMessageContaining("type scripted");
        assertThatThrownBy(() -> manager.getOrCreate(LockSpec.of("n").lease(LONG)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PT1H");

        assertThat(lock.type()).isEqualTo("scripted");
        held.close();
    }

    /** As it is when nobody refers to the instance any more, which the garbage collector decides. */
    @Test
    void nameInUseIsNotGivenAnotherLeaseWhenItsInstanceIsForgotten() {
        LockHandle held = manager.getOrCreate("n").acquire();
        manager.remove("n");

        assertThatThrownBy(() -> manager.getOrCreate(LockSpec.of("n").lease(LONG)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PT1H");
        assertThatThrownBy(() -> manager.getOrCreate("n", "counting"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("type counting");
        assertThat(manager.getOrCreate("n").isLocked()).isTrue();

        held.close();
        manager.remove("n");
        assertThat(manager.getOrCreate(LockSpec.of("n").lease(LONG)).isLocked()).isFalse();
    }

    @Test
    void lockIsFoundWhileItIsKnownOrInUse() {
        assertThat(manager.find("n")).isEmpty();
        NamedLock known = manager.getOrCreate("n");
        assertThat(manager.find("n")).containsSame(known);

        LockHandle held = manager.create(LockSpec.of("m").type("counting")).acquire();
        assertThat(manager.find("m")).hasValueSatisfying(found -> {
            assertThat(found.name()).isEqualTo("m");
            assertThat(found.type()).isEqualTo("counting");
            assertThat(found.isLocked()).isTrue();
        });
        assertThat(manager.find("other")).isEmpty();
        held.close();

        assertThat(manager.find("m")).isEmpty();
        assertThat(manager.list()).containsOnlyKeys("n");
        assertThat(known.isLocked()).isFalse();
    }

    @Test
    void lockThatWasFoundIsTheOneOfItsName() {
        LockHandle held = manager.create(LockSpec.of("n")).acquire();
        NamedLock found = manager.find("n").orElseThrow();

        assertThat(manager.find("n")).containsSame(found);
        held.close();
        assertThat(manager.find("n")).isEmpty();
        assertThat(manager.getOrCreate("n")).isSameAs(found);
        assertThat(manager.find("n")).containsSame(found);
        assertThat(manager.list()).containsOnlyKeys("n");
    }

    /** It was only found, so nobody has said what it is to be. */
    @Test
    void lockThatWasFoundIsWhatIsInUseByItsName() {
        LockHandle held = manager.create(LockSpec.of("n").key("a")).acquire();
        NamedLock found = manager.find("n").orElseThrow();
        held.close();

        LockHandle next = manager.create(LockSpec.of("n").key("b")).acquire();

        assertThat(found.isLocked()).isFalse();
        assertThat(manager.find("n")).containsSame(found);
        assertThat(found.isLocked()).isTrue();
        next.close();
    }

    @Test
    void lockThatIsFoundAfterItsNameWasForgottenIsTheOneOfItsName() {
        LockHandle held = manager.getOrCreate("n").acquire();
        manager.remove("n");

        NamedLock found = manager.find("n").orElseThrow();

        assertThat(manager.find("n")).containsSame(found);
        assertThat(manager.getOrCreate("n")).isSameAs(found);
        assertThat(manager.remove("n")).isTrue();
        held.close();
    }

    @Test
    void knownAndUsedNamesAreListedWithTheirTypes() {
        NamedLock known = manager.getOrCreate("known");
        LockHandle held = manager.create(LockSpec.of("held").type("counting")).acquire();

        assertThat(manager.list()).containsExactly(Map.entry("held", "counting"), Map.entry("known", "scripted"));

        held.close();
        assertThat(manager.list()).containsOnlyKeys("known");
        assertThat(known.name()).isEqualTo("known");
    }

    @Test
    void removedNameIsForgottenAndItsLockGoesOn() {
        NamedLock lock = manager.getOrCreate("n");
        LockHandle held = lock.acquire();

        assertThat(manager.remove("n")).isTrue();
        assertThat(manager.remove("n")).isFalse();

        NamedLock next = manager.getOrCreate("n");
        assertThat(next).isNotSameAs(lock);
        assertThat(next.acquireAsync(LONG)).isNotDone();
        held.close();
    }

    @Test
    void ownHoldIsListedWithWhatOnlyThisJvmKnows() {
        LockHandle held =
                manager.getOrCreate(LockSpec.of("the name").key("the key")).acquire();
        CompletableFuture<LockHandle> waiting =
                manager.getOrCreate(LockSpec.of("the name").key("the key")).acquireAsync(LONG);

        LockInfo info = manager.locks().get(0);

        assertThat(manager.locks()).hasSize(1);
        assertThat(info.name()).isEqualTo("the name");
        assertThat(info.key()).isEqualTo("lock:the key");
        assertThat(info.type()).isEqualTo("scripted");
        assertThat(info.node()).isEqualTo("node-1");
        assertThat(info.id()).isEqualTo(cluster.id(cluster.holders.get("lock:the key")) + "~0");
        assertThat(info.thread()).contains(Thread.currentThread().getName());
        assertThat(info.since()).isPresent();
        assertThat(info.remaining()).contains(Duration.ofSeconds(1));
        assertThat(info.waiters()).isEqualTo(1);
        waiting.cancel(true);
        held.close();
        assertThat(manager.locks()).isEmpty();
    }

    @Test
    void holdOfAnotherNodeIsListedByItsKey() {
        cluster.holders.put("lock:b", -9L);
        cluster.holders.put("lock:a", -8L);
        cluster.holders.put("elsewhere:c", -7L);
        CompletableFuture<LockHandle> waiting = manager.getOrCreate("b").acquireAsync(LONG);

        List<LockInfo> locks = manager.locks();

        assertThat(locks).extracting(LockInfo::name).containsExactly("a", "b");
        assertThat(locks).extracting(LockInfo::waiters).containsExactly(0, 1);
        assertThat(locks.get(1).thread()).isEmpty();
        assertThat(locks.get(1).since()).isEmpty();
        waiting.cancel(true);
    }

    /** As after a restart, or where locks are taken by hand only. */
    @Test
    void storeOfTheDefaultTypeIsAskedThoughNobodyHasUsedIt() {
        cluster.holders.put("lock:a", -8L);

        assertThat(manager.condition()).isEmpty();
        LockInfo other = manager.locks().get(0);
        assertThat(other.name()).isEqualTo("a");
        assertThat(manager.forceRelease("a", other.id(), "me")).isTrue();
        assertThat(cluster.holders).isEmpty();
    }

    @Test
    void storeOfAnotherTypeIsAskedOnceALockOfItWasWanted() {
        try (CloseableLockManager other = LockManagers.builder()
                .providers(List.of(cluster, jvm))
                .config(property -> Optional.ofNullable(
                        Map.of("guarded.default-type", "counting").get(property)))
                .executor(Runnable::run)
                .build()) {
            cluster.holders.put("lock:a", -8L);
            assertThat(other.locks()).isEmpty();
            assertThat(other.condition()).isEmpty();

            assertThat(other.getOrCreate("b", "scripted").isLocked()).isFalse();

            assertThat(other.locks()).extracting(LockInfo::name).containsExactly("a");
        }
    }

    /** The key was lost to another node, and nobody has told this one. */
    @Test
    void holdThatOnlyHasTheKeyOfOursIsNotOurs() {
        LockHandle held = manager.getOrCreate(LockSpec.of("the name").key("k")).acquire();
        cluster.holders.put("lock:k", -9L);

        assertThat(manager.locks()).singleElement().satisfies(info -> {
            assertThat(info.name()).isEqualTo("k");
            assertThat(info.thread()).isEmpty();
        });
        held.close();
    }

    @Test
    void forcedReleaseIsOfAnIdThatHolds() {
        NamedLock lock = manager.getOrCreate("n");
        LockHandle held = lock.acquire();

        assertThat(lock.forceRelease("nobody")).isFalse();
        assertThat(held.isHeld()).isTrue();
        assertThat(lock.forceRelease(manager.locks().get(0).id())).isTrue();

        assertThat(held.isHeld()).isFalse();
        assertThat(lock.isLocked()).isFalse();
        held.close();
    }

    @Test
    void joinedLockNeedsAName() {
        assertThatThrownBy(() -> manager.multi(new LockSpec[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one name");
    }
}
