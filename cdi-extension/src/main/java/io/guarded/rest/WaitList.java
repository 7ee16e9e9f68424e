package io.guarded.rest;

import io.guarded.cdi.WaitTimes;
import java.util.List;
import java.util.stream.Collectors;

/** Writes how long was waited as JSON. */
final class WaitList {

    private WaitList() {}

    static String of(List<WaitTimes.Bucket> buckets) {
        return buckets.stream().map(WaitList::of).collect(Collectors.joining(",", "{\"waits\":[", "]}"));
    }

    private static String of(WaitTimes.Bucket bucket) {
        String bound = bucket.upToMillis().isPresent()
                ? String.valueOf(bucket.upToMillis().getAsLong())
                : "null";
        return "{\"up_to_ms\":" + bound + ",\"count\":" + bucket.count() + "}";
    }
}
