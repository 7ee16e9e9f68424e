package io.guarded.rest;

import io.guarded.LockInfo;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes holds of locks as JSON. Names are as they are, because they are what a request to free one has to say. */
final class LockList {

    private LockList() {}

    static String of(List<LockInfo> locks) {
        return locks.stream().map(LockList::of).collect(Collectors.joining(",", "{\"locks\":[", "]}"));
    }

    private static String of(LockInfo lock) {
        return "{\"name\":" + Json.string(lock.name())
                + ",\"type\":" + Json.string(lock.type())
                + ",\"id\":" + Json.string(lock.id())
                + ",\"node\":" + Json.string(lock.node())
                + ",\"thread\":" + orNull(lock.thread())
                + ",\"since\":"
                + orNull(lock.since()
                        .map(since -> since.truncatedTo(ChronoUnit.MILLIS).toString()))
                + ",\"remaining_ms\":"
                + lock.remaining().map(Duration::toMillis).map(String::valueOf).orElse("null")
                + ",\"waiters\":" + lock.waiters() + "}";
    }

    private static String orNull(Optional<String> text) {
        return text.map(Json::string).orElse("null");
    }
}
