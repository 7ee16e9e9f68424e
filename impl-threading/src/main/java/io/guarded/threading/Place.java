package io.guarded.threading;

/** Is what is kept for a key that is held or waited for. */
sealed interface Place permits Slot, Place.Taken {

    /**
     * A key that was taken at once, without an end, and of which nobody has asked more yet; then a slot takes its place. Most
     * keys never need more.
     */
    record Taken(long holdId) implements Place {}
}
