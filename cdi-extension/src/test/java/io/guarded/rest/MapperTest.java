package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockBusyException;
import io.guarded.LockDefinitionException;
import io.guarded.LockException;
import io.guarded.LockInterruptedException;
import io.guarded.LockKeyException;
import io.guarded.LockLostException;
import io.guarded.LockUnavailableException;
import io.guarded.rest.Requests.Reply;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class MapperTest {

    private static final String SECRET = "session:alice:7";

    @Path("/")
    public static class Resource {
        @GET
        @Path("busy/{millis}")
        public String busy(@PathParam("millis") long millis) {
            throw new LockBusyException(SECRET, Duration.ZERO, Duration.ofMillis(millis));
        }

        @GET
        @Path("busy")
        public String busy() {
            throw new LockBusyException(SECRET, Duration.ZERO, null);
        }

        @GET
        @Path("async")
        public CompletionStage<String> async() {
            return CompletableFuture.failedFuture(new LockBusyException(SECRET, Duration.ZERO, null));
        }

        @GET
        @Path("unavailable")
        public String unavailable() {
            throw new LockUnavailableException(SECRET, "away", null);
        }

        @GET
        @Path("interrupted")
        public String interrupted() {
            throw new LockInterruptedException(SECRET);
        }

        @GET
        @Path("lost")
        public String lost() {
            throw new LockLostException(SECRET, "gone");
        }

        @GET
        @Path("definition")
        public String definition() {
            throw new LockDefinitionException(SECRET, SECRET);
        }

        @GET
        @Path("key")
        public String key() {
            throw new LockKeyException("user\"Id", SECRET);
        }
    }

    public static class BusyMapper implements ExceptionMapper<LockBusyException> {
        @Override
        public Response toResponse(LockBusyException exception) {
            return Response.status(409).build();
        }
    }

    public static class SameMapper implements ExceptionMapper<LockException> {
        @Override
        public Response toResponse(LockException exception) {
            return Response.status(418).build();
        }
    }

    private final Requests requests =
            new Requests(Resource.class, LockExceptionMapper.class, LockKeyExceptionMapper.class);

    @Test
    void busyIs429WithTheBodyThatClientsKnow() throws Exception {
        Reply reply = requests.get("busy", "zh-CN,en;q=0.5");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.response().getStatusInfo().getReasonPhrase()).isEqualTo("Too Many Requests");
        assertThat(reply.header("Retry-After")).isIn("1", "2");
        assertThat(reply.header("Content-Type")).isEqualToIgnoringCase("application/json;charset=utf-8");
        assertThat(reply.header("Content-Language")).isEqualTo("zh");
        assertThat(reply.body())
                .isEqualTo("{\"success\":false,\"error\":\"锁已被占用，请稍后再试\",\"detail\":\"资源正在使用中\",\"status_code\":429}");
    }

    @Test
    void theLanguageIsTheClientsFirstThatThereIs() throws Exception {
        assertThat(requests.get("busy", "fr,en-GB;q=0.8,zh;q=0.1").body()).contains("Please try again shortly");
        assertThat(requests.get("busy", "fr").body()).contains("Please try again shortly");
        assertThat(requests.get("busy", "*").body()).contains("Please try again shortly");
        assertThat(requests.get("busy", "zh-Hant").body()).contains("锁已被占用");
    }

    @Test
    void retryAfterIsAtLeastWhatIsKnownAndAtMostTheLimit() throws Exception {
        assertThat(requests.get("busy/2001", "en").header("Retry-After")).isIn("3", "4", "5");
        assertThat(Long.parseLong(requests.get("busy/99000", "en").header("Retry-After")))
                .isBetween(20L, 30L);
    }

    @Test
    void theFourThingsStayFour() throws Exception {
        assertThat(requests.get("unavailable", "en").status()).isEqualTo(503);
        assertThat(requests.get("unavailable", "en").header("Retry-After")).isIn("1", "2");
        assertThat(requests.get("interrupted", "en").status()).isEqualTo(503);
        assertThat(requests.get("interrupted", "en").header("Retry-After")).isIn("1", "2");
        assertThat(requests.get("lost", "en").status()).isEqualTo(500);
        assertThat(requests.get("lost", "en").header("Retry-After")).isNull();
        assertThat(requests.get("definition", "en").status()).isEqualTo(500);
        assertThat(requests.get("async", "en").status()).isEqualTo(429);
    }

    @Test
    void aMissingValueIs400AndNamesTheParameter() throws Exception {
        Reply reply = requests.get("key", "en");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("\"detail\":\"the value of user\\\"Id is missing\"");
    }

    @Test
    void noAnswerTellsTheNameOfTheLock() throws Exception {
        for (String path : new String[] {"busy", "unavailable", "interrupted", "lost", "definition", "key"}) {
            assertThat(requests.get(path, "en").body())
                    .as(path)
                    .doesNotContain("alice")
                    .contains("\"success\":false");
            assertThat(requests.get(path, "zh").body())
                    .as(path)
                    .doesNotContain("alice")
                    .doesNotContain("{0}");
        }
    }

    @Test
    void theApplicationsMapperForASubclassWins() throws Exception {
        Requests own = new Requests(Resource.class, LockExceptionMapper.class, BusyMapper.class);

        assertThat(own.get("busy", "en").status()).isEqualTo(409);
        assertThat(own.get("lost", "en").status()).isEqualTo(500);
    }

    @Test
    void theApplicationsMapperForTheSameTypeWins() throws Exception {
        assertThat(new Requests(Resource.class, LockExceptionMapper.class, SameMapper.class)
                        .get("busy", "en")
                        .status())
                .isEqualTo(418);
        assertThat(new Requests(Resource.class, SameMapper.class, LockExceptionMapper.class)
                        .get("busy", "en")
                        .status())
                .isEqualTo(418);
    }
}
