package io.guarded.cdi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockDefinitionException;
import io.guarded.cdi.Containers;

/** Deploys what must be refused and looks at why it was. */
final class Refused {

    private Refused() {}

    static void assertMistake(String id, String what, String where, String fix, Class<?>... beans) {
        assertThat(Containers.mistakes(beans))
                .extracting(LockDefinitionException::getMessage)
                .as("%s %s %s", id, where, what)
                .anySatisfy(message -> assertThat(message)
                        .startsWith(id + " at ")
                        .contains(what)
                        .contains(where)
                        .contains(fix));
    }
}
