package io.guarded.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.StatusType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In which format an answer is written. The order is that in which a client gets them that likes several as well. */
enum Format {
    JSON("application", "json") {
        @Override
        String body(String error, String detail, StatusType status) {
            return Json.error(error, detail, status.getStatusCode());
        }
    },
    /** RFC 9457. The type is "about:blank", so the title is the phrase of the status. */
    PROBLEM("application", "problem+json") {
        @Override
        String body(String error, String detail, StatusType status) {
            return Json.problem(status.getReasonPhrase(), status.getStatusCode(), error + " (" + detail + ")");
        }
    },
    TEXT("text", "plain") {
        @Override
        String body(String error, String detail, StatusType status) {
            return error + "\n";
        }
    };

    private final String type;
    private final String subtype;

    Format(String type, String subtype) {
        this.type = type;
        this.subtype = subtype;
    }

    /** Gives the one that the client likes best; plain text to one that takes none of them, which can show at least that. */
    static Format of(@Nullable HttpHeaders client) {
        List<MediaType> accepted = client == null ? List.of() : client.getAcceptableMediaTypes();
        if (accepted.isEmpty()) {
            return JSON;
        }
        return accepted.stream()
                .filter(type -> !isRefused(type))
                .flatMap(type -> first(type).stream())
                .findFirst()
                .orElse(TEXT);
    }

    private static boolean isRefused(MediaType type) {
        String quality = type.getParameters().getOrDefault("q", "1");
        return quality.matches("0(\\.0*)?");
    }

    private static Optional<Format> first(MediaType accepted) {
        return Arrays.stream(values())
                .filter(format -> accepted.isCompatible(format.type()))
                .findFirst();
    }

    MediaType type() {
        return new MediaType(type, subtype, "utf-8");
    }

    abstract String body(String error, String detail, StatusType status);
}
