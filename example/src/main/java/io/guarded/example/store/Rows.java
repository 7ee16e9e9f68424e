package io.guarded.example.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
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
        return connected(connection -> {
            makeSureOf(connection, row.id());
            try (PreparedStatement update = connection.prepareStatement(
                    "update guarded_example set amount = ?, token = ? where id = ? and token <= ?")) {
                update.setLong(1, row.amount());
                update.setLong(2, row.token());
                update.setString(3, row.id());
                update.setLong(4, row.token());
                return update.executeUpdate() == 1;
            }
        });
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

    private static <T> T connected(Work<T> work) {
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

    @SuppressWarnings("BanJNDI") // the name is a constant
    private static DataSource database() {
        try {
            return InitialContext.doLookup("java:comp/DefaultDataSource");
        } catch (NamingException e) {
            throw new IllegalStateException("this server has no default database, which this part needs", e);
        }
    }
}
