package io.guarded.rest;

import io.guarded.cdi.HttpTerms;
import org.jspecify.annotations.Nullable;

/** Reads the configuration at the first refusal and not again. */
final class TermsOnce {

    private volatile @Nullable HttpTerms terms;

    HttpTerms get() {
        HttpTerms known = terms;
        if (known == null) {
            known = HttpTerms.ofApplication();
            terms = known;
        }
        return known;
    }
}
