package io.guarded.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a Redis URL, taken apart here because Redisson takes neither a path nor a missing port, and because java.net.URI
 * finds no host in a name with an underscore, as container networks have.
 */
final class RedisUrl {

    // the last @ ends the user's part, so that a password may contain one
    private static final Pattern FORM = Pattern.compile("(?<scheme>rediss?|valkeys?)://(?:(?<user>.*)@)?"
            + "(?<host>\\[[0-9A-Fa-f:.]+]|[^:/@\\s]+)(?::(?<port>[0-9]{1,5}))?(?:/(?<database>[0-9]{0,5}))?");

    private final String address;
    private final int database;
    private final @Nullable String username;
    private final @Nullable String password;

    private RedisUrl(String property, Matcher parts) {
        int port = number(parts.group("port"), 6379);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(property + " has a port that is not from 1 to 65535: " + port);
        }
        this.address = parts.group("scheme") + "://" + parts.group("host") + ":" + port;
        this.database = number(parts.group("database"), 0);
        String user = parts.group("user");
        int colon = user == null ? -1 : user.indexOf(':');
        // a user's part without a colon is a password, as redis-cli and Redisson have it
        this.username = user == null || colon <= 0 ? null : decoded(property, user.substring(0, colon));
        this.password = user == null ? null : decoded(property, user.substring(colon + 1));
    }

    static RedisUrl parse(String property, String url) {
        Matcher parts = FORM.matcher(url.strip());
        if (!parts.matches()) {
            // all before the last @ may be a secret
            throw new IllegalArgumentException(property + " is not a Redis URL such as redis://host:6379/0: "
                    + url.substring(url.lastIndexOf('@') + 1));
        }
        return new RedisUrl(property, parts);
    }

    /** Scheme, host and port, without user and password. */
    String address() {
        return address;
    }

    int database() {
        return database;
    }

    Optional<String> username() {
        return Optional.ofNullable(username);
    }

    Optional<String> password() {
        return Optional.ofNullable(password);
    }

    private static int number(@Nullable String digits, int absent) {
        return digits == null || digits.isEmpty() ? absent : Integer.parseInt(digits);
    }

    private static String decoded(String property, String text) {
        try {
            // URLDecoder is for forms, where + is a space; in a URL it is a plus (RFC 3986)
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // without the cause, which quotes the text
            throw new IllegalArgumentException(property + " has a % in user or password that is no escape; write %25");
        }
    }
}
