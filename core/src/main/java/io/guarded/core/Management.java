package io.guarded.core;

import io.guarded.LockException;
import io.guarded.LockInfo;
import io.guarded.LockName;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.jspecify.annotations.Nullable;

/** Shows a manager in JMX until it is closed: the server's registry would keep a whole application alive. */
final class Management implements LocksMBean {

    private static final String[] COLUMNS = {
        "name", "id", "type", "key", "node", "thread", "since", "remaining", "waiters"
    };
    private static final String[] INDEX = {"name", "id"};

    private final CloseableLockManager manager;
    private final ObjectName objectName;

    private Management(CloseableLockManager manager, ObjectName objectName) {
        this.manager = manager;
        this.objectName = objectName;
    }

    /** Several managers, of several applications, may be in one JVM. A name that cannot be had costs only the view. */
    static @Nullable Management start(CloseableLockManager manager) {
        try {
            ObjectName objectName = new ObjectName("io.guarded:type=LockManager,id=" + UUID.randomUUID());
            Management management = new Management(manager, objectName);
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new StandardMBean(management, LocksMBean.class), objectName);
            return management;
        } catch (JMException | RuntimeException failure) {
            Journal.write(Level.WARNING, () -> "locks are not shown in JMX", failure);
            return null;
        }
    }

    void close() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(objectName);
        } catch (JMException | RuntimeException failure) {
            Journal.write(Level.DEBUG, () -> "the locks were not in JMX any more", failure);
        }
    }

    @Override
    public TabularData locks() {
        try {
            OpenType<?>[] types = new OpenType<?>[COLUMNS.length];
            Arrays.fill(types, SimpleType.STRING);
            types[COLUMNS.length - 1] = SimpleType.INTEGER;
            CompositeType row = new CompositeType("lock", "who holds a lock", COLUMNS, COLUMNS, types);
            TabularData table = new TabularDataSupport(new TabularType("locks", "who holds what", row, INDEX));
            for (LockInfo lock : plainly(manager::locks)) {
                // a store may list a hold twice while it changes
                if (!table.containsKey(new Object[] {lock.name(), lock.id()})) {
                    table.put(new CompositeDataSupport(row, COLUMNS, values(lock)));
                }
            }
            return table;
        } catch (OpenDataException impossible) {
            throw new IllegalStateException("the columns are constant", impossible);
        }
    }

    /** The name and the id as they are, because they are what forceRelease takes. */
    private static Object[] values(LockInfo lock) {
        return new Object[] {
            lock.name(),
            lock.id(),
            lock.type(),
            LockName.printable(lock.key()),
            lock.node(),
            lock.thread().orElse(""),
            lock.since().map(Object::toString).orElse(""),
            lock.remaining().map(Object::toString).orElse("no end"),
            lock.waiters()
        };
    }

    @Override
    public Map<String, String> getStores() {
        Map<String, String> stores = new TreeMap<>();
        manager.condition().forEach((type, problem) -> stores.put(type, problem.orElse("UP")));
        return stores;
    }

    @Override
    public boolean forceRelease(String name, String id) {
        return plainly(() -> manager.forceRelease(name, id, "JMX"));
    }

    /** Whoever asks from another JVM has only Java's own classes. */
    private static <T> T plainly(Supplier<T> call) {
        try {
            return call.get();
        } catch (LockException failure) {
            throw new IllegalStateException(failure.getMessage());
        }
    }
}
