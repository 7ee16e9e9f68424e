package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.guarded.it.wrong.NoBeanResource;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A resource with a guard runs under it or not at all, whether the server makes it a bean or not. */
@ArquillianTest
@DisabledIfSystemProperty(
        named = "arquillian.launch",
        matches = "payara-micro",
        disabledReason = "there each deployment has a port of its own, and that of one made by a test is not told")
class NoBeanIT {

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "running", testable = false)
    static WebArchive war() {
        return Wars.example("running", Redis.SERVER.url());
    }

    @Deployment(name = "no-bean", managed = false, testable = false)
    static WebArchive withoutAScope() {
        return Wars.example("no-bean", Redis.SERVER.url()).addClass(NoBeanResource.class);
    }

    @Test
    void guardIsKeptOrTheApplicationFails(@ArquillianResource @OperateOnDeployment("running") URL running)
            throws Exception {
        ServerLog log = ServerLog.fromNow();
        Throwable failure = catchThrowable(() -> deployer.deploy("no-bean"));
        try {
            if (failure == null) {
                URL base = URI.create(running.toString().replace("/running", "/no-bean"))
                        .toURL();
                HttpResponse<String> answer = new Client(base).get("no-bean");
                if (answer.statusCode() == 200) {
                    assertThat(answer.body()).isEqualTo("guarded");
                    return;
                }
            }
            log.awaitText("GUARD-060");
        } finally {
            if (failure == null) {
                deployer.undeploy("no-bean");
            }
        }
    }
}
