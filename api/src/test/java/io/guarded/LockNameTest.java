package io.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LockNameTest {

    @Test
    void partsAreJoinedWithColons() {
        assertThat(LockName.of("session", "u1", "s1").value()).isEqualTo("session:u1:s1");
        assertThat(LockName.of("session", "u1", "s1")).hasToString("session:u1:s1");
    }

    @Test
    void differentPartsMakeDifferentNames() {
        assertThat(LockName.of("a:b", "c")).isNotEqualTo(LockName.of("a", "b:c"));
        assertThat(LockName.of("a%3Ab")).isNotEqualTo(LockName.of("a:b"));
        assertThat(LockName.of("a", "b")).isEqualTo(LockName.of("a", "b")).hasSameHashCodeAs(LockName.of("a", "b"));
        assertThat(LockName.of("a")).isNotEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({"a:b,a%3Ab", "50%,50%25", "{x},%7Bx%7D", "plain,plain", "ü😀,ü😀"})
    void separatorsAndBracesAreEscaped(String part, String escaped) {
        assertThat(LockName.escape(part)).isEqualTo(escaped);
    }

    @Test
    void controlsAreEscapedWithTwoDigits() {
        assertThat(LockName.escape("\r\n\0\u007f\u0085")).isEqualTo("%0D%0A%00%7F%85");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t"})
    void missingPartIsRefusedAndNamed(String missing) {
        assertThatThrownBy(() -> LockName.of("a", missing))
                .isInstanceOfSatisfying(LockKeyException.class, refused -> assertThat(refused.parameter())
                        .isEqualTo("parts[1]"))
                .hasMessageContaining(missing == null ? "null" : "blank");
    }

    @Test
    void nameWithoutPartsIsRefused() {
        assertThatThrownBy(LockName::of).isInstanceOf(LockKeyException.class);
    }

    @Test
    void printableNameStaysOnItsLineAndIsCut() {
        assertThat(LockName.printable("a\r\nb\u2028\ud800")).isEqualTo("a\\u000D\\u000Ab\\u2028\\uD800");
        assertThat(LockName.printable("😀 ü")).isEqualTo("😀 ü");
        assertThat(LockName.printable("\udc00x")).isEqualTo("\\uDC00x");
        assertThat(LockName.printable("x".repeat(200))).hasSize(200);
        assertThat(LockName.printable("x".repeat(201))).hasSizeLessThan(240).endsWith("(201 characters)");
    }

    @Test
    void printableNameIsNotCutInsideACharacter() {
        assertThat(LockName.printable("x".repeat(199) + "😀")).isEqualTo("x".repeat(199) + "... (201 characters)");
        assertThat(LockName.printable("x".repeat(198) + "😀")).isEqualTo("x".repeat(198) + "😀");
        assertThat(LockName.printable("x".repeat(199) + "\ud83d")).isEqualTo("x".repeat(199) + "\\uD83D");
    }

    @Test
    void invisibleCharactersAreEscapedWhateverTheirNumber() {
        assertThat(LockName.printable("a\u200bb")).isEqualTo("a\\u200Bb");
        String tag = new String(Character.toChars(0xE0020));
        assertThat(LockName.printable("a" + tag + "b")).isEqualTo("a\\uDB40\\uDC20b");
    }
}
