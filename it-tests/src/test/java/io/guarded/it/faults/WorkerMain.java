package io.guarded.it.faults;

import io.guarded.LockException;
import io.guarded.LockHandle;
import io.guarded.LockSpec;
import io.guarded.core.CloseableLockManager;
import io.guarded.redis.testing.Managers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Is a worker's process. Lines of its input: {@code run <prefix> <seed>} has its threads work with names of that prefix,
 * {@code interrupt} interrupts each thread once, {@code crowd <name>} has all want one lock until
 * {@code hurry}, which ends their bodies, {@code rest} has them finish, answered by {@code RESTS} when all have, after {@code LEFT} if the manager still has something; it
 * ends with its input.
 */
final class WorkerMain {

    static final String RESTS = "RESTS";
    static final String READY = "READY";
    static final String LEFT = "LEFT ";
    private static final int THREADS = 5;

    private WorkerMain() {}

    /** The arguments: the worker's number, "url" or "config" and Redis' address or configuration, the resource's port. */
    public static void main(String[] arguments) throws Exception {
        int number = Integer.parseInt(arguments[0]);
        int port = Integer.parseInt(arguments[3]);
        String[] more = {
            "guarded.lease",
            Times.LEASE.toMillis() + "ms",
            "guarded.store-timeout",
            Times.STORE_TIMEOUT.toMillis() + "ms",
            // the first passes its locks on for so long that only what is left of the lease ends it
            "guarded.handoff-time",
            number == 0 ? "1m" : "100ms",
            "guarded.handoffs",
            number == 0 ? "100000" : "64"
        };
        try (CloseableLockManager manager = arguments[1].equals("url")
                ? Managers.at(arguments[2], more)
                : Managers.configured(arguments[2], more)) {
            serve(manager, number, port);
        }
        System.exit(0);
    }

    private static void serve(CloseableLockManager manager, int number, int port) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<WorkerThread> threads = new ArrayList<>();
        Pulse.start(number);
        warmUp(manager, number);
        print(READY);
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] word = line.split(" ", -1);
            switch (word[0]) {
                case "run" -> {
                    for (int i = 0; i < THREADS; i++) {
                        long seed = Long.parseLong(word[2]) + i;
                        threads.add(WorkerThread.start(manager, number, i, word[1], seed, new ResourceClient(port)));
                    }
                }
                case "interrupt" -> threads.forEach(WorkerThread::interrupt);
                case "crowd" -> threads.forEach(thread -> thread.crowd(word[1]));
                case "hurry" -> threads.forEach(WorkerThread::hurry);
                case "rest" -> {
                    for (WorkerThread thread : threads) {
                        thread.rest();
                    }
                    threads.clear();
                    tellWhatIsLeft(manager);
                    print(RESTS);
                }
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    /** The first use loads classes and connects, which a busy machine does not do within the time-outs of a history. */
    private static void warmUp(CloseableLockManager manager, int number) {
        for (int i = 0; i < 2; i++) {
            LockSpec spec = LockSpec.of("warm-" + number + "-" + i);
            try (LockHandle handle =
                    manager.getOrCreate(i == 0 ? spec.fenced() : spec).acquire(Times.LEASE)) {
                handle.ensureHeld();
            } catch (LockException slow) {
                // what follows then begins cold, and is told of as late if it is
                System.err.println("not warm: " + slow);
            }
        }
    }

    /** Nobody holds or waits any more when all threads have ended, though what was cancelled may take a moment to be. */
    private static void tellWhatIsLeft(CloseableLockManager manager) {
        long end = System.nanoTime() + Times.CLEAN.toNanos();
        while (!manager.usage().isEmpty() && System.nanoTime() < end) {
            Times.pass(Duration.ofMillis(10));
        }
        if (!manager.usage().isEmpty()) {
            print(LEFT + manager.usage());
        }
    }

    /** Whole lines, whichever thread they come from. */
    static void print(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
