package io.guarded.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.LockName;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Different names have different keys, and the keys that Redisson makes from a key are in the slot of the key itself.
 *
 * <p>A generator of our own, no library: pairs of unrelated names never come near a collision, so the second name is made
 * from the first as a collision would be, by escaping, moving or cutting a piece of it. A failure tells the seed, and
 * {@code -Dguarded.test.seed} repeats it; {@code -Dguarded.test.pairs} says how many pairs.
 *
 * <p>Rows 25 and 47.
 */
final class KeyPropertiesTest {

    private static final int PAIRS = Integer.getInteger("guarded.test.pairs", 1_000_000);
    private static final long SEED = Long.getLong("guarded.test.seed", System.nanoTime());
    private static final List<String> PREFIXES = List.of("", "lock:", "a", "a%", "ü😀 ");

    private final Names names = new Names(new Random(SEED));

    @Test
    void differentNamesHaveDifferentKeysUnderEachPrefix() {
        for (int i = 0; i < PAIRS; i++) {
            String prefix = PREFIXES.get(i % PREFIXES.size());
            String one = names.any();
            String two = names.near(one, prefix);

            boolean isSameKey = Keys.of(prefix, one).equals(Keys.of(prefix, two));

            assertAgree(isSameKey, one.equals(two), one, two);
        }
    }

    @Test
    void differentPartsMakeDifferentKeys() {
        for (int i = 0; i < PAIRS; i++) {
            String[] one = names.parts();
            String[] two = names.nearParts(one);

            boolean isSameKey = key(one).equals(key(two));

            assertAgree(isSameKey, Arrays.equals(one, two), String.join("|", one), String.join("|", two));
        }
    }

    /** AssertJ only on a failure: it costs more than what is tried. */
    private static void assertAgree(boolean isSameKey, boolean isSameName, String one, String two) {
        if (isSameKey != isSameName) {
            assertThat(isSameKey)
                    .as("one key for \"%s\" and \"%s\", seed %s", show(one), show(two), SEED)
                    .isEqualTo(isSameName);
        }
    }

    private static String key(String... parts) {
        return Keys.of("lock:", LockName.of(parts).value());
    }

    @Test
    void keysOfOneLockAreInOneSlot() {
        for (int i = 0; i < PAIRS; i++) {
            String name = names.any();
            String key = Keys.of(PREFIXES.get(i % PREFIXES.size()), name);

            boolean isOneSlot = hashed(key).equals(hashed(redissons("redisson_lock__channel", key)))
                    && hashed(key).equals(hashed(redissons("redisson_unlock_latch", key) + ":0f3a"));

            if (!isOneSlot) {
                assertThat(show(key)).as("key in two slots, seed %s", SEED).isEmpty();
            }
        }
    }

    /** RedissonObject.prefixName, 4.7.0. */
    private static String redissons(String prefix, String key) {
        return key.contains("{") ? prefix + ":" + key : prefix + ":{" + key + "}";
    }

    /** What a Redis cluster takes for the slot of a key: the hash tag (cluster specification), else the whole key. */
    private static String hashed(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open + 1);
        return close <= open + 1 ? key : key.substring(open + 1, close);
    }

    private static String show(String text) {
        return LockName.printable(text);
    }
}
