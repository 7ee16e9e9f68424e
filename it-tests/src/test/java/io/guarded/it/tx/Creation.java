package io.guarded.it.tx;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Makes the table. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Creation {

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource source;

    @PostConstruct
    void create() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists entry (name varchar(100))");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
