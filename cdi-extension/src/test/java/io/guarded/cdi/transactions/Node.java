package io.guarded.cdi.transactions;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.ats.jta.cdi.TransactionExtension;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import io.guarded.core.CloseableLockManager;
import io.guarded.core.LockManagers;
import jakarta.transaction.TransactionManager;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** An application with Narayana and a table, and beside it another node that uses the same store and the same table. */
final class Node implements AutoCloseable {

    static {
        // what is in doubt after a crash is of no interest here, and no directory is to be left behind
        keepNothing(BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class));
        keepNothing(BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, "communicationStore"));
        keepNothing(BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, "stateStore"));
    }

    private static void keepNothing(ObjectStoreEnvironmentBean store) {
        store.setObjectStoreType(VolatileStore.class.getName());
        store.setObjectStoreDir("target/object-store");
    }

    final MemoryProvider store = new MemoryProvider();
    final CloseableLockManager other = LockManagers.of(store);
    final WeldContainer container;
    final TransactionManager transactions;
    final LockManager manager;
    final Table table;

    Node(Class<?>... beans) {
        this(weld -> {}, beans);
    }

    private Node(Consumer<Weld> more, Class<?>... beans) {
        Stores.use(store);
        Weld weld = Containers.weld(beans)
                .addBeanClasses(Stores.class, Table.class)
                .addExtension(new TransactionExtension());
        more.accept(weld);
        container = weld.initialize();
        transactions = get(TransactionManager.class);
        manager = get(LockManager.class);
        table = get(Table.class);
    }

    /** Makes one that has more in it than beans. */
    static Node with(Consumer<Weld> more, Class<?>... beans) {
        return new Node(more, beans);
    }

    <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    /** Tells whether another node would get the lock now. */
    boolean isFree(String name) {
        Optional<?> handle = other.getOrCreate(name).tryAcquire().map(held -> {
            held.close();
            return held;
        });
        return handle.isPresent();
    }

    /** Takes the lock away from whoever holds it, as an operator can. */
    void lose(String name) {
        String id = manager.locks().stream()
                .filter(lock -> lock.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
        if (!manager.getOrCreate(name).forceRelease(id)) {
            throw new AssertionError("not taken away");
        }
    }

    /** Runs a task on another thread, to its end. */
    static <T> T elsewhere(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new Thread(future);
        thread.start();
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception own ? own : failure;
        }
    }

    /** Writes in the transaction of the calling thread. */
    Void write(String text) throws Exception {
        table.insert(text);
        return null;
    }

    @Override
    public void close() {
        container.close();
        other.close();
    }
}
