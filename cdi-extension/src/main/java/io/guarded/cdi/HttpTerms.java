package io.guarded.cdi;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the configuration says about answers of HTTP. Internal: public for io.guarded.rest.
 *
 * @param busyStatus the status of a busy lock whose guard has none of its own: 429, 409 or 423
 * @param retryAfterMax the longest time that a client is told to stay away, in seconds
 * @param exposesNames whether a client is told the name of a lock, with the values in it
 */
public record HttpTerms(int busyStatus, long retryAfterMax, boolean exposesNames) {

    private static final Set<Long> BUSY = Set.of(429L, 409L, 423L);

    /**
     * Reads the terms for the application whose class loader is the context's. A value that made no sense has failed the
     * deployment.
     *
     * @return the terms
     */
    public static HttpTerms ofApplication() {
        return read(Configuration.find(Managers.applicationLoader()), new Mistakes());
    }

    static boolean isForBusy(long status) {
        return BUSY.contains(status);
    }

    static HttpTerms read(Function<String, Optional<String>> configuration, Mistakes mistakes) {
        PropertyReader reader = new PropertyReader(configuration, mistakes);
        long busy = reader.number("guarded.rest.busy-status", "429, 409 or 423", HttpTerms::isForBusy)
                .orElse(429L);
        long most = reader.number("guarded.rest.retry-after-max", "a number of seconds from 1 on", max -> max >= 1)
                .orElse(30L);
        return new HttpTerms(
                (int) busy, most, reader.truth("guarded.rest.expose-names").orElse(false));
    }
}
