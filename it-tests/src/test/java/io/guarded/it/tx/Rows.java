package io.guarded.it.tx;

import io.guarded.it.app.Gate;
import io.guarded.it.app.Gates;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Is a table in the server's own database. What is written belongs to the transaction of the thread. */
@ApplicationScoped
public class Rows {

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource source;

    @Resource
    TransactionSynchronizationRegistry registry;

    @Inject
    Gates gates;

    /** Writes a row, and makes the commit wait at the gate of that name. */
    public void insertAndWaitAtCommit(String name) {
        insert(name);
        registry.registerInterposedSynchronization(new AtCommit(gates.of(name)));
    }

    /** Writes a row, and waits at the gate of that name when the transaction has ended, before its owner goes on. */
    public void insertAndWaitAfterTheEnd(String name) {
        insert(name);
        registry.registerInterposedSynchronization(new AfterTheEnd(gates.of(name)));
    }

    /** Writes a row, and waits at the gate of that name when the transaction cannot be committed any more. */
    public void insertAndOutlive(String name) {
        insert(name);
        long begin = System.nanoTime();
        while (registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(60)) {
                throw new IllegalStateException("the transaction does not time out");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        waitAtGate(name);
    }

    /** Waits at the gate of a name. */
    public void waitAtGate(String name) {
        gates.of(name).pass();
    }

    /** Writes a row. */
    public void insert(String name) {
        if (registry.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("no transaction is active");
        }
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into entry values (?)")) {
            insert.setString(1, name);
            insert.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says how many rows there are, as the calling transaction sees it. */
    public int count(String name) {
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement("select count(*) from entry where name = ?")) {
            select.setString(1, name);
            try (ResultSet counted = select.executeQuery()) {
                counted.next();
                return counted.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private record AfterTheEnd(Gate gate) implements Synchronization {

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            gate.pass();
        }
    }

    private record AtCommit(Gate gate) implements Synchronization {

        @Override
        public void beforeCompletion() {
            gate.pass();
        }

        @Override
        public void afterCompletion(int status) {}
    }
}
