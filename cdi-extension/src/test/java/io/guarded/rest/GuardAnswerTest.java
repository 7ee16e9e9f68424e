package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import io.guarded.LockName;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client is told of a guard that was busy. */
class GuardAnswerTest {

    @ApplicationScoped
    public static class Chat {
        @Guarded(name = "session:{user}", timeout = Guarded.IMMEDIATE)
        public String chat(String user) {
            return "hello " + user;
        }

        @Guarded(name = "own:{user}", timeout = Guarded.IMMEDIATE, busyStatus = 409)
        public String own(String user) {
            return "hello " + user;
        }

        @Guarded(name = "told:{user}", timeout = Guarded.IMMEDIATE, message = "chat.busy")
        public String told(String user) {
            return "hello " + user;
        }
    }

    @Path("/")
    public static class Resource {
        static Chat chat;

        @GET
        @Path("chat/{user}")
        public String chat(@PathParam("user") String user) {
            return chat.chat(user);
        }

        @GET
        @Path("own/{user}")
        public String own(@PathParam("user") String user) {
            return chat.own(user);
        }

        @GET
        @Path("told/{user}")
        public String told(@PathParam("user") String user) {
            return chat.told(user);
        }
    }

    @TempDir
    java.nio.file.Path bundles;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private WeldContainer container;
    private LockManager locks;
    private Requests requests;

    @BeforeEach
    void start() {
        container = Containers.start(Chat.class);
        Resource.chat = container.select(Chat.class).get();
        locks = container.select(LockManager.class).get();
        requests = new Requests(Resource.class, LockExceptionMapper.class);
    }

    @AfterEach
    void end() {
        Thread.currentThread().setContextClassLoader(before);
        container.close();
        System.getProperties().keySet().removeIf(key -> ("" + key).startsWith("guarded.rest."));
    }

    /** Somebody else's hold. */
    private LockHandle held(String first, String user) throws Exception {
        return CompletableFuture.supplyAsync(
                        () -> locks.getOrCreate(LockName.of(first, user)).acquire())
                .get(20, TimeUnit.SECONDS);
    }

    private Requests.Reply whileHeld(String first, String user, String path, String language) throws Exception {
        LockHandle held = held(first, user);
        try {
            return requests.get(path, language);
        } finally {
            held.close();
        }
    }

    @Test
    void theTemplateIsToldAndNotTheValues() throws Exception {
        assertThat(whileHeld("session", "ada", "chat/ada", "en").body())
                .contains("\"detail\":\"session:{user} is in use\"")
                .doesNotContain("ada");
    }

    @Test
    void theNameIsToldEscapedIfThatIsConfigured() throws Exception {
        System.setProperty("guarded.rest.expose-names", "true");

        String body = whileHeld("session", "a\r\nb", "chat/a%0D%0Ab", "en").body();

        assertThat(body).contains("session:a%0D%0Ab").doesNotContain("\r").doesNotContain("\n");
    }

    @Test
    void theStatusOfBusyCanBeAnother() throws Exception {
        System.setProperty("guarded.rest.busy-status", "423");

        Requests.Reply reply = whileHeld("session", "ada", "chat/ada", "en");

        assertThat(reply.status()).isEqualTo(423);
        assertThat(reply.response().getStatusInfo().getReasonPhrase()).isEqualTo("Locked");
        assertThat(reply.body()).contains("\"status_code\":423");
    }

    @Test
    void theStatusOfAGuardComesBeforeThatOfAll() throws Exception {
        System.setProperty("guarded.rest.busy-status", "423");

        Requests.Reply reply = whileHeld("own", "ada", "own/ada", "en");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.response().getStatusInfo().getReasonPhrase()).isEqualTo("Conflict");
        assertThat(reply.body()).contains("\"status_code\":409");
        assertThat(reply.header("Retry-After")).isNotNull();
    }

    @Test
    void theConfigurationGivesOneGuardAStatus() throws Exception {
        container.close();
        String property = Chat.class.getName() + "/chat/Guarded/busyStatus";
        System.setProperty(property, "423");
        try {
            start();
        } finally {
            System.clearProperty(property);
        }

        assertThat(whileHeld("session", "ada", "chat/ada", "en").status()).isEqualTo(423);
        assertThat(whileHeld("told", "ada", "told/ada", "en").status()).isEqualTo(429);
    }

    @Test
    void theMessageOfAGuardIsToldAsItIs() throws Exception {
        assertThat(whileHeld("told", "ada", "told/ada", "en").body()).contains("\"error\":\"chat.busy\"");
    }

    @Test
    void theApplicationsBundleHasTheMessageInTheClientsLanguage() throws Exception {
        Files.writeString(bundles.resolve("guarded-messages.properties"), "chat.busy = I am thinking");
        Files.writeString(bundles.resolve("guarded-messages_zh.properties"), "chat.busy = AI 正在思考中，请稍后再试");
        Files.writeString(bundles.resolve("guarded-messages_fr.properties"), "busy = Occupé");
        try (URLClassLoader own = new URLClassLoader(new URL[] {bundles.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(own);

            assertThat(whileHeld("told", "ada", "told/ada", "zh-CN").body()).contains("\"error\":\"AI 正在思考中，请稍后再试\"");
            assertThat(whileHeld("told", "ada", "told/ada", "en").body()).contains("\"error\":\"I am thinking\"");
            assertThat(whileHeld("told", "ada", "told/ada", "de").body()).contains("\"error\":\"I am thinking\"");
            Requests.Reply french = whileHeld("session", "ada", "chat/ada", "fr");
            assertThat(french.body()).contains("\"error\":\"Occupé\"").contains("is in use");
            assertThat(french.header("Content-Language")).isEqualTo("fr");
        }
    }
}
