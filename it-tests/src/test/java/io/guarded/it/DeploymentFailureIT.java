package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.guarded.it.wrong.MisspeltMessage;
import io.guarded.it.wrong.UnknownPlaceholder;
import io.guarded.it.wrong.UnknownType;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A wrong definition stops the deployment and says what, where and how to mend it. */
@ArquillianTest
class DeploymentFailureIT {

    /** Payara Micro is started with the application, and goes on without it: only its log says so. */
    private static final boolean IS_SILENT =
            System.getProperty("arquillian.launch").equals("payara-micro");

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "type", managed = false, testable = false)
    static WebArchive unknownType() {
        return Wars.example("type", Redis.SERVER.url()).addClass(UnknownType.class);
    }

    @Deployment(name = "placeholder", managed = false, testable = false)
    static WebArchive unknownPlaceholder() {
        return Wars.example("placeholder", Redis.SERVER.url()).addClass(UnknownPlaceholder.class);
    }

    @Deployment(name = "message", managed = false, testable = false)
    static WebArchive misspeltMessage() {
        return Wars.example("message", Redis.SERVER.url()).addClass(MisspeltMessage.class);
    }

    @Deployment(name = "artifact", managed = false, testable = false)
    static WebArchive withoutTheArtifact() {
        WebArchive war = Wars.example("artifact", Redis.SERVER.url());
        war.getContent(Filters.include("/WEB-INF/lib/guarded-redis-.*")).keySet().stream()
                .toList()
                .forEach((ArchivePath path) -> war.delete(path));
        return war;
    }

    @Test
    void unknownTypeIsNamed() {
        assertThat(failureOf("type"))
                .contains("GUARD-007", UnknownType.class.getName() + ".run", "carrier-pigeon", "Use a known type");
    }

    @Test
    void unknownPlaceholderIsNamed() {
        assertThat(failureOf("placeholder"))
                .contains("GUARD-001", UnknownPlaceholder.class.getName() + ".run", "{order}", "customer");
    }

    @Test
    @DisabledIfSystemProperty(
            named = "arquillian.launch",
            matches = "payara-micro",
            disabledReason = "it has no message-driven beans")
    void aMistakeInAMessageDrivenBeanIsNamed() {
        assertThat(failureOf("message"))
                .contains("GUARD-001", MisspeltMessage.class.getName() + ".onMessage", "{massage}", "message");
    }

    @Test
    void missingArtifactIsNamed() {
        assertThat(failureOf("artifact")).contains("GUARD-007", "ChatResource.chat", "redis", "guarded-redis");
    }

    /** What the deployer is told and what the server logs: each server says it in one of the two. */
    private String failureOf(String deployment) {
        ServerLog log = ServerLog.fromNow();
        Throwable failure = catchThrowable(() -> deployer.deploy(deployment));
        if (IS_SILENT) {
            return logged(log, deployment);
        }
        assertThat(failure).as("the failure of the deployment").isNotNull();
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace + log.awaitText("GUARD-");
    }

    private String logged(ServerLog log, String deployment) {
        try {
            return log.awaitText("GUARD-");
        } finally {
            deployer.undeploy(deployment);
        }
    }
}
