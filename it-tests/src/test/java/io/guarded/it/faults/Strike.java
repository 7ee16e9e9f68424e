package io.guarded.it.faults;

import io.guarded.redis.testing.Proxy;
import io.guarded.redis.testing.Proxy.Direction;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;

/**
 * Is one thing that goes wrong now, for a while.
 *
 * @param nemesis says for how long
 * @param worker the worker that it happens to, if it is a thing of one worker
 * @param name the lock that it happens to, if it is a thing of one lock
 */
record Strike(Nemesis nemesis, Worker worker, String name) {

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
        nemesis.pause();
        server.resume();
    }

    void killRedis() {
        redis().kill();
        nemesis.pause();
        redis().restart();
    }

    void tellAll(String... command) {
        nemesis.site.servers().forEach(server -> server.command(command));
    }

    void pauseClients() {
        Duration pause = nemesis.duration();
        redis().command("CLIENT", "PAUSE", Long.toString(pause.toMillis()));
        nemesis.pause(pause);
    }

    void deleteKey() {
        server().command("DEL", Site.key(name));
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
        server.command("SET", Site.key(name), "something else");
        nemesis.pause();
        if (server.command("TYPE", Site.key(name)).equals("string")) {
            server.command("DEL", Site.key(name));
        }
    }

    void cutLine() {
        line().cut();
        nemesis.pause();
        line().resume();
    }

    void stopLine(Direction direction) {
        line().stop(direction);
        nemesis.pause();
        line().resume();
    }

    void loseReplies() {
        line().lose(Direction.TO_CLIENT);
        nemesis.pause();
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

    /** Forward or back to what is right, leases end early. */
    void setClockWrong(Duration difference) {
        nemesis.site.moveClock(difference);
        nemesis.pause();
        nemesis.site.moveClock(Duration.ZERO);
    }

    void loseMaster() {
        if (nemesis.site.isWhole()) {
            nemesis.site.failOver();
        }
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
