package io.guarded.core;

import io.guarded.LockName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows the holds of a key that threads may be inside of: the one that holds, and those that lost and were not closed yet.
 * A thread inside enters again; inside a lost one it is told so, instead of waiting for the next holder. Guarded by the
 * gate's monitor.
 */
final class Entered {

    /** Nearly always none. */
    private List<Grant> lost = List.of();

    boolean isEmpty() {
        return lost.isEmpty();
    }

    /** Not if its last handle was closed between the loss and now: nobody would come to have it forgotten. */
    void addLost(Grant grant) {
        if (grant.isOpen()) {
            lost = new ArrayList<>(lost);
            lost.add(grant);
        }
    }

    void forget(Grant grant) {
        if (!lost.isEmpty()) {
            lost.remove(grant);
        }
    }

    /** Settles a waiter whose thread is inside already; false if it is not. */
    boolean reenter(Waiter waiter, @Nullable Grant holder) {
        Grant inside = find(waiter.thread, holder);
        if (inside == null) {
            return false;
        }
        if (waiter.definition.isFenced() && !inside.definition.isFenced()) {
            waiter.settle(new IllegalStateException("lock \"" + LockName.printable(waiter.definition.name())
                    + "\" is fenced, but this thread holds it without a fencing token; fence the outer one too"));
            return true;
        }
        if (!inside.reenter(waiter.thread)) {
            return false;
        }
        waiter.settle(inside);
        return true;
    }

    private @Nullable Grant find(@Nullable Thread thread, @Nullable Grant holder) {
        if (holder != null && holder.isInside(thread)) {
            return holder;
        }
        for (Grant grant : lost) {
            if (grant.isInside(thread)) {
                return grant;
            }
        }
        return null;
    }
}
