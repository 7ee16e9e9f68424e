package io.guarded.it;

import static io.guarded.it.Refusals.assertBusy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.guarded.it.jms.Letters;
import java.net.URL;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A guard holds for an EJB that is called by messages. */
@ArquillianTest
@DisabledIfSystemProperty(named = "arquillian.launch", matches = "payara-micro", disabledReason = "it has no broker")
class MessagesIT {

    @ArquillianResource
    URL base;

    private final String name = UUID.randomUUID().toString();

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.example("messages", Redis.SERVER.url()).addPackage(Letters.class.getPackage());
    }

    @Test
    void messagesOfOneNameAreWorkedOnOneAfterTheOther() {
        Client client = new Client(base).awaitRedis();
        String lock = "letters/" + name + "/lock";

        client.post("letters/" + name, "");
        client.post("letters/" + name, "");

        // who has the lock may be on its way in while the other waits already
        until(() -> client.get("gates/" + name).body().equals("1"));
        until(() -> client.get("letters/" + name + "/waiters").body().equals("1"));
        assertThat(client.get("gates/" + name).body()).as("inside").isEqualTo("1");
        assertBusy(client.post(lock, ""));

        client.post("gates/" + name, "");
        client.post("gates/" + name, "");
        until(() -> client.post(lock, "").statusCode() == 204);
        until(() -> client.get("gates/" + name).body().equals("0"));
    }

    private static void until(Callable<Boolean> state) {
        await().atMost(Duration.ofMinutes(1)).until(state);
    }
}
