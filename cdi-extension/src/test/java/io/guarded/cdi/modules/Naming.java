package io.guarded.cdi.modules;

import java.util.Hashtable;
import java.util.Map;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import javax.naming.spi.InitialContextFactory;

/** Is the naming of a server that tells modules the name of their application, and is not there for anything else. */
public final class Naming implements AutoCloseable {

    private static volatile String application = "";

    private Naming() {}

    public static Naming of(String applicationName) {
        application = applicationName;
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Factory.class.getName());
        return new Naming();
    }

    @Override
    public void close() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    }

    /** Made by the JDK. */
    public static final class Factory implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return new InitialContext(true) {
                @Override
                public Object lookup(String name) throws NamingException {
                    Object found = Map.of("java:app/AppName", application).get(name);
                    if (found == null) {
                        throw new NoInitialContextException(name);
                    }
                    return found;
                }
            };
        }
    }
}
