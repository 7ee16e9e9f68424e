package io.guarded.example.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.example.chat.SlowAnswers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {

    private static final Duration LASTING = SlowAnswers.lasting("Why is the sky blue?");

    @Test
    void theAnswerTakesAsLongAsThePersonIsTold() {
        List<Site> sites = Site.of(Path.of("nodes"), 1, 8080);

        assertThat(Text.whatToTry(sites, 6379, Operator.make()))
                .contains("The answer comes word by word, with status 200, for some " + LASTING.toSeconds()
                        + " seconds:");
    }

    @Test
    void theGuideSaysTheSame() throws Exception {
        assertThat(LASTING).isBetween(Duration.ofSeconds(14), Duration.ofSeconds(16));
        assertThat(Files.readString(Path.of("../docs/example.md"))).containsPattern("takes some fifteen\\s+seconds");
    }
}
