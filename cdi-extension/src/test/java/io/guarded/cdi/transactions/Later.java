package io.guarded.cdi.transactions;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Starts work that goes on when its method has returned, and says how to end it. */
enum Later {
    PUBLISHER {
        @Override
        Ends start(LaterWork work) {
            Body body = new Body();
            return subscribed(work.publish(body), body);
        }
    },
    UNI {
        @Override
        Ends start(LaterWork work) {
            CompletableFuture<UniEmitter<? super String>> emitter = new CompletableFuture<>();
            CompletableFuture<String> seen = work.promise(
                            Uni.createFrom().<String>emitter(given -> emitter.complete(given)))
                    .subscribeAsCompletionStage();
            return new Ends(seen, () -> emitter.join().complete("done"));
        }
    },
    RESPONSE {
        /** What servers do with a suspended request is tested on servers. */
        @Override
        Ends start(LaterWork work) {
            CompletableFuture<CompletionCallback> callback = new CompletableFuture<>();
            CompletableFuture<String> seen = new CompletableFuture<>();
            AsyncResponse server = (AsyncResponse) Proxy.newProxyInstance(
                    Later.class.getClassLoader(),
                    new Class<?>[] {AsyncResponse.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "register" ->
                            callback.complete((CompletionCallback) arguments[0])
                                    ? List.of(CompletionCallback.class)
                                    : List.of();
                        case "isSuspended" -> true;
                        case "resume" -> {
                            seen.complete(arguments[0].toString());
                            callback.join().onComplete(null);
                            yield true;
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
            CompletableFuture<AsyncResponse> given = new CompletableFuture<>();
            Consumer<AsyncResponse> body = given::complete;
            work.answer(server, body);
            return new Ends(seen, () -> given.join().resume("done"));
        }
    };

    /**
     * The end of the work.
     *
     * @param seen what the caller gets
     * @param end ends the work, on the calling thread
     */
    record Ends(CompletableFuture<String> seen, Runnable end) {}

    /** Is a stream that the test ends. */
    static final class Body implements Flow.Publisher<String> {

        private final CompletableFuture<Flow.Subscriber<? super String>> subscriber = new CompletableFuture<>();

        @Override
        public void subscribe(Flow.Subscriber<? super String> given) {
            given.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long count) {}

                @Override
                public void cancel() {}
            });
            subscriber.complete(given);
        }
    }

    abstract Ends start(LaterWork work);

    /** Waits for the end of a stream, which the test causes by its body. */
    static Ends subscribed(Flow.Publisher<String> stream, Body body) {
        CompletableFuture<String> seen = new CompletableFuture<>();
        stream.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(String item) {}

            @Override
            public void onError(Throwable failure) {
                seen.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                seen.complete("done");
            }
        });
        return new Ends(seen, () -> body.subscriber.join().onComplete());
    }
}
