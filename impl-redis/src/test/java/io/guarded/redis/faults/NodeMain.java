package io.guarded.redis.faults;

import io.guarded.LockException;
import io.guarded.LockHandle;
import io.guarded.NamedLock;
import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Managers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Is a node of its own: a JVM that does with one lock what it is told line by line, and answers each line with one. It ends
 * with its input.
 */
final class NodeMain {

    private final NamedLock lock;
    private volatile Optional<LockHandle> held = Optional.empty();

    private NodeMain(NamedLock lock) {
        this.lock = lock;
    }

    /** The arguments are Redis' address, the lock's name, its lease. */
    public static void main(String[] arguments) throws Exception {
        // the first client of a new JVM takes a busy machine longer than the usual time-out
        try (CloseableLockManager manager =
                Managers.at(arguments[0], "guarded.lease", arguments[2], "guarded.store-timeout", "20s")) {
            new NodeMain(manager.getOrCreate(arguments[1])).serve();
        }
    }

    private void serve() throws IOException, InterruptedException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(ChildNode.ANSWER + answer(line.split(" ")));
        }
    }

    private String answer(String[] line) throws InterruptedException {
        return switch (line[0]) {
            case "acquire" -> {
                held = Optional.of(lock.acquire(Duration.ofSeconds(30)));
                yield "acquired";
            }
            case "close" -> {
                held.orElseThrow().close();
                yield "closed";
            }
            case "wait" -> waited(millis(line[1]));
            case "look" -> look();
            case "clock" -> Long.toString(System.currentTimeMillis());
            case "hammer" ->
                Long.toString(Hammer.pairs(lock, Integer.parseInt(line[1]), millis(line[2]), millis(line[3])));
            default -> "unknown: " + line[0];
        };
    }

    private static Duration millis(String number) {
        return Duration.ofMillis(Long.parseLong(number));
    }

    /** Also says how long it took, by a clock that nobody sets. */
    private String waited(Duration time) {
        long start = System.nanoTime();
        String said;
        try {
            lock.acquire(time).close();
            said = "acquired";
        } catch (LockException refused) {
            said = refused.getClass().getSimpleName();
        }
        return said + " " + Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private String look() {
        try {
            held.orElseThrow().ensureHeld();
            return "held";
        } catch (LockException lost) {
            return lost.getClass().getSimpleName();
        }
    }
}
