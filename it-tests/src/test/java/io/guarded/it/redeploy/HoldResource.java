package io.guarded.it.redeploy;

import io.guarded.LockException;
import io.guarded.LockHandle;
import io.guarded.LockManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Holds locks beyond the call, and lets callers wait for them. */
@Path("redeploy")
@ApplicationScoped
public class HoldResource {

    private static final System.Logger LOG = System.getLogger(HoldResource.class.getName());

    private final Queue<LockHandle> held = new ConcurrentLinkedQueue<>();

    @Inject
    LockManager locks;

    /** Says which process this is. */
    @GET
    @Path("pid")
    public String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    /** Takes a lock for good. Not for the thread that calls, which would enter it again when it comes back to wait. */
    @POST
    @Path("hold/{type}/{name}")
    public void hold(@PathParam("type") String type, @PathParam("name") String name) throws Exception {
        held.add(locks.getOrCreate(name, type)
                .acquireAsync(Duration.ofMinutes(1))
                .toCompletableFuture()
                .get(2, TimeUnit.MINUTES));
    }

    /**
     * Waits for a lock longer than any test, and writes into the log how that ended.
     *
     * @param prefix what stands before the name, if anything: it may have a colon, which not all servers have in a path
     */
    @POST
    @Path("wait/{type}/{name}")
    public String waitFor(
            @PathParam("type") String type,
            @PathParam("name") String last,
            @QueryParam("prefix") @DefaultValue("") String prefix) {
        String name = prefix + last;
        String end;
        try {
            locks.getOrCreate(name, type).acquire(Duration.ofMinutes(10)).close();
            end = "acquired";
        } catch (LockException refusal) {
            end = refusal.getClass().getSimpleName();
        }
        String line = "end of the wait for " + name + ": " + end;
        LOG.log(Level.WARNING, line);
        return line;
    }

    /** Waits in the same way, but blocks nobody: the call is over while the wait goes on. */
    @POST
    @Path("queue/{type}/{name}")
    public void queueFor(@PathParam("type") String type, @PathParam("name") String name) {
        var unused = locks.getOrCreate(name, type)
                .acquireAsync(Duration.ofMinutes(10))
                .whenComplete(
                        (handle, failure) -> LOG.log(Level.WARNING, "end of the wait for " + name + ": " + failure));
    }

    /** Says whether a lock could be had at once, and gives it back. */
    @POST
    @Path("try/{type}/{name}")
    public String tryOnce(@PathParam("type") String type, @PathParam("name") String name) {
        Optional<LockHandle> taken = locks.getOrCreate(name, type).tryAcquire();
        taken.ifPresent(LockHandle::close);
        return taken.isPresent() ? "free" : "busy";
    }

    /** Says how many wait for all locks. */
    @GET
    @Path("waiters")
    public int waiters() {
        return locks.locks().stream().mapToInt(lock -> lock.waiters()).sum();
    }
}
