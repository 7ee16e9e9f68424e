package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockBusyException;
import io.guarded.LockLostException;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamingTest {

    @ApplicationScoped
    static class Chat {
        @Guarded(name = "chat", timeout = Guarded.IMMEDIATE)
        public StreamingOutput answer(StreamingOutput body) {
            return body;
        }

        @Guarded(name = "chat", timeout = Guarded.IMMEDIATE)
        public Response response(StreamingOutput body) {
            return Response.status(202, "Thinking")
                    .header("X-Kept", "yes")
                    .entity(body)
                    .build();
        }

        @Guarded(name = "chat", timeout = Guarded.IMMEDIATE)
        public Response plain() {
            return Response.ok("text").build();
        }

        @Guarded(name = "chat", timeout = Guarded.IMMEDIATE)
        public Object anything(StreamingOutput body) {
            return body;
        }

        @Guarded(name = "chat", timeout = Guarded.IMMEDIATE)
        public void nested() {}
    }

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private WeldContainer container;
    private Chat chat;

    @BeforeEach
    void deploy() {
        container = Containers.start(Chat.class);
        chat = container.select(Chat.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
        System.clearProperty("guarded.stream-start");
    }

    static void sayHello(OutputStream output) throws IOException {
        output.write("hello".getBytes(StandardCharsets.UTF_8));
    }

    private boolean isHeld() {
        return container.select(LockManager.class).get().find("chat").isPresent();
    }

    @Test
    void theLockIsHeldUntilTheStreamIsWritten() throws Exception {
        boolean[] held = new boolean[1];
        StreamingOutput stream = chat.answer(out -> {
            held[0] = isHeld();
            sayHello(out);
        });

        assertThat(isHeld()).isTrue();
        assertThatThrownBy(() -> chat.answer(out -> {})).isInstanceOf(LockBusyException.class);

        stream.write(output);
        assertThat(held[0]).isTrue();
        assertThat(output).hasToString("hello");
        assertThat(isHeld()).isFalse();
    }

    @Test
    void writingReentersTheHold() throws Exception {
        chat.answer(out -> {
                    chat.nested();
                    sayHello(out);
                })
                .write(output);

        assertThat(output).hasToString("hello");
        assertThat(isHeld()).isFalse();
    }

    @Test
    void aFailingWriteReleasesAndThrowsItsOwn() {
        IOException own = new IOException("client gone");
        StreamingOutput stream = chat.answer(out -> {
            throw own;
        });

        assertThatThrownBy(() -> stream.write(output)).isSameAs(own);
        assertThat(isHeld()).isFalse();
    }

    @Test
    void aStreamIsWrittenOnce() throws Exception {
        StreamingOutput stream = chat.answer(StreamingTest::sayHello);
        stream.write(output);

        assertThatThrownBy(() -> stream.write(output)).isInstanceOf(IllegalStateException.class);
        assertThat(output).hasToString("hello");
    }

    @Test
    void aStreamThatNeverBeginsIsReleased() {
        container.close();
        System.setProperty("guarded.stream-start", "50ms");
        deploy();
        StreamingOutput stream = chat.answer(StreamingTest::sayHello);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !isHeld());
        assertThatThrownBy(() -> stream.write(output))
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("was not begun within 50 ms");
        assertThat(output.size()).isZero();
    }

    @Test
    void aResponseKeepsItsStatusAndHeaders() throws Exception {
        Response response = chat.response(StreamingTest::sayHello);

        assertThat(isHeld()).isTrue();
        assertThat(response.getStatusInfo().getStatusCode()).isEqualTo(202);
        assertThat(response.getStatusInfo().getReasonPhrase()).isEqualTo("Thinking");
        assertThat(response.getHeaderString("X-Kept")).isEqualTo("yes");

        ((StreamingOutput) response.getEntity()).write(output);
        assertThat(isHeld()).isFalse();
    }

    @Test
    void aResponseWithoutAStreamEndsWithTheCall() {
        assertThat(chat.plain().getEntity()).isEqualTo("text");
        assertThat(isHeld()).isFalse();
    }

    @Test
    void aStreamBehindObjectIsGuardedToo() throws Exception {
        StreamingOutput stream = (StreamingOutput) chat.anything(StreamingTest::sayHello);

        assertThat(isHeld()).isTrue();
        stream.write(output);
        assertThat(isHeld()).isFalse();
    }
}
