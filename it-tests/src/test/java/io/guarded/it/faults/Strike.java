package io.guarded.it.faults;

import io.guarded.redis.testing.Proxy;
import io.guarded.redis.testing.Proxy.Direction;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;

/**
 * Is one thing that goes wrong now, for a while. It notes when Redis forgot locks and when nobody could be answered, for the
 * whole fault takes longer than that: what is forgotten at its begin may be taken anew before its end, and an answer comes before
 * whoever brought Redis back can say so.
 */
final class Strike {

    /** A server looks at its clock ten times a second at least. */
    private static final Duration CLOCK_TICK = Duration.ofMillis(200);

    private static final int TRIES = 100;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);

    private final Nemesis nemesis;
    private final Worker worker;
    private final String name;
    private Span lost = Span.NONE;
    private Span away = Span.NONE;

    /**
     * Makes one that has not happened.
     *
     * @param nemesis says for how long
     * @param worker the worker that it happens to, if it is a thing of one worker
     * @param name the lock that it happens to, if it is a thing of one lock
     */
    Strike(Nemesis nemesis, Worker worker, String name) {
        this.nemesis = nemesis;
        this.worker = worker;
        this.name = name;
    }

    /** When Redis forgot locks; without an end if that is not over. */
    Span lost() {
        return lost;
    }

    /** When nobody could be answered. */
    Span away() {
        return away;
    }

    void killWorker() {
        worker.process().kill();
        worker.start();
        nemesis.set(worker);
    }

    void stopWorker() {
        worker.process().stop();
        nemesis.pause();
        worker.process().resume();
    }

    void interruptWorker() {
        for (int i = 0; i < 200; i++) {
            worker.interrupt();
            nemesis.pause(Duration.ofMillis(5));
        }
    }

    void stop(RedisServer server) {
        server.pause();
        stayAway();
        server.resume();
    }

    void killRedis() {
        losing(redis()::kill);
        stayAway();
        redis().restart();
    }

    void tellAll(String... command) {
        nemesis.site.servers().forEach(server -> server.command(command));
    }

    void flush() {
        losing(() -> tellAll("FLUSHALL"));
    }

    void pauseClients() {
        Duration pause = nemesis.duration();
        long before = System.nanoTime();
        redis().command("CLIENT", "PAUSE", Long.toString(pause.toMillis()));
        long from = System.nanoTime();
        nemesis.pause(pause);
        away = new Span(from, before + Duration.ofMillis(pause.toMillis() - 1).toNanos());
    }

    /** Nothing is lost if nobody has it just then, and nobody else takes it soon. */
    void deleteKey() {
        for (int i = 0; i < TRIES && lost.isNone(); i++) {
            losing(() -> {
                if (server().command("DEL", Site.key(name)).equals("0")) {
                    lost = Span.NONE;
                    nemesis.pause(BETWEEN_TRIES);
                }
            });
        }
    }

    /** The crowd stays for as long as it takes to see what becomes of those who wait: the nemesis sends it away. */
    void loseKeyInCrowd() {
        nemesis.site.workers.forEach(Worker::hurry);
        nemesis.site.workers.get(0).crowd(name);
        nemesis.pause(Times.LEASE.dividedBy(4));
        nemesis.awaitRenewalOf(Site.key(name));
        deleteKey();
    }

    void takeKey() {
        RedisServer server = server();
        losing(() -> server.command("SET", Site.key(name), "something else"));
        stayAway();
        if (server.command("TYPE", Site.key(name)).equals("string")) {
            server.command("DEL", Site.key(name));
        }
    }

    void cutLine() {
        line().cut();
        stayAway();
        line().resume();
    }

    void stopLine(Direction direction) {
        line().stop(direction);
        stayAway();
        line().resume();
    }

    void loseReplies() {
        line().lose(Direction.TO_CLIENT);
        stayAway();
        line().resume();
    }

    void slowLine() {
        line().delay(Direction.TO_CLIENT, nemesis.duration().dividedBy(20));
        nemesis.pause();
        line().resume();
    }

    void passLeaseOn() {
        nemesis.site.workers.forEach(Worker::hurry);
        Worker patient = nemesis.site.workers.get(0);
        Proxy line = patient.line.orElseThrow();
        patient.crowd(nemesis.unfenced());
        nemesis.pause(Times.LEASE.dividedBy(2));
        line.stop(Direction.TO_SERVER);
        nemesis.awaitEndOf(Site.key(nemesis.unfenced()));
        patient.hurry();
        nemesis.pause(Times.LEASE.dividedBy(4));
        line.resume();
    }

    /** What has a lease ends at once. */
    void setClockForward() {
        losing(() -> setClock(Duration.ofMinutes(1)));
        nemesis.pause();
        setClock(Duration.ZERO);
    }

    /** What has a lease ends when the clock is right again. */
    void setClockBack() {
        setClock(Duration.ofMinutes(-1));
        nemesis.pause();
        losing(() -> setClock(Duration.ZERO));
    }

    private void setClock(Duration difference) {
        nemesis.site.moveClock(difference);
        nemesis.pause(CLOCK_TICK);
    }

    /** What the master had not told the replica is lost for good. */
    void loseMaster() {
        if (nemesis.site.isWhole()) {
            losing(() -> {
                long from = System.nanoTime();
                long until = nemesis.site.failOver();
                away = new Span(from + Times.MARGIN.toNanos(), until);
            });
        }
    }

    /** Whatever comes of it, what it may have lost is noted. */
    private void losing(Runnable deed) {
        long from = System.nanoTime();
        lost = new Span(from, Long.MAX_VALUE);
        deed.run();
        if (!lost.isNone()) {
            lost = new Span(from, System.nanoTime());
        }
    }

    private void stayAway() {
        long from = System.nanoTime();
        nemesis.pause();
        away = new Span(from, System.nanoTime());
    }

    RedisServer redis() {
        return nemesis.site.redis();
    }

    /** The server that has the lock's key now. */
    RedisServer server() {
        return nemesis.site.serverOf(Site.key(name));
    }

    private Proxy line() {
        return worker.line.orElseThrow();
    }
}
