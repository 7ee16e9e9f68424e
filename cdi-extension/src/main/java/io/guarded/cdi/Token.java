package io.guarded.cdi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A piece of a template as it was written: literal text, or what stood between two braces. */
record Token(String text, boolean isPlaceholder) {

    private static final Pattern IDENTIFIER =
            Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");

    private static final Pattern PATH = Pattern.compile(IDENTIFIER + "(\\." + IDENTIFIER + ")*");

    /**
     * Cuts a template into its tokens.
     *
     * @throws IllegalArgumentException if it is malformed; the message says why
     */
    static List<Token> read(String template) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            addLiteral(template.substring(at, open < 0 ? template.length() : open), tokens);
            at = open < 0 ? template.length() : addPlaceholder(template, open, tokens);
        }
        return List.copyOf(tokens);
    }

    private static void addLiteral(String text, List<Token> tokens) {
        if (text.indexOf('}') >= 0) {
            throw new IllegalArgumentException("a '}' without its '{'");
        }
        if (!text.isEmpty()) {
            tokens.add(new Token(text, false));
        }
    }

    private static int addPlaceholder(String template, int open, List<Token> tokens) {
        int close = template.indexOf('}', open);
        if (close < 0) {
            throw new IllegalArgumentException("a '{' without its '}'");
        }
        String path = template.substring(open + 1, close);
        if (path.isBlank()) {
            throw new IllegalArgumentException("an empty placeholder");
        }
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("'" + path + "' between braces is no path of a parameter");
        }
        tokens.add(new Token(path, true));
        return close + 1;
    }
}
