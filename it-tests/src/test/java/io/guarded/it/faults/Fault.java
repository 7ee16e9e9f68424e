package io.guarded.it.faults;

import io.guarded.it.faults.Site.Shape;
import io.guarded.redis.testing.Proxy;
import io.guarded.redis.testing.Proxy.Direction;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What can go wrong around a lock. Each is done to a site and undone again. */
enum Fault {
    WORKER_KILLED(all()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            worker.process().kill();
            worker.start();
            nemesis.set(worker);
        }
    },
    WORKER_STOPPED(all()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            worker.process().stop();
            nemesis.pause();
            worker.process().resume();
        }
    },
    INTERRUPTS(all()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            for (int i = 0; i < 200; i++) {
                worker.interrupt();
                nemesis.pause(Duration.ofMillis(5));
            }
        }
    },
    REDIS_STOPPED(single()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            stopped(nemesis, nemesis.site.redis());
        }
    },
    REDIS_KILLED(single()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            nemesis.site.redis().kill();
            nemesis.pause();
            nemesis.site.redis().restart();
        }
    },
    CONNECTIONS_KILLED(all()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            nemesis.tellAll("CLIENT", "KILL", "TYPE", "normal");
        }
    },
    SUBSCRIPTIONS_KILLED(all()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            nemesis.tellAll("CLIENT", "KILL", "TYPE", "pubsub");
        }
    },
    CLIENTS_PAUSED(single()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            Duration pause = nemesis.duration();
            nemesis.site.redis().command("CLIENT", "PAUSE", Long.toString(pause.toMillis()));
            nemesis.pause(pause);
        }
    },
    DATA_FLUSHED(all()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            nemesis.tellAll("FLUSHALL");
        }
    },
    KEY_DELETED(all()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            nemesis.site.serverOf(Site.key(name)).command("DEL", Site.key(name));
        }
    },
    KEY_OF_ANOTHER_TYPE(all()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            RedisServer server = nemesis.site.serverOf(Site.key(name));
            server.command("SET", Site.key(name), "something else");
            nemesis.pause();
            if (server.command("TYPE", Site.key(name)).equals("string")) {
                server.command("DEL", Site.key(name));
            }
        }
    },
    SCRIPTS_FLUSHED(all()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            nemesis.tellAll("SCRIPT", "FLUSH");
        }
    },
    LINE_CUT(single()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            Proxy line = worker.line.orElseThrow();
            line.cut();
            nemesis.pause();
            line.resume();
        }
    },
    QUESTIONS_STOPPED(single()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            stopped(nemesis, worker, Direction.TO_SERVER);
        }
    },
    REPLIES_STOPPED(single()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            stopped(nemesis, worker, Direction.TO_CLIENT);
        }
    },
    /** All of a worker want one lock, and pass it on when its lease, which cannot be renewed, is almost over. */
    LEASE_PASSED_ON(single()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
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
    },
    REPLIES_LOST(single()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            Proxy line = worker.line.orElseThrow();
            line.lose(Direction.TO_CLIENT);
            nemesis.pause();
            line.resume();
        }
    },
    LINE_SLOW(single()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            Proxy line = worker.line.orElseThrow();
            line.delay(Direction.TO_CLIENT, nemesis.duration().dividedBy(20));
            nemesis.pause();
            line.resume();
        }
    },
    CLOCK_FORWARD(single()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            clockWrong(nemesis, JUMP);
        }
    },
    CLOCK_BACKWARD(single()) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            clockWrong(nemesis, JUMP.negated());
        }
    },
    MASTER_LOST(EnumSet.of(Shape.SENTINELS)) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            if (nemesis.site.isWhole()) {
                nemesis.site.failOver();
            }
        }
    },
    SHARD_STOPPED(EnumSet.of(Shape.CLUSTER)) {
        @Override
        void happen(Nemesis nemesis, Worker worker, String name) {
            stopped(nemesis, nemesis.site.serverOf(Site.key(name)));
        }
    };

    private static final Duration JUMP = Duration.ofSeconds(60);

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final Set<Shape> shapes;

    Fault(Set<Shape> shapes) {
        this.shapes = shapes;
    }

    /** Does it, and undoes it after a while. */
    abstract void happen(Nemesis nemesis, Worker worker, String name);

    boolean fits(Site site) {
        return shapes.contains(site.shape) && (!isOfTheClock() || site.clock.isPresent());
    }

    /** Tokens may go back if their counters are lost while the server's clock is set back, and that is documented. */
    boolean agreesWith(Fault other, Shape shape) {
        return !(isOfTheClock() && other.losesCounters(shape)) && !(losesCounters(shape) && other.isOfTheClock());
    }

    private boolean losesCounters(Shape shape) {
        return this == DATA_FLUSHED || (this == REDIS_KILLED && shape == Shape.PLAIN);
    }

    private boolean isOfTheClock() {
        return this == CLOCK_FORWARD || this == CLOCK_BACKWARD;
    }

    /** Whether it concerns only one worker. */
    boolean isOfOneWorker() {
        return switch (this) {
            case WORKER_KILLED,
                    WORKER_STOPPED,
                    INTERRUPTS,
                    LINE_CUT,
                    QUESTIONS_STOPPED,
                    REPLIES_STOPPED,
                    REPLIES_LOST,
                    LINE_SLOW -> true;
            default -> false;
        };
    }

    boolean isOfOneName() {
        return this == KEY_DELETED || this == KEY_OF_ANOTHER_TYPE;
    }

    boolean losesLocks(Shape shape) {
        return switch (this) {
            case DATA_FLUSHED, KEY_DELETED, KEY_OF_ANOTHER_TYPE, MASTER_LOST, CLOCK_FORWARD, CLOCK_BACKWARD -> true;
            case REDIS_KILLED -> shape == Shape.PLAIN;
            default -> false;
        };
    }

    /** Whether a worker that it concerns hears nothing of Redis from its beginning to its end. */
    boolean keepsRedisAway() {
        return this == REDIS_STOPPED || this == QUESTIONS_STOPPED || this == REPLIES_STOPPED || this == REPLIES_LOST;
    }

    /** Whether all servers go on and can be asked. */
    boolean keepsServers() {
        return this == DATA_FLUSHED || this == KEY_DELETED || this == KEY_OF_ANOTHER_TYPE || isOfTheClock();
    }

    private static Set<Shape> all() {
        return EnumSet.allOf(Shape.class);
    }

    private static Set<Shape> single() {
        return EnumSet.of(Shape.PLAIN, Shape.LOGGED);
    }

    /** Forward or back to what is right, leases end early. */
    private static void clockWrong(Nemesis nemesis, Duration difference) {
        nemesis.site.moveClock(difference);
        nemesis.pause();
        nemesis.site.moveClock(Duration.ZERO);
    }

    private static void stopped(Nemesis nemesis, RedisServer server) {
        server.pause();
        nemesis.pause();
        server.resume();
    }

    private static void stopped(Nemesis nemesis, Worker worker, Direction direction) {
        Proxy line = worker.line.orElseThrow();
        line.stop(direction);
        nemesis.pause();
        line.resume();
    }
}
