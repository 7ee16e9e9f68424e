package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockBusyException;
import io.guarded.LockKeyException;
import jakarta.ejb.EJBException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refusals are answered in applications for which nothing is scanned: the feature and the check are services. */
class RestFeatureTest {

    @Path("/")
    public static class Resource {

        @GET
        @Path("busy")
        public String busy() {
            throw new LockBusyException("secret", Duration.ZERO, null);
        }

        @GET
        @Path("key")
        public String key() {
            throw new LockKeyException("user", "session:{user}");
        }

        @GET
        @Path("ejb")
        public String ejb() {
            throw new EJBException(new LockBusyException("secret", Duration.ZERO, null));
        }
    }

    @Test
    void applicationThatListsItsOwnClassesAnswersRefusals() throws Exception {
        Requests requests = new Requests(Resource.class);

        assertThat(requests.get("busy", "en").status()).isEqualTo(429);
        assertThat(requests.get("key", "en").status()).isEqualTo(400);
        assertThat(requests.get("ejb", "en").status()).isEqualTo(429);
    }

    /** A client finds services, too, and has nothing to answer; a server's mapper there would only bring a warning. */
    @Test
    void clientIsLeftAlone() {
        List<String> asked = new ArrayList<>();
        Configuration client = (Configuration) proxy(Configuration.class, (proxy, method, args) -> RuntimeType.CLIENT);
        FeatureContext context = (FeatureContext) proxy(FeatureContext.class, (proxy, method, args) -> {
            asked.add(method.getName());
            return client;
        });

        assertThat(new RestFeature().configure(context)).isFalse();

        assertThat(asked).containsOnly("getConfiguration");
    }

    private static Object proxy(Class<?> type, InvocationHandler answers) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers);
    }
}
