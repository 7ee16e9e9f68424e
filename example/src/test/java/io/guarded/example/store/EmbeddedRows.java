package io.guarded.example.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Keeps rows in an H2 of its own: what it does is that of a server's database, without a server. */
public final class EmbeddedRows extends Rows {

    private final JdbcDataSource database = new JdbcDataSource();

    public EmbeddedRows() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Override
    protected DataSource database() {
        return database;
    }

    /** Has the database refuse an amount of a row, as it refuses what it has no room for. */
    public void refuse(Row row) throws SQLException {
        // makes sure that there is a table
        read(row.id());
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table guarded_example add check (id <> '" + row.id() + "' or amount <> "
                    + row.amount() + ")");
        }
    }
}
