package io.guarded.redis;

import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.internal.InternalThreadLocalMap;
import java.util.function.Supplier;

/**
 * Leaves the calling thread as it was found. Netty keeps buffers and more in a ThreadLocal of each thread that uses it; the
 * threads of a server outlive the application, and with that they would keep its class loader for ever.
 */
final class BorrowedThread {

    private BorrowedThread() {}

    static void run(Runnable task) {
        call(() -> {
            task.run();
            return true;
        });
    }

    static <T> T call(Supplier<T> task) {
        // a thread that knew netty before is one of netty's own, or its owner wants to keep what is there
        boolean isClean = InternalThreadLocalMap.getIfSet() == null;
        try {
            return task.get();
        } finally {
            if (isClean) {
                FastThreadLocal.removeAll();
            }
        }
    }
}
