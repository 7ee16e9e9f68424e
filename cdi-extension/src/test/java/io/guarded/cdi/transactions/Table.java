package io.guarded.cdi.transactions;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.XAConnection;
import org.h2.jdbcx.JdbcDataSource;

/** A real table; what is written belongs to the transaction of the thread. */
@ApplicationScoped
class Table {

    private final JdbcDataSource source = new JdbcDataSource();

    private volatile Runnable atEnd = () -> {};

    @Inject
    TransactionManager transactions;

    Table() {
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @PostConstruct
    void create() {
        execute("create table entry (text varchar(50))");
    }

    @PreDestroy
    void drop() {
        execute("shutdown");
    }

    private void execute(String command) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Has something done when a transaction with this table is about to be committed or rolled back in the database. */
    void atEnd(Runnable task) {
        atEnd = task;
    }

    void insert(String text) throws Exception {
        Transaction transaction = transactions.getTransaction();
        XAConnection connection = source.getXAConnection();
        transaction.registerSynchronization(new AtEnd(() -> close(connection)));
        transaction.enlistResource(new Watched(connection.getXAResource(), () -> atEnd.run()));
        try (PreparedStatement insert = connection.getConnection().prepareStatement("insert into entry values (?)")) {
            insert.setString(1, text);
            insert.execute();
        }
    }

    /** Gives what everybody sees. */
    List<String> committed() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select text from entry order by text")) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void close(XAConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
