package io.guarded.cdi.maxhold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockLostException;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MaxHoldTest {

    @ApplicationScoped
    static class Worker {
        @Guarded(name = "short", maxHold = 400, unit = TimeUnit.MILLISECONDS, timeout = 60_000)
        public void hang(CountDownLatch entered, CountDownLatch end) throws InterruptedException {
            entered.countDown();
            end.await();
        }

        @Guarded(name = "short", maxHold = 400, unit = TimeUnit.MILLISECONDS, timeout = 60_000)
        public CompletableFuture<String> future(CompletableFuture<String> work) {
            return work;
        }

        @Guarded(name = "short", maxHold = 400, unit = TimeUnit.MILLISECONDS, timeout = 60_000)
        public Flow.Publisher<String> publisher(Flow.Publisher<String> work) {
            return work;
        }

        @Guarded(name = "short")
        public String next() {
            return "ran";
        }
    }

    private WeldContainer container;
    private Worker worker;

    @BeforeEach
    void deploy() {
        container = Containers.start(Worker.class);
        worker = container.select(Worker.class).get();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @Test
    void aBodyThatHangsLosesItsLockToTheNext() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Void> hanging = CompletableFuture.runAsync(() -> {
            try {
                worker.hang(entered, end);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
        entered.await();

        assertThat(worker.next()).isEqualTo("ran");

        end.countDown();
        assertThatThrownBy(hanging::join).cause().isInstanceOf(LockLostException.class);
    }

    @Test
    void aStageThatNeverCompletesLosesItsLockToTheNext() {
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> caller = worker.future(work);

        assertThat(worker.next()).isEqualTo("ran");

        work.complete("late");
        assertThatThrownBy(caller::join).cause().isInstanceOf(LockLostException.class);
    }

    @Test
    void aStreamThatNeverEndsLosesItsLockToTheNext() {
        SubmissionPublisher<String> work = new SubmissionPublisher<>(Runnable::run, 1);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        worker.publisher(work).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {}

            @Override
            public void onNext(String item) {}

            @Override
            public void onError(Throwable failure) {
                end.complete(failure);
            }

            @Override
            public void onComplete() {
                end.completeExceptionally(new AssertionError("completed without its lock"));
            }
        });

        assertThat(worker.next()).isEqualTo("ran");

        work.close();
        assertThat(end.join()).isInstanceOf(LockLostException.class);
    }
}
