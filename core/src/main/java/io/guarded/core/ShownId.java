package io.guarded.core;

/**
 * Is the id by which a list shows a hold. The store's own does not change while a hold goes from caller to caller in its
 * JVM, and so the JVM that holds adds whose turn it is: nobody frees the next holder with a list that is out of date.
 *
 * @param inStore the store's id
 * @param turn how often the hold had been passed on, {@link #ANY} if the list did not know
 */
record ShownId(String inStore, int turn) {

    /** A list of another node knows the store's id alone, and means whoever has the hold. */
    static final int ANY = -1;

    private static final char SEPARATOR = '~';

    /** Only what {@link #toString} makes is a turn; anything else belongs to the store's id. */
    static ShownId parse(String shown) {
        int at = shown.lastIndexOf(SEPARATOR);
        String turn = shown.substring(at + 1);
        return at > 0 && turn.matches("0|[1-9][0-9]{0,8}")
                ? new ShownId(shown.substring(0, at), Integer.parseInt(turn))
                : new ShownId(shown, ANY);
    }

    @Override
    public String toString() {
        return turn == ANY ? inStore : inStore + SEPARATOR + turn;
    }
}
