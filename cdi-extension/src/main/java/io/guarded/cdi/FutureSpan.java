package io.guarded.cdi;

import io.guarded.LockDefinitionException;
import io.guarded.core.Hold;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Ends the hold with the asynchronous run of an EJB's method. Its future has the result already, or tells of its end if it is
 * a stage; another that has not ended would go on unguarded.
 */
final class FutureSpan implements Span {

    private final Span stages;
    private final Site site;

    FutureSpan(Span stages, Site site) {
        this.stages = stages;
        this.site = site;
    }

    @Override
    public Class<?> covers() {
        return Future.class;
    }

    @Override
    public Class<?> gives() {
        return Future.class;
    }

    @Override
    public boolean hasContents() {
        return true;
    }

    @Override
    public Object extend(Object result, Hold hold, Surroundings surroundings) {
        if (result instanceof CompletionStage) {
            return stages.extend(result, hold, surroundings);
        }
        if (!hasResult((Future<?>) result)) {
            LockDefinitionException refusal =
                    Mistake.UNGUARDED_RESULT.at(site, result.getClass().getName());
            hold.finish(refusal);
            throw refusal;
        }
        hold.finish();
        return result;
    }

    /** The AsyncResult of Jakarta EJB only carries a value: to ask it whether it is done is an error. */
    private static boolean hasResult(Future<?> future) {
        return future.getClass().getName().equals("jakarta.ejb.AsyncResult") || future.isDone();
    }

    @Override
    public @Nullable Object nothing() {
        return stages.nothing();
    }
}
