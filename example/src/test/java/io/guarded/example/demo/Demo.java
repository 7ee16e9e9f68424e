package io.guarded.example.demo;

import io.guarded.redis.testing.RedisServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/** Starts a redis-server and WildFly with the example, says what to try, and ends both when it is ended itself. */
public final class Demo {

    private static final PrintStream OUT = System.out;
    private static final int MOST = 9;

    private Demo() {}

    /**
     * Runs the demo until it is interrupted.
     *
     * @param args WildFly's directory, the WAR, the port of the first node and how many nodes there are to be
     */
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        List<Site> sites = Site.of(home.resolveSibling("nodes"), nodes(args[3]), Integer.parseInt(args[2]));
        for (Site site : sites) {
            requireFree(site.port());
            requireFree(site.managementPort());
        }
        OUT.println("Starting redis-server");
        try (RedisServer redis = RedisServer.start();
                Servers servers = new Servers()) {
            OUT.println("Starting WildFly" + (sites.size() > 1 ? ", " + sites.size() + " times" : "")
                    + ", which takes half a minute or so");
            run(home, Path.of(args[1]), sites, redis, servers);
        }
    }

    private static void run(Path home, Path war, List<Site> sites, RedisServer redis, Servers servers)
            throws IOException, InterruptedException {
        Operator operator = Operator.make();
        start(home, war, sites, redis, operator, servers);
        OUT.println(Text.whatToTry(sites, redis.port(), operator));
        OUT.println(Text.whatToSee(servers.all()));
        for (Server server : servers.all()) {
            server.watch(OUT::println);
        }
        // one may be killed to see what the others do
        for (Server server : servers.all()) {
            server.awaitEnd();
        }
    }

    /** Returns when all nodes answer; what was started until then is among the servers even if one of them does not start. */
    static void start(Path home, Path war, List<Site> sites, RedisServer redis, Operator operator, Servers servers)
            throws IOException, InterruptedException {
        Database database = Database.in(sites.get(0).directory().getParent());
        for (Site site : sites) {
            servers.add(Server.start(home, war, site, redis.url(), operator, database));
        }
        Runnable progress = () -> {
            OUT.println("...");
            servers.all().forEach(Server::require);
        };
        for (Server server : servers.all()) {
            server.awaitDeployment(progress);
            server.awaitLocks(progress);
            OUT.println(server.site().name() + " is there");
        }
    }

    private static int nodes(String asked) {
        int nodes = Integer.parseInt(asked);
        if (nodes < 1 || nodes > MOST) {
            throw new IllegalArgumentException("-Dnodes=" + asked + ": 1 to " + MOST + " nodes can be shown");
        }
        return nodes;
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
