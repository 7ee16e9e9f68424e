package io.guarded.it.kinds;

import jakarta.ejb.Local;

/** What callers know of an EJB that they never see by its class. */
@Local
public interface Counter {

    void pass(String name);
}
