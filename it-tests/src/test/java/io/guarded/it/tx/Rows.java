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

    private record AtCommit(Gate gate) implements Synchronization {

        @Override
        public void beforeCompletion() {
            gate.pass();
        }

        @Override
        public void afterCompletion(int status) {}
    }
}
