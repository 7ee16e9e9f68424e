package io.guarded.example.demo;

import io.guarded.example.chat.SlowAnswers;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the demo says once it runs. */
final class Text {

    private static final String QUESTION = "Why is the sky blue?";

    private Text() {}

    static String whatToTry(List<Site> sites, int redisPort, Operator operator) {
        String api = sites.get(0).page() + "api";
        String ask = "curl -iN -H 'Content-Type: text/plain' -d '" + QUESTION + "' " + api + "/chat/ada/";
        return String.join(
                "\n",
                "",
                "Open this in a browser, the chat in a second tab as well, and try what the cards say:",
                "    " + sites.stream().map(Site::page).collect(Collectors.joining("\n    ")),
                "",
                sites.size() == 1
                        ? "mvn -Pdemo -Dnodes=2 starts two nodes with one Redis and one database."
                        : "The nodes share a Redis and a database: migrate on both, start the timer on both, pause the"
                                + "\nholder of an account on one and book on the other.",
                "",
                "Or by hand. Ask something. The answer comes word by word, with status 200, for some "
                        + SlowAnswers.lasting(QUESTION).toSeconds() + " seconds:",
                "    " + ask + "1",
                "",
                "Ask again in the same session, from a second terminal, while the answer comes: status 429",
                "    " + ask + "1",
                "",
                "Ask in another session meanwhile: status 200",
                "    " + ask + "2",
                "",
                "The answer as events, and how to stop it:",
                "    " + ask + "3 -H 'Accept: text/event-stream'",
                "    curl -X POST " + api + "/chat/ada/3/stop",
                "",
                "Is the session busy? And who holds what in Redis?",
                "    curl " + api + "/chat/ada/1/status",
                "    redis-cli -p " + redisPort + " keys 'lock:*'",
                "",
                "See in a browser who holds what while an answer comes, and free it by force; the answer goes on without its",
                "lock, so that the next question is let in. User " + Operator.NAME + ", password " + operator.password()
                        + ":",
                "    " + api + "/guarded/console.html",
                "    curl -u " + Operator.NAME + ":" + operator.password() + " " + api + "/guarded/locks",
                "",
                "The data is migrated by one node at a time:",
                "    curl -X POST " + api + "/migration",
                "");
    }

    static String whatToSee(List<Server> servers) {
        return String.join(
                "\n",
                "The log has every acquire, wait and release with its times, the metrics and spans of OpenTelemetry every ten",
                "seconds, and the line of an observer when a migration is busy:",
                each(servers, server -> "tail -f " + server.site().log()),
                "",
                "Health, with what is known of Redis once a lock was wanted:",
                each(servers, server -> "curl http://localhost:" + server.site().managementPort() + "/health/ready"),
                "",
                "JMX, the MBean io.guarded:type=LockManager:",
                each(servers, server -> "jconsole " + server.pid()),
                "",
                "Ctrl-C ends the demo, " + (servers.size() == 1 ? "the server" : "the servers")
                        + " and the redis-server.",
                "");
    }

    private static String each(List<Server> servers, Function<Server, String> line) {
        return servers.stream().map(server -> "    " + line.apply(server)).collect(Collectors.joining("\n"));
    }
}
