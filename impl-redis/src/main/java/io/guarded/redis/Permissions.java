package io.guarded.redis;

/**
 * What a Redis user needs, in the words of ACL SETUSER (Redis 6.2 and later). The documentation has the line for the prefix
 * {@code lock:}; a test compares them, and another works with these rights alone.
 */
final class Permissions {

    /** {@code +@pubsub} and not the commands: those for channels in slots exist from Redis 7 on. */
    private static final String COMMANDS = "+@pubsub +ping +select +eval +evalsha +script|load"
            + " +exists +type +del +get +set +psetex +time +scan +pttl +pexpire +hexists +hincrby +hkeys +hlen +info";

    private Permissions() {}

    /** The rights for locks whose keys begin with a prefix. */
    static String forPrefix(String prefix) {
        String keys = pattern(prefix) + "*";
        return "~" + keys
                + " ~redisson_lock__channel:{" + keys
                + " ~redisson_unlock_latch:{" + keys
                + " ~" + FencingTokens.PREFIX + "*"
                + " ~" + NodeNames.PREFIX + "*"
                + " &redisson_lock__channel:{" + keys
                + " " + COMMANDS;
    }

    /** A blank cannot be written in a pattern; {@code ?} stands for any character. */
    private static String pattern(String literally) {
        return literally.replaceAll("([\\\\*?\\[\\]^-])", "\\\\$1").replaceAll("\\s", "?");
    }
}
