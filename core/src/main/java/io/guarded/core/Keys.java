package io.guarded.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes the store's key from a name: prefix and name as they are, so that people and other programs find it, unless the name
 * is too long or contains what some store reads differently; then a digest stands for it.
 *
 * <p>Different names have different keys. A name that is kept never contains the mark {@code %#}, which a digest follows, so
 * the two kinds cannot meet. Braces are out because a Redis cluster takes what they enclose for the slot, and Redisson's
 * other keys of a lock would then fall into another slot.
 */
final class Keys {

    private static final String MARK = "%#";
    private static final int LONGEST_BYTES = 200;
    private static final int HEAD_CHARS = 40;

    private Keys() {}

    static String of(String prefix, String name) {
        return isPlain(name) && isShort(name) ? prefix + name : prefix + head(name) + MARK + digest(name);
    }

    /** Tells whether a text is safe in a key on every store. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isOdd(c)) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (!isPair(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return !text.contains(MARK);
    }

    private static boolean isOdd(char c) {
        return c == '{' || c == '}' || Character.isISOControl(c);
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    /** Counts only when it has to: a character has one to three bytes. */
    private static boolean isShort(String name) {
        return name.length() * 3L <= LONGEST_BYTES
                || (name.length() <= LONGEST_BYTES && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES);
    }

    /** The beginning of the name, for the eye only. */
    private static String head(String name) {
        StringBuilder head = new StringBuilder();
        for (int i = 0; i < name.length() && head.length() < HEAD_CHARS; i++) {
            char c = name.charAt(i);
            head.append(c > ' ' && c < 0x7F && !isOdd(c) && c != '%' ? c : '_');
        }
        return head.toString();
    }

    private static String digest(String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(utf16(name)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }

    /** By hand, because every encoder replaces a lone half of a surrogate pair, and two names would meet. */
    private static byte[] utf16(String name) {
        byte[] bytes = new byte[2 * name.length()];
        for (int i = 0; i < name.length(); i++) {
            bytes[2 * i] = (byte) (name.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) name.charAt(i);
        }
        return bytes;
    }
}
