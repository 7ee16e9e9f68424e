package io.guarded.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.it.faults.Site.Shape;
import io.guarded.redis.testing.ServerClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Histories with random faults, one after another, for as long as {@code guarded.faults.minutes} says, in as many lanes beside
 * each other as {@code guarded.faults.lanes} says: most of a history is waiting. Each lane has sites of its own. A history that
 * breaks a promise names its seed and its site; {@code guarded.faults.seed} and {@code guarded.faults.shape} run it again, and the
 * latter alone has all histories on sites of that shape.
 */
@Timeout(value = 1, unit = TimeUnit.DAYS)
@Tag("faults")
final class FaultsIT {

    private static final double MINUTES = Double.parseDouble(System.getProperty("guarded.faults.minutes", "2"));
    private static final int LANES = Integer.getInteger("guarded.faults.lanes", 1);
    private static final String ONLY = System.getProperty("guarded.faults.shape", "");
    private static final int HISTORIES_ON_A_SITE = 3;

    private final Random seeds = new Random();
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private final List<String> broken = new ArrayList<>();
    private int histories;
    private long acquired;

    @Test
    void promisesAreKeptWhateverGoesWrong() throws Exception {
        if (ServerClock.make().isEmpty()) {
            System.out.println("faults: no C compiler (cc) is there, so the server's clock does not jump");
        }
        String seed = System.getProperty("guarded.faults.seed", "");
        long end = System.nanoTime() + Duration.ofSeconds((long) (60 * MINUTES)).toNanos();
        if (!seed.isEmpty()) {
            Shape shape = ONLY.isEmpty() ? Shape.PLAIN : Shape.valueOf(ONLY);
            long again = Long.parseUnsignedLong(seed.replace("0x", ""), 16);
            onASite(shape, site -> note(shape, Run.on(site, again)));
        } else {
            inLanes(() -> System.nanoTime() < end);
        }
        System.out.printf(
                "faults: %d histories, %d acquisitions, %d broken; %s%n", histories, acquired, broken.size(), struck);
        assertThat(broken).isEmpty();
        assertThat(acquired).isPositive();
    }

    private void inLanes(BooleanSupplier goesOn) throws Exception {
        List<FutureTask<?>> lanes = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            FutureTask<?> lane = new FutureTask<>(() -> histories(goesOn), null);
            lanes.add(lane);
            new Thread(lane, "lane-" + i).start();
        }
        for (FutureTask<?> lane : lanes) {
            lane.get();
        }
    }

    private void histories(BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            for (Shape shape : shuffledShapes()) {
                if (goesOn.getAsBoolean()) {
                    historiesOn(shape, goesOn);
                }
            }
        }
    }

    /** A short run does not come to all of them, and is not to miss the same ones each time. */
    private List<Shape> shuffledShapes() {
        List<Shape> shapes = new ArrayList<>(ONLY.isEmpty() ? List.of(Shape.values()) : List.of(Shape.valueOf(ONLY)));
        Collections.shuffle(shapes, seeds);
        return shapes;
    }

    private void historiesOn(Shape shape, BooleanSupplier goesOn) {
        onASite(shape, site -> {
            for (int i = 0; i < HISTORIES_ON_A_SITE && site.isWhole() && goesOn.getAsBoolean(); i++) {
                note(shape, Run.on(site, seeds.nextLong()));
            }
        });
    }

    /** A site that does not start or end is told of, and the others have their turn. */
    private void onASite(Shape shape, Consumer<Site> what) {
        try (Site site = new Site(shape, List.of())) {
            what.accept(site);
        } catch (RuntimeException unexpected) {
            unexpected.printStackTrace();
            noteBroken("a site of shape " + shape + ": " + unexpected);
        }
    }

    private synchronized void noteBroken(String what) {
        broken.add(what);
    }

    private synchronized void note(Shape shape, Run run) {
        histories++;
        acquired += run.acquired();
        run.faults().forEach(fault -> struck.merge(fault, 1, Integer::sum));
        String said = shape + ", " + run;
        System.out.println(said);
        if (!run.violations().isEmpty()) {
            broken.add(said + ":\n" + run.violations().stream().limit(10).collect(Collectors.joining("\n")));
            System.out.println(broken.get(broken.size() - 1));
        }
    }
}
