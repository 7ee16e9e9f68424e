package io.guarded.cdi.publisher;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Publishes to one subscriber what the test emits, on the test's thread, and counts what comes back. */
final class Source implements Flow.Publisher<String> {

    final AtomicLong requested = new AtomicLong();
    final AtomicInteger cancels = new AtomicInteger();
    volatile Runnable whenCancelled = () -> {};
    volatile Flow.@Nullable Subscriber<? super String> subscriber;

    @Override
    public void subscribe(Flow.Subscriber<? super String> given) {
        subscriber = given;
        given.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                requested.addAndGet(count);
            }

            @Override
            public void cancel() {
                cancels.incrementAndGet();
                whenCancelled.run();
            }
        });
    }
}
