package io.guarded.example.demo;

import io.guarded.redis.testing.RedisServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** Starts a redis-server and WildFly with the example, says what to try, and ends both when it is ended itself. */
public final class Demo {

    private static final PrintStream OUT = System.out;

    private Demo() {}

    /**
     * Runs the demo until it is interrupted.
     *
     * @param args WildFly's directory, the WAR and the port
     */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[2]);
        requireFree(port);
        requireFree(port + 1);
        OUT.println("Starting redis-server");
        try (RedisServer redis = RedisServer.start()) {
            OUT.println("Starting WildFly, which takes half a minute or so");
            Operator operator = Operator.make();
            try (Server server = Server.start(Path.of(args[0]), Path.of(args[1]), port, redis.url(), operator)) {
                server.awaitDeployment(() -> OUT.println("..."));
                OUT.println(Text.whatToTry(port, redis.port(), operator));
                OUT.println(Text.whatToSee(port + 1, server.log(), server.pid()));
                server.awaitEnd();
            }
        }
    }

    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "port " + port + " is taken; choose another with mvn -Pdemo -Ddemo.port=" + (port + 1), e);
        }
    }
}
