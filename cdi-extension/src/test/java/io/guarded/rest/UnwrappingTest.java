package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.LockBusyException;
import io.guarded.LockKeyException;
import jakarta.ejb.EJBException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refusal is answered as what it is, in whatever it is wrapped; other failures are left alone. */
class UnwrappingTest {

    @Path("/")
    public static class Resource {
        @GET
        @Path("{what}")
        public String fail(@PathParam("what") String what) {
            RuntimeException inside =
                    switch (what.substring(what.indexOf('-') + 1)) {
                        case "busy" -> new LockBusyException("secret", Duration.ZERO, null);
                        case "key" -> new LockKeyException("user", "session:{user}");
                        default -> new IllegalStateException("not ours");
                    };
            throw switch (what.substring(0, what.indexOf('-'))) {
                case "ejb" -> new EJBException(inside);
                case "stage" -> new CompletionException(inside);
                case "proxy" -> new UndeclaredThrowableException(inside);
                default -> new EJBException(new CompletionException(new UndeclaredThrowableException(inside)));
            };
        }
    }

    public static class AnyMapper implements ExceptionMapper<RuntimeException> {
        @Override
        public Response toResponse(RuntimeException exception) {
            return Response.status(418)
                    .entity(exception.getClass().getSimpleName())
                    .build();
        }
    }

    public static class BusyMapper implements ExceptionMapper<LockBusyException> {
        @Override
        public Response toResponse(LockBusyException exception) {
            return Response.status(409).build();
        }
    }

    private static Requests requests(Class<?>... more) {
        Class<?>[] all = new Class<?>[more.length + 6];
        System.arraycopy(more, 0, all, 0, more.length);
        System.arraycopy(
                new Class<?>[] {
                    Resource.class,
                    LockExceptionMapper.class,
                    LockKeyExceptionMapper.class,
                    CompletionExceptionMapper.class,
                    UndeclaredThrowableMapper.class,
                    RestFeature.class
                },
                0,
                all,
                more.length,
                6);
        return new Requests(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ejb", "stage", "proxy", "all"})
    void aRefusalIsAnsweredAsWhatItIs(String wrapper) throws Exception {
        assertThat(requests().get(wrapper + "-busy", "en").status()).isEqualTo(429);
        assertThat(requests().get(wrapper + "-key", "en").status()).isEqualTo(400);
        assertThat(requests(BusyMapper.class).get(wrapper + "-busy", "en").status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ejb", "stage", "proxy", "all"})
    void anotherFailureGoesWhereItWouldHaveGone(String wrapper) throws Exception {
        assertThat(requests(AnyMapper.class).get(wrapper + "-other", "en").status())
                .isEqualTo(418);
        assertThat(requests().get(wrapper + "-other", "en").status()).isEqualTo(500);
    }

    @Test
    void circleOfCausesEnds() {
        EJBException wrapper = new EJBException("first");
        wrapper.initCause(new CompletionException(wrapper));

        assertThatThrownBy(() -> new Unwrapping(null).answer(wrapper)).isSameAs(wrapper);
    }
}
