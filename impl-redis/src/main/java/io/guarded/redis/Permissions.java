package io.guarded.redis;

/**
 * What a Redis user needs, in the words of ACL SETUSER (Redis 6.2 and later). The documentation has the line for the prefix
 * {@code lock:}; a test compares them, and another works with these rights alone.
 *
 * @param keys the patterns of keys
 * @param channels the pattern of channels
 * @param commands the commands
 */
record Permissions(String keys, String channels, String commands) {

    /** {@code +@pubsub} and not the commands: those for channels in slots exist from Redis 7 on. */
    private static final String COMMANDS = "+@pubsub +ping +select +eval +evalsha +script|load"
            + " +exists +type +del +get +set +psetex +time +scan +pttl +pexpire +hexists +hincrby +hkeys +hlen +info";

    /** For locks whose keys begin with a prefix. */
    static Permissions forPrefix(String prefix) {
        String locks = pattern(prefix) + "*";
        String keys = "~" + locks
                + " ~redisson_lock__channel:{" + locks
                + " ~redisson_unlock_latch:{" + locks
                + " ~" + FencingTokens.PREFIX + "*"
                + " ~" + NodeNames.PREFIX + "*";
        // Redis refuses a pattern beside that for all keys
        return new Permissions(prefix.isEmpty() ? "~*" : keys, "&redisson_lock__channel:{" + locks, COMMANDS);
    }

    String all() {
        return keys + " " + channels + " " + commands;
    }

    /** A blank cannot be written in a pattern; {@code ?} stands for any character. */
    private static String pattern(String literally) {
        return literally.replaceAll("([\\\\*?\\[\\]^-])", "\\\\$1").replaceAll("\\s", "?");
    }
}
