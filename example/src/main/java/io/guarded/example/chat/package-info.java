/** A chat that answers one question of a session at a time, on whichever node. */
@NullMarked
package io.guarded.example.chat;

import org.jspecify.annotations.NullMarked;
