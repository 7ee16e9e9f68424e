package io.guarded.core;

import io.guarded.spi.LockProvider.Scope;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The registry gives one instance for a name as long as anyone refers to it, in every interleaving: it behaves like a map,
 * although at the start it still knows an instance that the collector has taken.
 *
 * <p>Seen to catch: forgetting a collected instance by its name alone, which throws out the one that another thread has just
 * made in its place.
 */
@Param(name = "name", gen = IntGen.class, conf = "0:1")
@Param(name = "tag", gen = IntGen.class, conf = "1:9")
public final class NamedLocksLincheckTest {

    /** Made before, and kept: only the test decides what nobody refers to. */
    private static final List<StoreLock> LOCKS = locks();

    private final NamedLocks names = new NamedLocks();

    public NamedLocksLincheckTest() throws ReflectiveOperationException {
        names.getOrCreate("0", name -> LOCKS.get(0));
        Field byName = NamedLocks.class.getDeclaredField("byName");
        byName.setAccessible(true);
        ((Map<?, ?>) byName.get(names)).values().forEach(entry -> ((Reference<?>) entry).enqueue());
    }

    private static List<StoreLock> locks() {
        Rules rules = new Rules(Settings.read(property -> Optional.empty()));
        Gates gates = new Gates(rules, Interleavings.stopped(), Runnable::run);
        Store store = Store.of(new CountingStore(Scope.JVM));
        List<StoreLock> locks = new ArrayList<>();
        for (int tag = 0; tag < 10; tag++) {
            locks.add(new StoreLock(
                    gates,
                    new Definition("lock", "" + tag, store, null, true, Duration.ofHours(1), Duration.ZERO, false)));
        }
        return locks;
    }

    private static int tag(StoreLock lock) {
        return lock == null ? -1 : Integer.parseInt(lock.definition().key());
    }

    @Operation
    public int getOrCreate(@Param(name = "name") int name, @Param(name = "tag") int tag) {
        return tag(names.getOrCreate("" + name, any -> LOCKS.get(tag)));
    }

    @Operation
    public int find(@Param(name = "name") int name) {
        return tag(names.find("" + name));
    }

    @Operation
    public boolean remove(@Param(name = "name") int name) {
        return names.remove("" + name);
    }

    @Validate
    public void removedNamesLeaveNothing() {
        names.remove("0");
        names.remove("1");
        names.forEach((name, lock) -> {
            throw new AssertionError("left: " + name);
        });
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void oneInstanceForANameWhileAnyoneRefersToIt() {
        Interleavings.scenarios(10, 150)
                .sequentialSpecification(Sequential.class)
                .check(NamedLocksLincheckTest.class);
    }

    /** What the registry is to look like. */
    public static final class Sequential {

        private final Map<Integer, Integer> tags = new HashMap<>();

        public int getOrCreate(int name, int tag) {
            return tags.computeIfAbsent(name, absent -> tag);
        }

        public int find(int name) {
            return tags.getOrDefault(name, -1);
        }

        public boolean remove(int name) {
            return tags.remove(name) != null;
        }
    }
}
