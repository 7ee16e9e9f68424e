package io.guarded.it.jms;

import io.guarded.LockInfo;
import io.guarded.LockManager;
import io.guarded.LockName;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;

/** Sends messages, and tells of the lock that they need. */
@Path("letters")
@RequestScoped
public class LetterResource {

    @Resource(lookup = "java:comp/DefaultJMSConnectionFactory")
    ConnectionFactory connections;

    @Resource(lookup = "java:app/jms/letters")
    Queue queue;

    @Inject
    LockManager locks;

    static String typeOf(Message message) {
        try {
            return message.getJMSType();
        } catch (JMSException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Sends one. */
    @POST
    @Path("{name}")
    public void send(@PathParam("name") String name) {
        try (JMSContext context = connections.createContext()) {
            context.createProducer().setJMSType(name).send(queue, "a letter");
        }
    }

    /** Says how many calls wait for the lock. */
    @GET
    @Path("{name}/waiters")
    public int waiters(@PathParam("name") String name) {
        return locks.locks().stream()
                .filter(lock -> lock.name().equals(LockName.of("letter", name).toString()))
                .mapToInt(LockInfo::waiters)
                .sum();
    }

    /** Needs the lock. */
    @POST
    @Path("{name}/lock")
    public void lock(@PathParam("name") String name) {
        locks.getOrCreate(LockName.of("letter", name), "redis").run(Duration.ZERO, () -> {});
    }
}
