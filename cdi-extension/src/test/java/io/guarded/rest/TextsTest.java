package io.guarded.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which language a client is answered. */
final class TextsTest {

    @Test
    void clientThatNamesNoLanguageIsAnsweredInEnglish(@TempDir Path application) throws IOException {
        // the bundle of the application for all languages has none of its own
        Files.writeString(application.resolve("guarded-messages.properties"), "mine=mine\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {application.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);

            Texts texts = Texts.of(List.of(Locale.ROOT, new Locale("*")));

            assertThat(texts.language()).isEqualTo(Locale.ENGLISH);
            assertThat(texts.own("mine")).isEqualTo("mine");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void firstKnownLanguageIsTaken() {
        assertThat(Texts.of(List.of(Locale.KOREAN, Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH))
                        .language())
                .isEqualTo(Locale.CHINESE);
    }
}
