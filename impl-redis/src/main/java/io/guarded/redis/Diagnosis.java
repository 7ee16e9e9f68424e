package io.guarded.redis;

import io.guarded.LockName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says in one message why Redis cannot be used: what, where, and the remedy. Only texts of Redis are quoted; those of Redisson
 * may contain what was sent.
 *
 * @param where the address or the setting that leads to Redis, without a password
 * @param user the Redis user; "default" if none was given
 * @param rights what the user needs
 */
record Diagnosis(String where, String user, Permissions rights) {

    /** What Redis says of itself, in its first word. */
    private static final Pattern STATE =
            Pattern.compile("\\b(LOADING|BUSY|CLUSTERDOWN|MASTERDOWN|MISCONF|NOREPLICAS|TRYAGAIN)\\b");

    /** What Redisson adds to an answer of Redis: connection, command and what was sent. */
    private static final Pattern REDISSONS = Pattern.compile("(?s)\\.? channel: \\[id: .*");

    private static final Pattern COMMAND = Pattern.compile("run the '([a-z|]+)' command");

    String of(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        if (cause instanceof SelfTest.FailedStep failed) {
            return ofStep(failed.step(), texts(failed));
        }
        if (cause instanceof NoClientException none) {
            return none.reason();
        }
        return ofConnection(texts(cause));
    }

    private String ofStep(SelfTest.Step step, String texts) {
        if (Failures.isRefusedPermission(texts)) {
            Lack lack = lack(step, texts);
            String name = LockName.printable(user);
            return "the user \"" + name + "\" of Redis at " + where + " lacks a right for " + lack.what()
                    + ". Give it: ACL SETUSER " + name + " " + lack.rights()
                    + " (a user for locks alone needs: " + rights.all() + ")";
        }
        if (texts.contains("WRONGTYPE")) {
            return "Redis at " + where + " has something else than a lock under a key of the self-test; see"
                    + " guarded.key-prefix";
        }
        if (texts.contains("unknown command") || texts.contains("Unknown Redis")) {
            return "Redis at " + where + " does not know a command that locks need; they need Redis 6 or later, with"
                    + " scripts";
        }
        if (texts.contains(SelfTest.NO)) {
            return "Redis at " + where + " lost the lock of the self-test within seconds. Look for what deletes keys: a"
                    + " full memory that evicts, a FLUSHALL, a failover";
        }
        return ofConnection(texts);
    }

    /** Redis tells whether a key, a channel or a command is refused (6.2 and 7 in different words). */
    private Lack lack(SelfTest.Step step, String texts) {
        if (texts.contains("channel")) {
            return new Lack("the channel redisson_lock__channel:{…}", rights.channels());
        }
        Matcher command = COMMAND.matcher(texts);
        if (command.find()) {
            return new Lack("the command " + command.group(1), rights.commands());
        }
        if (texts.contains("run this command")) {
            return new Lack("a command", rights.commands());
        }
        return new Lack(step.needs(), rights.keys());
    }

    /** Only the rights of one kind: Redis refuses patterns for a user that has all keys, or all channels. */
    private record Lack(String what, String rights) {}

    private String ofConnection(String texts) {
        if (texts.contains("WRONGPASS") || texts.contains("invalid password") || texts.contains("invalid username")) {
            return "Redis at " + where + " refuses the user or the password. Correct guarded.redis.username and"
                    + " guarded.redis.password, or the user and password of the address";
        }
        if (texts.contains("NOAUTH")) {
            return "Redis at " + where + " wants a password. Set guarded.redis.password, and guarded.redis.username if"
                    + " the user is not \"default\"";
        }
        if (texts.contains("max number of clients")) {
            return "Redis at " + where
                    + " has no room for another client. Raise its maxclients, or find who has so many" + " connections";
        }
        if (texts.contains("READONLY")) {
            return "Redis at " + where + " is a replica that takes no writes. Give the address of the master, or let"
                    + " guarded.redis.config name the sentinels or all nodes";
        }
        if (texts.contains("OutOfMemory") || texts.contains("OOM")) {
            return "Redis at " + where + " has no memory left for a lock. Raise its maxmemory, or delete keys";
        }
        if (texts.contains("NotSslRecordException")) {
            return "Redis at " + where + " does not speak TLS. Correct the port, or write redis:// if the network may"
                    + " read passwords";
        }
        if (texts.contains("SSL") || texts.contains("Certificate") || texts.contains("certificate")) {
            return "the certificate of Redis at " + where + " is not trusted, has expired or is for another host. Give"
                    + " its authority in a trust store (sslTruststore in guarded.redis.config, or"
                    + " -Djavax.net.ssl.trustStore), and the host name that it is for";
        }
        Matcher state = STATE.matcher(texts);
        if (state.find()) {
            return "Redis at " + where + " does no work at present: " + state.group();
        }
        return "Redis cannot be reached at " + where + ", or does not answer in time. Start it, or correct"
                + " guarded.redis.url or guarded.redis.config";
    }

    /** Names and texts of the failure and of what caused it. */
    private static String texts(Throwable failure) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable next = failure; next != null && all.size() < 20; next = next.getCause()) {
            all.add(next);
        }
        return all.stream()
                .map(Throwable::toString)
                .map(text -> REDISSONS.matcher(text).replaceFirst(""))
                .collect(Collectors.joining(" "));
    }
}
