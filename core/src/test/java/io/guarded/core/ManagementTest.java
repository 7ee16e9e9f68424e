package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.guarded.LockHandle;
import io.guarded.spi.LockProvider;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each manager that wants it is in JMX with its locks, as long as it lives. */
final class ManagementTest {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private static CloseableLockManager manager() {
        return manager(new MemoryStore());
    }

    private static CloseableLockManager manager(LockProvider store) {
        return LockManagers.builder()
                .providers(List.of(store))
                .config(property -> Optional.ofNullable(
                        Map.of("guarded.default-type", store.type()).get(property)))
                .jmx()
                .build();
    }

    private static Set<ObjectName> names() throws Exception {
        return SERVER.queryNames(new ObjectName("io.guarded:type=LockManager,*"), null);
    }

    @Test
    void locksAreListedAndFreedByTheirId() throws Exception {
        try (CloseableLockManager manager = manager()) {
            ObjectName bean = names().iterator().next();
            LockHandle held = manager.getOrCreate("order:7").acquire();

            TabularData locks = locks(bean);
            CompositeData row = (CompositeData) locks.values().iterator().next();
            assertThat(row.get("name")).isEqualTo("order:7");
            assertThat(row.get("type")).isEqualTo("memory");
            assertThat(row.get("thread")).isEqualTo(Thread.currentThread().getName());
            assertThat(row.get("waiters")).isEqualTo(0);
            assertThat(SERVER.getAttribute(bean, "Stores")).isNotNull();

            assertThat(free(bean, "order:7", "another")).isEqualTo(false);
            assertThat(held.isHeld()).isTrue();
            assertThat(free(bean, "order:7", row.get("id"))).isEqualTo(true);
            assertThat(held.isHeld()).isFalse();
        }
    }

    private static TabularData locks(ObjectName bean) throws Exception {
        return (TabularData) SERVER.invoke(bean, "locks", new Object[0], new String[0]);
    }

    /** Whoever collects attributes reads them all, every few seconds. */
    @Test
    void noAttributeSearchesTheStores() throws Exception {
        try (CloseableLockManager manager = manager()) {
            assertThat(manager.list()).isEmpty();
            assertThat(SERVER.getMBeanInfo(names().iterator().next()).getAttributes())
                    .extracting(MBeanAttributeInfo::getName)
                    .containsExactly("Stores");
        }
    }

    @Test
    void aHoldThatAStoreListsTwiceIsOneRow() throws Exception {
        ScriptedStore store = new ScriptedStore();
        try (CloseableLockManager manager = manager(store)) {
            LockHandle held = manager.getOrCreate("a").acquire();
            store.isListedTwice = true;

            assertThat(locks(names().iterator().next()).size()).isEqualTo(1);
            held.close();
        }
    }

    /** Another JVM has only Java's own classes. */
    @Test
    void aStoreThatFailsIsToldInClassesThatEverybodyHas() throws Exception {
        ScriptedStore store = new ScriptedStore();
        try (CloseableLockManager manager = manager(store)) {
            manager.getOrCreate("a");
            store.acquiring = ScriptedStore.Mood.BROKEN;
            ObjectName bean = names().iterator().next();

            for (ThrowingCallable call : List.<ThrowingCallable>of(() -> locks(bean), () -> free(bean, "a", "1"))) {
                Throwable failure = catchThrowable(call);
                assertThat(failure).rootCause().hasMessageContaining("the store failed");
                for (Throwable each = failure; each != null; each = each.getCause()) {
                    assertThat(each.getClass().getName()).startsWith("java");
                }
            }
        }
    }

    private static Object free(ObjectName bean, String name, Object id) throws Exception {
        String[] types = {String.class.getName(), String.class.getName()};
        return SERVER.invoke(bean, "forceRelease", new Object[] {name, id}, types);
    }

    @Test
    void managersHaveNamesOfTheirOwnAndLeaveWithTheirEnd() throws Exception {
        try (CloseableLockManager one = manager();
                CloseableLockManager two = manager()) {
            assertThat(one).isNotSameAs(two);
            assertThat(names()).hasSize(2);
        }
        assertThat(names()).isEmpty();
    }
}
