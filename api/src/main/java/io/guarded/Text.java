package io.guarded;

/** Makes text of users safe to print. */
final class Text {

    private static final int LONGEST = 200;

    private Text() {}

    /**
     * Replaces what could forge a line of a log or hide in it (controls, characters without a shape, line and paragraph
     * separators, halves of pairs) and cuts, never inside a character.
     */
    static String printable(String text) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), LONGEST) + 16);
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            int next = at + Character.charCount(character);
            if (next > LONGEST) {
                break;
            }
            if (isUnsafe(character)) {
                text.substring(at, next).chars().forEach(half -> safe.append(String.format("\\u%04X", half)));
            } else {
                safe.appendCodePoint(character);
            }
            at = next;
        }
        return at < text.length()
                ? safe.append("... (")
                        .append(text.length())
                        .append(" characters)")
                        .toString()
                : safe.toString();
    }

    /** A half is a character by itself only if the other one is missing. */
    private static boolean isUnsafe(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
