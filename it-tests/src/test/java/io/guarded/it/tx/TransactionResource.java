package io.guarded.it.tx;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Lets the test write and count rows. */
@Path("rows")
@RequestScoped
public class TransactionResource {

    private static final String NOBODY = "nobody";

    @EJB
    ContainerManaged containerManaged;

    @EJB
    BeanManaged beanManaged;

    @EJB
    Caller caller;

    @Inject
    Annotated annotated;

    @Inject
    Rows rows;

    /** Writes a row. */
    @POST
    @Path("{kind}/{name}")
    public void write(@PathParam("kind") String kind, @PathParam("name") String name) throws Exception {
        switch (kind) {
            case "container" -> containerManaged.write(name);
            case "bean" -> beanManaged.write(name);
            case "annotated" -> annotated.write(name);
            case "annotated-fails" -> annotated.fail(name);
            case "outlived" -> beanManaged.outlive(name);
            case "container-lost" -> containerManaged.lose(name);
            case "annotated-lost" -> annotated.lose(name);
            default -> throw new IllegalArgumentException(kind);
        }
    }

    /** Writes a row beside one that is guarded. */
    @POST
    @Path("beside/{name}/{busy}")
    public void beside(@PathParam("name") String name, @PathParam("busy") String busy) {
        caller.writeAlso(name, busy);
    }

    /** Writes a row beside one that is guarded, and goes on if that is busy. */
    @POST
    @Path("catching/{name}/{busy}")
    public void catching(@PathParam("name") String name, @PathParam("busy") String busy) {
        caller.writeAndCatch(name, busy);
    }

    /** Writes a row in a transaction that then cannot get the lock of another one, and says why. */
    @POST
    @Path("refusal/{name}/{wanted}")
    public String refusal(@PathParam("name") String name, @PathParam("wanted") String wanted) {
        return caller.refusal(name, wanted.equals(NOBODY) ? null : wanted);
    }

    /** Writes two rows under one lock, and perhaps fails then. */
    @POST
    @Path("twice/{end}/{name}")
    public void twice(@PathParam("end") String end, @PathParam("name") String name) {
        caller.writeTwice(name, end.equals("fail"));
    }

    /** Says whether a call is guarded whose transaction is to roll back, and what is after it. */
    @POST
    @Path("marked/{name}")
    public String marked(@PathParam("name") String name) throws Exception {
        return beanManaged.mark(name);
    }

    /** Says what comes of a second transaction. */
    @POST
    @Path("apart/{name}")
    public String apart(@PathParam("name") String name) {
        try {
            return Integer.toString(caller.countApart(name));
        } catch (RuntimeException e) {
            Throwable first = e;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            return first.toString();
        }
    }

    /** Counts when nobody writes. */
    @POST
    @Path("count/{name}")
    public int count(@PathParam("name") String name) {
        return containerManaged.count(name);
    }

    /** Counts at once. */
    @POST
    @Path("seen/{name}")
    public int seen(@PathParam("name") String name) {
        return rows.count(name);
    }
}
