package io.guarded.redis;

/**
 * What the self-test found, for a check of the application's health.
 *
 * @param state how it is
 * @param text what is wrong, where, and the remedy; empty if nothing is
 */
record Verdict(State state, String text) {

    enum State {
        /** Nobody has needed Redis yet. */
        NOT_TESTED,
        GOOD,
        /** Locks work; the text tells of a risk. */
        GOOD_WITH_WARNING,
        /** No lock is given; the test is repeated when somebody asks for one. */
        FAILED
    }

    static final Verdict NONE = new Verdict(State.NOT_TESTED, "");

    static Verdict good(String warning) {
        return new Verdict(warning.isEmpty() ? State.GOOD : State.GOOD_WITH_WARNING, warning);
    }

    static Verdict failed(String text) {
        return new Verdict(State.FAILED, text);
    }
}
