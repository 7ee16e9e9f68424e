package io.guarded.it.faults;

import io.guarded.redis.testing.Proxy;
import io.guarded.redis.testing.Proxy.Direction;
import io.guarded.redis.testing.RedisServer;
import java.time.Duration;
import java.util.Locale;

/** What can be between somebody who asks for a lock and the lock. */
enum Trouble {
    /** None: somebody else has it. */
    NONE_BUT_ANOTHER_HOLDER {
        @Override
        void begin(RedisServer redis, Proxy line, String lock) {
            // holds already
        }
    },
    REDIS_FROZEN {
        @Override
        void begin(RedisServer redis, Proxy line, String lock) {
            redis.pause();
        }

        @Override
        void end(RedisServer redis) {
            redis.resume();
        }
    },
    REDIS_KILLED {
        @Override
        void begin(RedisServer redis, Proxy line, String lock) {
            redis.kill();
        }
    },
    LINE_CUT {
        @Override
        void begin(RedisServer redis, Proxy line, String lock) {
            line.cut();
        }
    },
    /** Half-open: what is asked does not get there. */
    QUESTIONS_STOPPED {
        @Override
        void begin(RedisServer redis, Proxy line, String lock) {
            line.stop(Direction.TO_SERVER);
        }
    },
    /** Half-open: what is replied does not get back. */
    REPLIES_STOPPED {
        @Override
        void begin(RedisServer redis, Proxy line, String lock) {
            line.stop(Direction.TO_CLIENT);
        }
    },
    REPLIES_LOST {
        @Override
        void begin(RedisServer redis, Proxy line, String lock) {
            line.lose(Direction.TO_CLIENT);
        }
    },
    KEY_OF_ANOTHER_TYPE {
        @Override
        void begin(RedisServer redis, Proxy line, String lock) {
            redis.command("SET", Site.key(lock), "something else");
        }
    },
    /** Of those that write, as a failover by hand does; pausing all of them could not be ended. */
    CLIENTS_PAUSED {
        @Override
        void begin(RedisServer redis, Proxy line, String lock) {
            redis.command("CLIENT", "PAUSE", "600000", "WRITE");
        }

        @Override
        void end(RedisServer redis) {
            redis.command("CLIENT", "UNPAUSE");
        }
    },
    /** A replica, of a master that is not there: READONLY. */
    REDIS_A_REPLICA {
        @Override
        void begin(RedisServer redis, Proxy line, String lock) {
            redis.command("REPLICAOF", "127.0.0.1", "1");
        }

        @Override
        void end(RedisServer redis) {
            redis.command("REPLICAOF", "NO", "ONE");
        }
    };

    abstract void begin(RedisServer redis, Proxy line, String lock);

    /** So far that everything can be closed. */
    void end(RedisServer redis) {}

    /**
     * What a caller is to be told. A replica refuses to give a lock, but says of one that it has that it is held, to scripts
     * even when its lease is over: whoever waits for it cannot know better.
     */
    String status(Duration wait) {
        boolean isSaidToBeHeld = this == REDIS_A_REPLICA && !wait.isZero();
        return this == NONE_BUT_ANOTHER_HOLDER || isSaidToBeHeld ? "429" : "503";
    }

    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
