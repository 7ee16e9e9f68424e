package io.guarded.redis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.redis.testing.Proxy.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProxyTest {

    private static final int SHORT_MILLIS = 100;

    private ServerSocket listener;
    private Proxy proxy;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = Proxy.to(listener.getLocalPort());
        client = open();
        server = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        listener.close();
        client.close();
        server.close();
    }

    private Socket open() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        client.getOutputStream().write(1);
        assertThat(server.getInputStream().read()).isEqualTo(1);
        server.getOutputStream().write(2);
        assertThat(client.getInputStream().read()).isEqualTo(2);
    }

    @Test
    void keepsWhatIsStoppedAndCarriesTheOtherWay() throws Exception {
        proxy.stop(Direction.TO_CLIENT);
        server.getOutputStream().write(3);
        proxy.awaitHit(Direction.TO_CLIENT);

        assertSilent(client);
        client.getOutputStream().write(4);
        assertThat(server.getInputStream().read()).isEqualTo(4);

        proxy.resume();
        assertThat(client.getInputStream().read()).isEqualTo(3);
    }

    @Test
    void closesWhatHasLostBytesAtTheEndOfTheFault() throws Exception {
        proxy.lose(Direction.TO_CLIENT);
        server.getOutputStream().write(5);
        proxy.awaitHit(Direction.TO_CLIENT);
        assertSilent(client);

        proxy.resume();

        client.setSoTimeout(0);
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        try (Socket next = open();
                Socket accepted = listener.accept()) {
            accepted.getOutputStream().write(6);
            assertThat(next.getInputStream().read()).isEqualTo(6);
        }
    }

    @Test
    void cutsAndConnectsAgain() throws IOException {
        proxy.cut();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        assertThat(server.getInputStream().read()).isEqualTo(-1);
        try (Socket refused = open()) {
            assertThat(refused.getInputStream().read()).isEqualTo(-1);
        }

        proxy.resume();

        // the one that was refused was not joined to the server, or it would come first here
        try (Socket next = open();
                Socket accepted = listener.accept()) {
            next.getOutputStream().write(7);
            assertThat(accepted.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void delaysOneWay() throws IOException {
        proxy.delay(Direction.TO_SERVER, Duration.ofMillis(200));
        long start = System.nanoTime();

        client.getOutputStream().write(8);

        assertThat(server.getInputStream().read()).isEqualTo(8);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000);
    }

    @Test
    void clientOfAServerThatIsAwaySeesItsConnectionClosed() throws IOException {
        listener.close();

        try (Socket next = open()) {
            assertThat(next.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SHORT_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(0);
    }
}
