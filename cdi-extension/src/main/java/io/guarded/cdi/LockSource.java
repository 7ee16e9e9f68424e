package io.guarded.cdi;

import io.guarded.Guarded;
import io.guarded.LockDefinitionException;
import io.guarded.LockManager;
import io.guarded.NamedLock;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** Gives the lock of each call of one method. */
abstract sealed class LockSource {

    private final LockTerms terms;
    private final Site site;
    private final Guarded guard;

    private LockSource(LockTerms terms, Site site, Guarded guard) {
        this.terms = terms;
        this.site = site;
        this.guard = guard;
    }

    /** Others are told of the guard as it is given here. */
    static LockSource of(Template template, LockTerms terms, Site site, Guarded guard) {
        return template.isLiteral()
                ? new Fixed(template.tail(), terms, site, guard)
                : new PerCall(template, terms, site, guard);
    }

    abstract NamedLock lock(LockManager manager, InvocationContext call);

    /**
     * Makes the lock of a name.
     *
     * @throws LockDefinitionException if the manager does not know the type
     */
    NamedLock create(LockManager manager, String name) {
        try {
            return manager.create(terms.spec(name).guardedBy(guard));
        } catch (IllegalArgumentException unknown) {
            LockDefinitionException mistake = Mistake.UNKNOWN_TYPE.at(site, unknown.getMessage());
            mistake.addSuppressed(unknown);
            throw mistake;
        }
    }

    /** A name without placeholders: one lock for all calls. */
    static final class Fixed extends LockSource {
        private final String name;
        private volatile @Nullable NamedLock kept;

        private Fixed(String name, LockTerms terms, Site site, Guarded guard) {
            super(terms, site, guard);
            this.name = name;
        }

        @Override
        NamedLock lock(LockManager manager, InvocationContext call) {
            NamedLock lock = kept;
            if (lock == null) {
                lock = create(manager, name);
                kept = lock;
            }
            return lock;
        }
    }

    /** A name made of the values of each call. */
    static final class PerCall extends LockSource {
        private final Template template;

        private PerCall(Template template, LockTerms terms, Site site, Guarded guard) {
            super(terms, site, guard);
            this.template = template;
        }

        @Override
        NamedLock lock(LockManager manager, InvocationContext call) {
            return create(manager, template.name(call.getParameters()));
        }
    }
}
