package io.guarded.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Does what can go wrong to a site, one thing after another, as a seed says. */
final class Nemesis {

    /** A worker counts on 200 ms less than Redis does, and on a busy machine it takes its time to pass the lock on. */
    private static final Duration ALMOST_OVER = Duration.ofMillis(900);

    final Site site;
    /** What went wrong so far. */
    final List<Fault> struck = new ArrayList<>();

    /** What was to take a lock away and met nobody who had it. */
    final List<Fault> missed = new ArrayList<>();

    private final Random random;
    private final String prefix;

    Nemesis(Site site, long seed, String prefix) {
        this.site = site;
        this.random = new Random(seed);
        this.prefix = prefix;
    }

    /** Has several things go wrong, each of another kind, and returns when all is well again. */
    void strike(int times) {
        List<Fault> kinds = new ArrayList<>(List.of(Fault.values()));
        kinds.removeIf(fault -> !fault.fits(site));
        Collections.shuffle(kinds, random);
        List<Fault> drawn = new ArrayList<>();
        for (Fault kind : kinds) {
            if (drawn.size() < times && drawn.stream().allMatch(other -> kind.agreesWith(other, site.shape))) {
                drawn.add(kind);
            }
        }
        // no other shows what is passed on too late, or after it was lost
        for (Fault passing : List.of(Fault.LEASE_PASSED_ON, Fault.KEY_LOST_IN_A_CROWD)) {
            if (passing.fits(site) && !drawn.contains(passing)) {
                drawn.add(passing);
            }
        }
        for (Fault fault : drawn) {
            pause(Duration.ofMillis(200 + random.nextInt(800)));
            strike(fault);
            if (fault.keepsServers()) {
                // whoever lost a lock is told by the next renewal, which nothing else is to stop
                pause(Times.LEASE);
            }
            if (fault == Fault.KEY_LOST_IN_A_CROWD) {
                // until then a first holder may go on; what is passed on to others shows after it
                pause(Times.LEASE.dividedBy(2));
                site.workers.get(0).hurry();
            }
        }
    }

    private void strike(Fault fault) {
        // mostly the one that passes its locks on for longest, and so has most to lose
        Worker worker = site.workers.get(random.nextInt(4) == 0 ? 1 : 0);
        String name = fault == Fault.KEY_LOST_IN_A_CROWD ? unfenced() : heldName();
        long from = System.nanoTime();
        Strike strike = new Strike(this, worker, name);
        try {
            fault.happen(strike);
        } finally {
            // also if it did not come to its end: it explains what follows
            Span lost = fault.losesLocks(site.shape) ? strike.lost() : Span.NONE;
            site.recording.incident(new Incident(
                    fault,
                    from,
                    System.nanoTime(),
                    fault.isOfOneWorker() ? worker.number : Incident.ALL,
                    fault.isOfOneName() ? name : "",
                    lost,
                    strike.away()));
            (fault.losesLocks(site.shape) && lost.isNone() ? missed : struck).add(fault);
        }
    }

    /** A name that is held now, unless all are free. */
    private String heldName() {
        String name = "";
        for (int i = 0; i < WorkerThread.NAMES; i++) {
            name = prefix + "-" + random.nextInt(WorkerThread.NAMES);
            String key = Site.key(name);
            if (!site.serverOf(key).command("EXISTS", key).equals("0")) {
                return name;
            }
        }
        return name;
    }

    /** Sets a worker to work. */
    void set(Worker worker) {
        worker.run(prefix, random.nextLong());
    }

    /** One in two is longer than a lease: what is renewed then ends. */
    Duration duration() {
        double leases = random.nextBoolean() ? 0.05 + 0.45 * random.nextDouble() : 1.1 + 0.5 * random.nextDouble();
        return Duration.ofNanos((long) (Times.LEASE.toNanos() * leases));
    }

    void pause() {
        pause(duration());
    }

    /** The lock that a worker passes on without asking Redis for a token. */
    String unfenced() {
        return prefix + "-" + (WorkerThread.NAMES - 1);
    }

    /** Waits until Redis will forget a lock so soon that nobody should be given it any more, or has forgotten it. */
    void awaitEndOf(String key) {
        Site.awaitThat(() -> Long.parseLong(site.redis().command("PTTL", key)) < ALMOST_OVER.toMillis());
    }

    /** Waits until a lock was renewed or taken right now: whoever holds it counts on it for longest. */
    void awaitRenewalOf(String key) {
        AtomicLong before = new AtomicLong(Long.MAX_VALUE);
        Site.awaitThat(() -> {
            long left = Long.parseLong(site.redis().command("PTTL", key));
            return left > before.getAndSet(left);
        });
    }

    /** Nothing is waited for: this is how long a fault lasts. */
    void pause(Duration time) {
        Times.pass(time);
    }
}
