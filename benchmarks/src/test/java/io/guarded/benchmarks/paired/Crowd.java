package io.guarded.benchmarks.paired;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Lets threads run one contender for a while, and looks whether it kept them apart. */
final class Crowd {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Contender contender;
    private final List<Work> works;

    Crowd(Contender contender) {
        this.contender = contender;
        this.works = Stream.generate(Work::new).limit(contender.names()).toList();
    }

    Turn run(Duration time) throws Exception {
        Until until = new Until();
        List<FutureTask<Share>> shares = new ArrayList<>();
        long start = System.nanoTime();
        long process = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < contender.threads(); i++) {
            int index = i % works.size();
            shares.add(new FutureTask<>(() -> share("name " + index, works.get(index), until)));
            new Thread(shares.get(i), "bench-" + i).start();
        }
        Thread.sleep(time.toMillis());
        until.end();
        Share all = new Share(0, 0, 0);
        for (FutureTask<Share> share : shares) {
            all = all.and(get(share));
        }
        // slow ones end their last pair after the time
        double used = (SYSTEM.getProcessCpuTime() - process) / 1e9;
        double seconds = (System.nanoTime() - start) / 1e9;
        long done = works.stream().mapToLong(Work::done).sum();
        if (done != all.pairs) {
            throw new IllegalStateException(
                    contender.label() + " let two in at once: " + all.pairs + " pairs did the work of " + done);
        }
        return new Turn(all.pairs, seconds, all.cpu / 1e9, used, (double) all.bytes / Math.max(1, all.pairs));
    }

    private Share share(String name, Work work, Until until) throws Exception {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long pairs = contender.loop().run(name, work, until);
        return new Share(
                pairs, THREADS.getCurrentThreadCpuTime() - cpu, THREADS.getCurrentThreadAllocatedBytes() - bytes);
    }

    private Share get(FutureTask<Share> share) throws InterruptedException {
        try {
            return share.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(contender.label() + " failed", e.getCause());
        }
    }

    private record Share(long pairs, long cpu, long bytes) {
        Share and(Share other) {
            return new Share(pairs + other.pairs, cpu + other.cpu, bytes + other.bytes);
        }
    }
}
