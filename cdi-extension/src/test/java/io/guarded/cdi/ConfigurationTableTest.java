package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.core.LockManagers;
import io.guarded.threading.ThreadingLockProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the table of docs/configuration.md with the code. */
class ConfigurationTableTest {

    private record Row(String defaultValue, String unit, String example, String meaning) {}

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|(.*?)\\|(.*?)\\|(.*?)\\|(.*?)\\|");
    private static final Pattern KEY = Pattern.compile("\"(guarded\\.[a-z.-]+)\"");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");

    private static final Map<String, Row> TABLE = new TreeMap<>();
    private static final Map<String, String> SOURCE_OF_KEY = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        Matcher rows = ROW.matcher(Files.readString(PROJECT.resolve("docs/configuration.md")));
        while (rows.find()) {
            Row row = new Row(bare(rows.group(2)), rows.group(3), bare(rows.group(4)), rows.group(5));
            assertThat(TABLE.put(rows.group(1), row)).as(rows.group(1)).isNull();
        }
        for (String module : List.of("core", "cdi-extension", "impl-threading", "impl-redis")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(ConfigurationTableTest::scan);
            }
        }
    }

    private static void scan(Path file) {
        try {
            String source = Files.readString(file);
            KEY.matcher(source).results().forEach(key -> SOURCE_OF_KEY.putIfAbsent(key.group(1), source));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String bare(String cell) {
        return cell.replace("`", "").trim();
    }

    @Test
    void itHasEveryPropertyAndNoOther() {
        Set<String> expected = new TreeSet<>(SOURCE_OF_KEY.keySet());
        expected.add("Guarded/enabled");
        Stream.of(Guarded.class.getDeclaredMethods()).forEach(member -> expected.add("Guarded/" + member.getName()));

        assertThat(TABLE.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(SOURCE_OF_KEY).hasSizeGreaterThan(10);
    }

    @Test
    void everyRowHasAUnitAnExampleAndAMeaning() {
        assertThat(TABLE).allSatisfy((key, row) -> {
            assertThat(row.unit()).isNotBlank();
            assertThat(row.example()).isNotBlank().isNotEqualTo(row.defaultValue());
            assertThat(row.meaning()).isNotBlank();
        });
    }

    @Test
    void theDefaultsOfTheMembersAreThoseOfTheAnnotation() {
        for (Method member : Guarded.class.getDeclaredMethods()) {
            assertThat(TABLE.get("Guarded/" + member.getName()).defaultValue())
                    .as(member.getName())
                    .isEqualTo(String.valueOf(member.getDefaultValue()));
        }
    }

    /** Where a default is read, it stands right after its property. */
    @Test
    void theDefaultsOfThePropertiesAreThoseInTheCode() {
        assertThat(TABLE.get("guarded.redis.url").defaultValue()).isEqualTo("redis://127.0.0.1:6379");
        assertThat(SOURCE_OF_KEY.get("guarded.redis.url")).contains("orElse(\"redis://127.0.0.1:6379\")");
        for (String key : List.of(
                "guarded.default-type",
                "guarded.key-prefix",
                "guarded.lease",
                "guarded.max-hold",
                "guarded.store-timeout",
                "guarded.handoffs",
                "guarded.handoff-time",
                "guarded.overtakes",
                "guarded.max-waiters",
                "guarded.max-waiters-total",
                "guarded.warn-hold",
                "guarded.stream-start")) {
            String source = SOURCE_OF_KEY.get(key);
            Matcher next = LITERAL.matcher(source);
            assertThat(next.find(source.indexOf('"' + key + '"') + key.length() + 2))
                    .isTrue();
            assertThat(next.group(1)).as(key).isEqualTo(TABLE.get(key).defaultValue());
        }
    }

    @Test
    void theExamplesAreAccepted() {
        Mistakes mistakes = new Mistakes();
        PropertyReader reader = new PropertyReader(ConfigurationTableTest::example, mistakes);

        LockManagers.builder()
                .providers(List.of(new ThreadingLockProvider()))
                .config(ConfigurationTableTest::example)
                .build()
                .close();
        StreamStart.read(ConfigurationTableTest::example, mistakes);
        assertThat(reader.truth("guarded.allow-disabled")).contains(true);
        assertThat(mistakes.all()).isEmpty();
    }

    private static Optional<String> example(String key) {
        return Optional.ofNullable(TABLE.get(key)).map(Row::example);
    }

    @Test
    void disablingIsNotAllowedByDefault() {
        assertThat(TABLE.get("guarded.allow-disabled").defaultValue()).isEqualTo("false");
        assertThat(TABLE.get("Guarded/enabled").defaultValue()).isEqualTo("true");
    }
}
