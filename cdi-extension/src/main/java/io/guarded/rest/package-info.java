/**
 * Speaks HTTP for the guard, where Jakarta REST is there: refusals become statuses, and a {@code StreamingOutput} keeps its
 * lock until it is written.
 *
 * <p>The mappers are found by scanning. An application whose {@code Application} class lists its classes lists
 * {@link io.guarded.rest.LockExceptionMapper} and {@link io.guarded.rest.LockKeyExceptionMapper} too. An application's own
 * mapper for the same or a narrower exception comes before them.
 *
 * <p>Every answer has the same JSON body: {@code success} (false), {@code error} (a text for people, English or Chinese by
 * {@code Accept-Language}), {@code detail} (never a lock's name, which has users' data in it) and {@code status_code}.
 */
@NullMarked
package io.guarded.rest;

import org.jspecify.annotations.NullMarked;
