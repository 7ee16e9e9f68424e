package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A lock by hand meets the hold of another node in Redis. */
@ArquillianTest
class MigrationIT {

    private static final String KEY = "lock:migration:v2.0";

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("migration", Redis.SERVER.url());
    }

    @Test
    void nodeGoesOnWithoutWhileAnotherMigrates() {
        Client client = new Client(base).awaitRedis();
        // the database may have outlived another run
        assertThat(client.delete("migration").statusCode()).isEqualTo(204);
        Redis.SERVER.command("HSET", KEY, "another-node:1", "1");
        Redis.SERVER.command("PEXPIRE", KEY, "600000");

        assertThat(client.post("migration", "").body()).isEqualTo("another node is migrating");

        Redis.SERVER.command("DEL", KEY);
        assertThat(client.post("migration", "").body()).isEqualTo("migrated");
        assertThat(client.post("migration", "").body()).isEqualTo("nothing to migrate");
        assertThat(Redis.has(KEY)).isFalse();
    }
}
