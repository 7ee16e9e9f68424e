package io.guarded;

/**
 * Joins parts to the name of a lock, so that different parts never make the same name.
 *
 * <p>Each part is {@linkplain #escape(String) escaped} once and the parts are joined with {@code :}. That is what a
 * {@link Guarded#name()} template does with its values, so {@code LockName.of("session", user, session)} is the name that
 * <code>"session:{user}:{session}"</code> makes for the same values.
 *
 * <p>Immutable; safe for use by many threads.
 *
 * @since 1.0
 */
public final class LockName {

    private static final String HEX = "0123456789ABCDEF";

    private final String value;

    private LockName(String value) {
        this.value = value;
    }

    /**
     * Joins the parts.
     *
     * @param parts the parts, at least one, each neither null nor blank
     * @return the name
     * @throws LockKeyException if there is no part, or if one is null or blank
     */
    public static LockName of(String... parts) {
        if (parts.length == 0) {
            throw new LockKeyException("parts", "a lock name needs at least one part");
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            LockKeyException.requireValue("parts[" + i + "]", parts[i]);
            joined.append(i == 0 ? "" : ":").append(escape(parts[i]));
        }
        return new LockName(joined.toString());
    }

    /**
     * Escapes one part of a name: {@code :}, {@code %}, the braces and control characters become {@code %} and two
     * hexadecimal digits (RFC 3986, section 2.1); all else stays as it is.
     *
     * @param part the part
     * @return the escaped part, which contains no {@code :}
     */
    public static String escape(String part) {
        int i = 0;
        while (i < part.length() && !needsEscape(part.charAt(i))) {
            i++;
        }
        return i == part.length() ? part : escapeFrom(part, i);
    }

    /**
     * Makes a name fit for a log line or a message: controls, invisible characters and halves of surrogate pairs become
     * {@code \\uXXXX}, and it is cut after 200 characters. For people to read; it does not identify a lock.
     *
     * @param name any text, such as the name of a lock that a user chose
     * @return the text, safe to print on one line
     */
    public static String printable(String name) {
        return Text.printable(name);
    }

    private static String escapeFrom(String part, int first) {
        StringBuilder escaped = new StringBuilder(part.length() + 16).append(part, 0, first);
        for (int i = first; i < part.length(); i++) {
            char c = part.charAt(i);
            if (needsEscape(c)) {
                escaped.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** All of these are below U+00A0, so that two digits are enough. */
    private static boolean needsEscape(char c) {
        return c == ':' || c == '%' || c == '{' || c == '}' || Character.isISOControl(c);
    }

    /**
     * Gives the name as a string, to be used wherever a literal name is taken.
     *
     * @return the joined and escaped parts
     */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LockName that && that.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
