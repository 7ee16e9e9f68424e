package io.guarded.rest;

/** Writes the JSON objects that this module sends (RFC 8259), so that no JSON provider is needed. */
final class Json {

    private Json() {}

    static String error(String error, String detail, int status) {
        return "{\"success\":false,\"error\":" + string(error) + ",\"detail\":" + string(detail) + ",\"status_code\":"
                + status + "}";
    }

    static String problem(String title, int status, String detail) {
        return "{\"type\":\"about:blank\",\"title\":" + string(title) + ",\"status\":" + status + ",\"detail\":"
                + string(detail) + "}";
    }

    static String string(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> append(json, c));
        return json.append('"').toString();
    }

    /** Escapes what JSON asks for, and what does not survive UTF-8 or JavaScript. */
    private static void append(StringBuilder json, int c) {
        switch (c) {
            case '"', '\\' -> json.append('\\').append((char) c);
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (isUnsafe(c)) {
                    json.append(String.format("\\u%04x", c));
                } else {
                    json.appendCodePoint(c);
                }
            }
        }
    }

    private static boolean isUnsafe(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
