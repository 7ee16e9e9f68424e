package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeysTest {

    @Test
    void plainNameIsItsKeyBehindThePrefix() {
        assertThat(Keys.of("lock:", "session:u:s")).isEqualTo("lock:session:u:s");
        assertThat(Keys.of("", "migration:v2.0")).isEqualTo("migration:v2.0");
        assertThat(Keys.of("lock:", "ü😀 %3A")).isEqualTo("lock:ü😀 %3A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{b", "a}b", "a\nb", "a\0b", "half\ud800", "\udc00half", "\ud800\ud800", "a%#b", "\u0085"})
    void oddNameIsDigested(String odd) {
        assertThat(Keys.of("lock:", odd))
                .matches("lock:[\\x21-\\x7e]{1,40}%#[0-9a-f]{64}")
                .doesNotContain("{", "}");
    }

    @Test
    void digestFollowsWhatTheEyeCanRead() {
        assertThat(Keys.of("lock:", "a b%{c}~!\u007f")).startsWith("lock:a_b__c_~!_%#");
        assertThat(Keys.of("", "{" + "x".repeat(39))).startsWith("_" + "x".repeat(39) + "%#");
        assertThat(Keys.of("", "{" + "x".repeat(40))).startsWith("_" + "x".repeat(39) + "%#");
    }

    @Test
    void nameOfTwoHundredBytesIsKeptAndALongerOneDigested() {
        assertThat(Keys.of("", "x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Keys.of("", "x".repeat(201))).contains("%#");
        assertThat(Keys.of("", "é".repeat(100))).isEqualTo("é".repeat(100));
        assertThat(Keys.of("", "é".repeat(100) + "x")).contains("%#");
        assertThat(Keys.of("", "x".repeat(67))).isEqualTo("x".repeat(67));
    }

    @Test
    void halvesOfPairsAreDistinct() {
        assertThat(Keys.of("", "\ud800")).isNotEqualTo(Keys.of("", "\ud801"));
    }

    @Test
    void differentNamesHaveDifferentKeys() {
        String alphabet = "ab:%#{}\n\ud800\udc00é";
        Random random = new Random(7);
        Set<String> names = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            names.add(name.toString());
            keys.add(Keys.of("lock:", name.toString()));
        }
        assertThat(keys).hasSameSizeAs(names);
    }
}
