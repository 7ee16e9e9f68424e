package io.guarded.cdi.publisher;

import io.guarded.Guarded;
import io.guarded.cdi.Containers;
import io.guarded.cdi.MemoryProvider;
import io.guarded.cdi.Stores;
import jakarta.enterprise.context.Dependent;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** The rules of Reactive Streams, by their own test kit. It is written for TestNG, so its tests are called by name here. */
class RulesTest {

    /** Each stream has a lock of its own: the kit has several at a time. */
    @Dependent
    static class Feed {
        @Guarded(name = "rules:{id}")
        Flow.Publisher<Long> numbers(long id, Flow.Publisher<Long> body) {
            return body;
        }
    }

    private WeldContainer container;

    @BeforeEach
    void deploy() {
        Stores.use(new MemoryProvider());
        container = Containers.start(Feed.class, Stores.class);
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @TestFactory
    Stream<DynamicTest> aGuardedPublisherKeepsTheRules() {
        Rules rules = new Rules(container.select(Feed.class).get());
        return Arrays.stream(FlowPublisherVerification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> {
                    rules.setUp();
                    try {
                        method.invoke(rules);
                    } catch (InvocationTargetException e) {
                        Assumptions.assumeFalse(e.getCause() instanceof SkipException, "optional: " + e.getCause());
                        throw e.getCause();
                    }
                }));
    }

    /** Gives the kit guarded streams. */
    static final class Rules extends FlowPublisherVerification<Long> {
        private final Feed feed;
        private long id;

        Rules(Feed feed) {
            super(new TestEnvironment(2_000, 300), 300);
            this.feed = feed;
        }

        @Override
        public Flow.Publisher<Long> createFlowPublisher(long elements) {
            return feed.numbers(id++, new Numbers(elements));
        }

        @Override
        public Flow.Publisher<Long> createFailedFlowPublisher() {
            return feed.numbers(id++, subscriber -> {
                SubmissionPublisher<Long> failed = new SubmissionPublisher<>();
                failed.closeExceptionally(new IllegalStateException("failed"));
                failed.subscribe(subscriber);
            });
        }

        @Override
        public long maxElementsFromPublisher() {
            return 10_000;
        }
    }

    /** Publishes the first numbers, on the threads of the JDK's publisher. */
    record Numbers(long count) implements Flow.Publisher<Long> {

        @Override
        public void subscribe(Flow.Subscriber<? super Long> subscriber) {
            SubmissionPublisher<Long> publisher = new SubmissionPublisher<>(Runnable::run, 1 << 15);
            publisher.subscribe(subscriber);
            LongStream.range(0, count).forEach(publisher::submit);
            publisher.close();
        }
    }
}
