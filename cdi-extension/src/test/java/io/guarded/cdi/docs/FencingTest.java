package io.guarded.cdi.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.LockSpec;
import io.guarded.NamedLock;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the code of docs/fencing.md on a real table. */
class FencingTest {

    @ApplicationScoped
    static class Accounts {

        @Inject
        DataSource database;

        @Inject
        LockHandle handle;

        @Guarded(name = "account:{id}", type = Guarded.REDIS, fenced = true)
        public void book(String id, long amount) throws SQLException {
            long balance = balance(id);
            write(id, balance + amount, handle.fencingToken());
        }

        void write(String id, long balance, long token) throws SQLException {
            try (Connection connection = database.getConnection();
                    PreparedStatement update = connection.prepareStatement(
                            "update account set balance = ?, token = ? where id = ? and token <= ?")) {
                update.setLong(1, balance);
                update.setLong(2, token);
                update.setString(3, id);
                update.setLong(4, token);
                if (update.executeUpdate() == 0) {
                    throw new IllegalStateException("a later holder has written account " + id);
                }
            }
        }

        long balance(String id) throws SQLException {
            try (Connection connection = database.getConnection();
                    PreparedStatement query = connection.prepareStatement("select balance from account where id = ?")) {
                query.setString(1, id);
                try (ResultSet rows = query.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        }
    }

    @ApplicationScoped
    static class Database {

        private static final JdbcDataSource SOURCE = new JdbcDataSource();

        static {
            SOURCE.setURL("jdbc:h2:mem:fencing;DB_CLOSE_DELAY=-1");
        }

        @Produces
        DataSource source() {
            return SOURCE;
        }
    }

    private WeldContainer container;
    private Accounts accounts;

    @BeforeEach
    void deploy() throws SQLException {
        execute("create table account (id varchar(20) primary key, balance bigint, token bigint default 0 not null)");
        execute("insert into account (id, balance) values ('a', 100)");
        container = Containers.start(Accounts.class, Database.class, InPlaceOfRedis.class);
        accounts = container.select(Accounts.class).get();
    }

    @AfterEach
    void undeploy() throws SQLException {
        container.close();
        execute("shutdown");
    }

    private static void execute(String command) throws SQLException {
        try (Connection connection = Database.SOURCE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    @Test
    void eachHolderWritesWithAHigherToken() throws SQLException {
        accounts.book("a", 5);
        accounts.book("a", 7);

        assertThat(accounts.balance("a")).isEqualTo(112);
    }

    /** As if the first holder had been stopped for longer than its lease: it goes on and believes that it holds. */
    @Test
    void aHolderThatWasStoppedIsRefusedByTheRow() throws SQLException {
        LockManager locks = container.select(LockManager.class).get();
        NamedLock lock =
                locks.getOrCreate(LockSpec.of("account:a").type(Guarded.REDIS).fenced());
        long stale;
        try (LockHandle paused = lock.acquireAsync(Duration.ZERO).join()) {
            stale = paused.fencingToken();
            assertThat(lock.forceRelease(locks.locks().get(0).id())).isTrue();
        }

        accounts.book("a", 5);

        assertThatThrownBy(() -> accounts.write("a", 0, stale)).hasMessageContaining("a later holder");
        assertThat(accounts.balance("a")).isEqualTo(105);
    }
}
