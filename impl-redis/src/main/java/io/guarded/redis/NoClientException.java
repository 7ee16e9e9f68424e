package io.guarded.redis;

/** Tells why there is no client to ask Redis with, in words that may be shown. */
final class NoClientException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoClientException(String message) {
        super(message);
    }

    NoClientException(String message, Throwable cause) {
        super(message, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
