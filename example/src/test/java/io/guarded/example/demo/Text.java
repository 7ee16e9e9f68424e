package io.guarded.example.demo;

import java.nio.file.Path;

/** What the demo says once it runs. */
final class Text {

    private Text() {}

    static String whatToTry(int port, int redisPort, Operator operator) {
        String api = "http://localhost:" + port + "/guarded-example/api";
        String ask = "curl -iN -H 'Content-Type: text/plain' -d 'Why is the sky blue?' " + api + "/chat/ada/";
        return String.join(
                "\n",
                "",
                "The example runs at " + api,
                "",
                "Ask something. The answer comes word by word, with status 200, for ten seconds:",
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

    static String whatToSee(int managementPort, Path log, long pid) {
        return String.join(
                "\n",
                "The log has every acquire, wait and release with its times, the metrics and spans of OpenTelemetry every ten",
                "seconds, and the line of an observer when a migration is busy:",
                "    tail -f " + log,
                "",
                "Health, with what is known of Redis once a lock was wanted:",
                "    curl http://localhost:" + managementPort + "/health/ready",
                "",
                "JMX, the MBean io.guarded:type=LockManager:",
                "    jconsole " + pid,
                "",
                "Ctrl-C ends the demo, the server and the redis-server.",
                "");
    }
}
