package io.guarded;

/** Makes text of users safe to print. */
final class Text {

    private static final int LONGEST = 200;

    private Text() {}

    /** Replaces what could forge a line of a log (controls, line and paragraph separators, halves of pairs) and cuts. */
    static String printable(String text) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), LONGEST) + 16);
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            if (isUnsafe(text, i)) {
                safe.append("\\u").append(String.format("%04X", (int) c));
            } else {
                safe.append(c);
            }
        }
        return text.length() > LONGEST
                ? safe.append("... (")
                        .append(text.length())
                        .append(" characters)")
                        .toString()
                : safe.toString();
    }

    private static boolean isUnsafe(String text, int at) {
        char c = text.charAt(at);
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SURROGATE -> !isPaired(text, at);
            default -> false;
        };
    }

    private static boolean isPaired(String text, int at) {
        boolean high = Character.isHighSurrogate(text.charAt(at));
        int other = high ? at + 1 : at - 1;
        if (other < 0 || other >= text.length()) {
            return false;
        }
        return high ? Character.isLowSurrogate(text.charAt(other)) : Character.isHighSurrogate(text.charAt(other));
    }
}
