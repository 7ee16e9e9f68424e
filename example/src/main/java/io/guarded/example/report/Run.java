package io.guarded.example.report;

import java.time.Instant;

/**
 * Tells what came of one firing of the timer on this node.
 *
 * @param at when, as in ISO 8601
 * @param outcome what came of it
 */
public record Run(String at, String outcome) {

    static Run now(String outcome) {
        return new Run(Instant.now().toString(), outcome);
    }
}
