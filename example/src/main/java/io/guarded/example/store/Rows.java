package io.guarded.example.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Keeps rows in the server's default database. To read one and then to write it is safe only under a lock. It looks for the
 * database when it is needed: a server without one has the rest of the example.
 */
@ApplicationScoped
public class Rows {

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Reads a row.
     *
     * @param id whose
     * @return the row, of zeros if it was never written
     */
    public Row read(String id) {
        return connected(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select amount, token from guarded_example where id = ?")) {
                select.setString(1, id);
                try (ResultSet found = select.executeQuery()) {
                    return found.next() ? new Row(id, found.getLong(1), found.getLong(2)) : new Row(id, 0, 0);
                }
            }
        });
    }

    /**
     * Writes a row unless somebody with a higher token has written it; compares and writes in one step.
     *
     * @param row what to write
     * @return whether it was written
     */
    public boolean write(Row row) {
        return write(List.of(row));
    }

    /**
     * Writes rows that belong together, each as {@link #write(Row)} does: all of them in one transaction, or none.
     *
     * @param rows what to write
     * @return whether they were written; false if one of them was refused
     */
    public boolean write(List<Row> rows) {
        return connected(connection -> {
            connection.setAutoCommit(false);
            try {
                boolean isWritten = writeAll(connection, rows);
                if (isWritten) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                return isWritten;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            } finally {
                // it goes back to a pool
                connection.setAutoCommit(true);
            }
        });
    }

    private static boolean writeAll(Connection connection, List<Row> rows) throws SQLException {
        for (Row row : rows) {
            makeSureOf(connection, row.id());
            try (PreparedStatement update = connection.prepareStatement(
                    "update guarded_example set amount = ?, token = ? where id = ? and token <= ?")) {
                update.setLong(1, row.amount());
                update.setLong(2, row.token());
                update.setString(3, row.id());
                update.setLong(4, row.token());
                if (update.executeUpdate() != 1) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void makeSureOf(Connection connection, String id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into guarded_example"
                + " select ?, 0, 0 where not exists (select 1 from guarded_example where id = ?)")) {
            insert.setString(1, id);
            insert.setString(2, id);
            insert.executeUpdate();
        } catch (SQLIntegrityConstraintViolationException other) {
            // another node was first, and that is as good
        }
    }

    private <T> T connected(Work<T> work) {
        try (Connection connection = database().getConnection()) {
            try (PreparedStatement create = connection.prepareStatement("create table if not exists guarded_example"
                    + " (id varchar(1000) primary key, amount bigint not null, token bigint not null)")) {
                create.execute();
            }
            return work.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the server's default database does not do its work", e);
        }
    }

    /**
     * Looks for the database.
     *
     * @return where the connections come from
     */
    @SuppressWarnings("BanJNDI") // the name is a constant
    protected DataSource database() {
        try {
            return InitialContext.doLookup("java:comp/DefaultDataSource");
        } catch (NamingException e) {
            throw new IllegalStateException("this server has no default database, which this part needs", e);
        }
    }
}
