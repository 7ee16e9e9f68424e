package io.guarded.cdi.validation;

import static io.guarded.cdi.validation.Refused.assertMistake;
import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.Guarded.OnBusy;
import io.guarded.LockDefinitionException;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TermMistakesTest {

    @Dependent
    static class Leases {
        @Guarded(lease = 0)
        public void zero() {}

        @Guarded(lease = -2)
        public void negative() {}

        @Guarded(lease = 99, unit = TimeUnit.MILLISECONDS)
        public void tooShort() {}

        @Guarded(lease = Long.MAX_VALUE)
        public void tooLong() {}

        @Guarded(lease = 100, unit = TimeUnit.MILLISECONDS)
        public void shortest() {}

        @Guarded(lease = Long.MAX_VALUE, unit = TimeUnit.NANOSECONDS)
        public void longest() {}
    }

    @Test
    void leasesThatAreNone() {
        assertMistake("GUARD-021", "lease = 0 SECONDS", "Leases.zero()", "-1 (RENEWED)", Leases.class);
        assertMistake("GUARD-021", "lease = -2 SECONDS", "Leases.negative()", "", Leases.class);
        assertMistake("GUARD-021", "lease = 99 MILLISECONDS", "Leases.tooShort()", "at least 100 ms", Leases.class);
        assertMistake("GUARD-021", "SECONDS is no lease", "Leases.tooLong()", "292 years", Leases.class);
        assertThat(Containers.mistakes(Leases.class)).hasSize(4);
    }

    @Dependent
    static class MaxHolds {
        @Guarded(maxHold = -1)
        public void negative() {}

        @Guarded(maxHold = Long.MAX_VALUE)
        public void tooLong() {}
    }

    @Test
    void longestHoldsThatAreNone() {
        assertMistake("GUARD-022", "maxHold = -1 SECONDS", "MaxHolds.negative()", "Use 0 for", MaxHolds.class);
        assertMistake("GUARD-022", "is no limit", "MaxHolds.tooLong()", "292 years", MaxHolds.class);
    }

    @Dependent
    static class BusyStatuses {
        @Guarded(busyStatus = 418)
        public void another() {}

        @Guarded(busyStatus = -429)
        public void negative() {}

        @Guarded(busyStatus = 423)
        public void locked() {}

        @Guarded(busyStatus = 0)
        public void asConfigured() {}
    }

    @Test
    void statusesThatAreNotForABusyLock() {
        assertMistake("GUARD-061", "busyStatus = 418", "BusyStatuses.another()", "429, 409 or 423", BusyStatuses.class);
        assertMistake("GUARD-061", "busyStatus = -429", "BusyStatuses.negative()", "0 for", BusyStatuses.class);
        assertThat(Containers.mistakes(BusyStatuses.class)).hasSize(2);
    }

    @Dependent
    static class AtLeasts {
        @Guarded(atLeast = -1)
        public void negative() {}

        @Guarded(atLeast = Long.MAX_VALUE)
        public void tooLong() {}
    }

    @Test
    void leastTimesThatAreNone() {
        assertMistake("GUARD-023", "atLeast = -1 SECONDS", "AtLeasts.negative()", "Use 0 for none", AtLeasts.class);
        assertMistake("GUARD-023", "is no time", "AtLeasts.tooLong()", "292 years", AtLeasts.class);
    }

    @Dependent
    static class Kept {
        @Guarded(lease = 5, atLeast = 6)
        public void longerThanItsLease() {}

        @Guarded(lease = 5, atLeast = 5)
        public void asLongAsItsLease() {}

        @Guarded(atLeast = 1, unit = TimeUnit.DAYS)
        public void renewed() {}
    }

    @Test
    void aLeastTimeAboveTheLease() {
        assertMistake(
                "GUARD-024",
                "at least 6 SECONDS, which is longer than its fixed lease of 5",
                "Kept.longerThanItsLease()",
                "Make the lease longer",
                Kept.class);
        assertThat(Containers.mistakes(Kept.class)).hasSize(1);
    }

    static class Counter<T> {
        @Guarded(name = "generic", onBusy = OnBusy.SKIP)
        public T generic() {
            return null;
        }
    }

    @Dependent
    static class Skips extends Counter<Integer> {
        @Guarded(name = "s", onBusy = OnBusy.SKIP)
        public int count() {
            return 1;
        }

        @Guarded(name = "s", onBusy = OnBusy.SKIP)
        public void nothing() {}
    }

    @Test
    void aPrimitiveCannotBeSkipped() {
        assertMistake("GUARD-025", "type int cannot be nothing", "Skips.count()", "Return void", Skips.class);
        assertThat(Containers.mistakes(Skips.class)).hasSize(1);
    }

    @Dependent
    static class Parameters {
        @Guarded(onBusy = OnBusy.SKIP)
        public void suspended(@Suspended AsyncResponse response) {}

        @Guarded(onBusy = OnBusy.SKIP)
        public void events(SseEventSink sink) {}
    }

    @Test
    void nobodyWouldCompleteTheResponseOfASkippedCall() {
        assertMistake("GUARD-026", "AsyncResponse", "Parameters.suspended(AsyncResponse)", "FAIL", Parameters.class);
        assertMistake("GUARD-026", "SseEventSink", "Parameters.events(SseEventSink)", "FAIL", Parameters.class);
    }

    @Dependent
    static class TwoLeases {
        @Guarded(name = "order:{id}")
        public void one(String id) {}

        @Guarded(name = "order:{id}", lease = 60)
        public void two(String id) {}
    }

    @Dependent
    static class OneLease {
        @Guarded(name = "order:{id}", lease = 60)
        public void inSeconds(String id) {}

        @Guarded(name = "order:{id}", lease = 1, unit = TimeUnit.MINUTES, atLeast = 1)
        public void inMinutes(String id) {}

        @Guarded(name = "other:{id}")
        public void other(String id) {}
    }

    @Test
    void oneNameWithTwoLeases() {
        assertMistake(
                "GUARD-027", "'PT1M' here and the lease 'renewed'", "TwoLeases.two(", "one lease", TwoLeases.class);
        assertThat(Containers.mistakes(TwoLeases.class)).hasSize(1);
    }

    @Test
    void oneLeaseInTwoUnitsIsOneLease() {
        Containers.start(OneLease.class).close();
    }

    @Dependent
    static class TwoTypes {
        @Guarded(name = "order:{id}")
        public void one(String id) {}

        @Guarded(name = "order:{id}", type = TestProvider.TYPE)
        public void two(String id) {}
    }

    @ApplicationScoped
    static class Provider extends TestProvider {}

    @Test
    void oneTemplateWithTwoTypes() {
        assertMistake(
                "GUARD-013",
                "'test' here and the type 'threading'",
                "TwoTypes.two(String)",
                "",
                TwoTypes.class,
                Provider.class);
    }

    @Dependent
    static class AllWrong {
        @Guarded(
                name = "a:{x}",
                type = "nowhere",
                timeout = -5,
                lease = 0,
                maxHold = -1,
                atLeast = -1,
                onBusy = OnBusy.SKIP)
        public int run(String id) {
            return 0;
        }
    }

    @Test
    void allMistakesOfOneAnnotationComeTogether() {
        assertThat(Containers.mistakes(AllWrong.class))
                .extracting(LockDefinitionException::getMessage)
                .extracting(message -> message.substring(0, 9))
                .containsExactlyInAnyOrder(
                        "GUARD-001", "GUARD-007", "GUARD-008", "GUARD-021", "GUARD-022", "GUARD-023", "GUARD-025");
    }
}
