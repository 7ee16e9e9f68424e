package io.guarded.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.example.chat.ChatBodyResource;
import io.guarded.example.chat.ChatResource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What nobody wants to wait for in a test: each way to the chat holds its session for five minutes at most. */
final class ChatTermsTest {

    @Test
    void eachChatHoldsForFiveMinutesAtMost() {
        List<Guarded> guards = Stream.of(ChatResource.class, ChatBodyResource.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .map(method -> method.getAnnotation(Guarded.class))
                .filter(Objects::nonNull)
                .toList();

        assertThat(guards).hasSize(3).allMatch(guard -> guard.maxHold() == 300);
    }
}
