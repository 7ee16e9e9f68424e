package io.guarded.cdi;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the holds that transactions keep: by the transaction, whose other calls re-enter, and by the thread that came last,
 * which would wait for itself in another transaction.
 */
final class TransactionHolds {

    /**
     * Where a hold is found.
     *
     * @param owner the registry's key of a transaction, or a thread
     */
    record Place(Object owner, String lockName) {

        Place ofThisThread() {
            return new Place(Thread.currentThread(), lockName);
        }
    }

    private final Map<Place, TransactionHold> places = new ConcurrentHashMap<>();

    /** Gives the hold of a transaction, or the one to which a thread came last. */
    @Nullable
    TransactionHold at(Place place) {
        return places.isEmpty() ? null : places.get(place);
    }

    /** Keeps a hold for its transaction and for the calling thread, in place of the thread that came before. */
    void come(TransactionHold hold) {
        synchronized (hold) {
            if (!hold.isOver) {
                places.remove(hold.last, hold);
                hold.last = hold.place.ofThisThread();
                places.put(hold.last, hold);
                places.put(hold.place, hold);
            }
        }
    }

    /** Forgets a hold for good. Idempotent. */
    void end(TransactionHold hold) {
        synchronized (hold) {
            hold.isOver = true;
            places.remove(hold.last, hold);
            places.remove(hold.place, hold);
        }
    }
}
