package io.guarded.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisUrlTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "redis://host,                      redis://host:6379,       0, -,    -",
                "redis://host/,                     redis://host:6379,       0, -,    -",
                "redis://redis_1:7000/15,           redis://redis_1:7000,    15, -,   -",
                "rediss://user:pw@host:1,           rediss://host:1,         0, user, pw",
                "redis://:pw@host,                  redis://host:6379,       0, -,    pw",
                "redis://pw@host,                   redis://host:6379,       0, -,    pw",
                "redis://u%3A:p@w/d:+%25@h/2,       redis://h:6379,          2, u:,   p@w/d:+%",
                "valkeys://[fe80::1]:7000/1,        valkeys://[fe80::1]:7000, 1, -,   -",
            })
    void isTakenApart(String url, String address, int database, @Nullable String username, @Nullable String password) {
        RedisUrl parts = RedisUrl.parse("guarded.redis.url", url);

        assertThat(parts.address()).isEqualTo(address);
        assertThat(parts.database()).isEqualTo(database);
        assertThat(parts.username()).isEqualTo(Optional.ofNullable(username));
        assertThat(parts.password()).isEqualTo(Optional.ofNullable(password));
    }

    @Test
    void defaultAndExampleOfTheDocumentsAreTaken() throws IOException {
        Path table = Path.of("").toAbsolutePath().resolveSibling("docs").resolve("configuration.md");
        Matcher row = Pattern.compile("\\| `guarded\\.redis\\.url` \\| `([^`]+)` \\| URL \\| `([^`]+)`")
                .matcher(Files.readString(table));

        assertThat(row.find()).isTrue();
        assertThat(RedisUrl.parse("default", row.group(1)).address()).isEqualTo(row.group(1));
        assertThat(row.group(2))
                .startsWith(RedisUrl.parse("example", row.group(2)).address());
    }
}
