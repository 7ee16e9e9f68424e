package io.guarded.mutiny;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.cdi.Contents;
import io.guarded.cdi.SpanSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AbsenceTest {

    /** Sees everything but Mutiny, and so has to define the classes itself that look for it. */
    private static final class WithoutMutiny extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.smallrye.mutiny.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.guarded.mutiny.")) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void withoutMutinyThereIsNothingAndNothingFails() throws Exception {
        Contents none = value -> Optional.empty();
        Class<?> loaded = new WithoutMutiny().loadClass(MutinySpans.class.getName());
        SpanSource source = (SpanSource) loaded.getConstructor().newInstance();

        assertThat(source.spans(none)).isEmpty();
        assertThat(new MutinySpans().spans(none)).hasSize(2);
    }
}
