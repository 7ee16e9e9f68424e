package io.guarded.redis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

    @Test
    void answersUntilItIsStopped() {
        RedisServer redis = RedisServer.start();
        try (redis) {
            assertThat(redis.command("SET", "key", "ö\r\n")).isEqualTo("OK");
            assertThat(redis.command("GET", "key")).isEqualTo("ö\r\n");
            assertThat(redis.command("GET", "none")).isEmpty();
            assertThat(redis.url()).isEqualTo("redis://127.0.0.1:" + redis.port());
        }

        assertThatThrownBy(() -> redis.command("PING")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void restartsEmptyOnItsPort() {
        try (RedisServer redis = RedisServer.start()) {
            redis.command("SET", "key", "value");
            redis.kill();

            redis.restart();

            assertThat(redis.command("EXISTS", "key")).isEqualTo("0");
        }
    }

    @Test
    void goesOnAfterAPause() {
        try (RedisServer redis = RedisServer.start()) {
            redis.pause();
            redis.resume();

            assertThat(redis.command("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void stopsAlsoWhilePaused() {
        RedisServer redis = RedisServer.start();
        redis.pause();

        redis.stop();

        assertThatThrownBy(() -> redis.command("PING")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void refusalsAreFailures() {
        try (RedisServer redis = RedisServer.start()) {
            assertThatThrownBy(() -> redis.command("NONSENSE")).rootCause().hasMessageContaining("unknown command");
        }
    }

    @Test
    void prefersTheServerOnThePath(@TempDir Path directory) throws Exception {
        Path executable = Files.createFile(directory.resolve("redis-server"));
        assertThat(Executable.onPath(directory.toString())).isEmpty();

        assertThat(executable.toFile().setExecutable(true)).isTrue();

        assertThat(Executable.onPath("/none:" + directory)).contains(executable);
    }
}
