package io.guarded.example.fencing;

import io.guarded.Guarded;
import io.guarded.LockHandle;
import io.guarded.LockName;
import io.guarded.example.store.Row;
import io.guarded.example.store.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Books on accounts. A holder that was overtaken believes that it holds; the row knows better. */
@ApplicationScoped
public class Accounts {

    @Inject
    Rows rows;

    @Inject
    Standstill standstill;

    @Inject
    LockHandle hold;

    /**
     * Reads a balance and writes it anew. The lease is short and not renewed, so that one sees at once what else would take a
     * process that is stopped. By default such a call ends with LockLostException as well; with {@code SIGNAL} it tells
     * what the row said, which is what counts.
     *
     * @param account which account
     * @param amount what to add
     * @param isPaused whether to stand still between the two, until it is woken
     * @return what became of it
     */
    @Guarded(
            name = "account:{account}",
            type = Guarded.REDIS,
            timeout = 30,
            lease = 2,
            fenced = true,
            onLost = Guarded.OnLost.SIGNAL)
    public Booking book(String account, long amount, boolean isPaused) {
        long token = hold.fencingToken();
        long balance = rows.read(row(account)).amount() + amount;
        if (isPaused) {
            standstill.of(account, token);
        }
        return new Booking(token, balance, rows.write(new Row(row(account), balance, token)));
    }

    /**
     * Looks at an account, without its lock.
     *
     * @param account which account
     * @return what is known of it
     */
    public Account look(String account) {
        Row row = rows.read(row(account));
        return new Account(row.amount(), row.token(), standstill.token(account));
    }

    private static String row(String account) {
        return LockName.of("account", account).toString();
    }
}
