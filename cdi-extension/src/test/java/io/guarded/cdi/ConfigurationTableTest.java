package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.guarded.Guarded;
import io.guarded.core.LockManagers;
import io.guarded.threading.ThreadingLockProvider;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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

    /** Those with the default in the code right after the key. */
    private static final List<String> LITERALS = List.of(
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
            "guarded.stream-start");

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
        for (String key : LITERALS) {
            String source = SOURCE_OF_KEY.get(key);
            Matcher next = LITERAL.matcher(source);
            assertThat(next.find(source.indexOf('"' + key + '"') + key.length() + 2))
                    .isTrue();
            assertThat(next.group(1)).as(key).isEqualTo(TABLE.get(key).defaultValue());
        }
    }

    @Test
    void theDefaultsOfAnswersAndOfTheConsoleAreThoseThatAreRead() {
        Mistakes mistakes = new Mistakes();
        HttpTerms terms = HttpTerms.read(key -> Optional.empty(), mistakes);
        boolean hasConsole =
                ConsoleTerms.read(key -> Optional.empty(), true, mistakes).isPresent();

        assertThat(defaultOf("guarded.rest.busy-status")).isEqualTo("" + terms.busyStatus());
        assertThat(defaultOf("guarded.rest.retry-after-max")).isEqualTo("" + terms.retryAfterMax());
        assertThat(defaultOf("guarded.rest.expose-names")).isEqualTo("" + terms.exposesNames());
        assertThat(defaultOf("guarded.console.enabled")).isEqualTo("" + hasConsole);
        assertThat(mistakes.all()).isEmpty();
    }

    /** One that is new is to be looked at by a test, too. */
    @Test
    void eachDefaultIsComparedByOneOfTheTests() {
        Set<String> withDefault = new TreeSet<>(TABLE.keySet());
        withDefault.removeIf(key -> key.startsWith("Guarded/") || defaultOf(key).isEmpty());

        assertThat(withDefault)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                LITERALS.stream(),
                                Stream.of(
                                        "guarded.redis.url",
                                        "guarded.allow-disabled",
                                        "guarded.rest.busy-status",
                                        "guarded.rest.retry-after-max",
                                        "guarded.rest.expose-names",
                                        "guarded.console.enabled"))
                        .toList());
    }

    private static String defaultOf(String key) {
        return TABLE.get(key).defaultValue();
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
        assertThat(StreamStart.read(ConfigurationTableTest::example, mistakes)).hasSeconds(5);
        assertThat(reader.truth("guarded.allow-disabled")).contains(true);
        HttpTerms terms = HttpTerms.read(ConfigurationTableTest::example, mistakes);
        assertThat("" + terms.busyStatus()).isEqualTo(exampleOf("guarded.rest.busy-status"));
        assertThat("" + terms.retryAfterMax()).isEqualTo(exampleOf("guarded.rest.retry-after-max"));
        assertThat("" + terms.exposesNames()).isEqualTo(exampleOf("guarded.rest.expose-names"));
        assertThat(ConsoleTerms.read(ConfigurationTableTest::example, true, mistakes))
                .contains(exampleOf("guarded.console.role"));
        assertThat(mistakes.all()).isEmpty();
    }

    @Test
    @Guarded
    void theExamplesOfTheMembersAreAccepted() throws ReflectiveOperationException {
        Mistakes mistakes = new Mistakes();
        Method here = ConfigurationTableTest.class.getDeclaredMethod("theExamplesOfTheMembersAreAccepted");
        AnnotatedMethod<?> annotated = (AnnotatedMethod<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AnnotatedMethod.class}, (self, asked, arguments) -> here);
        Definition written = new Definition(getClass(), annotated, here.getAnnotation(Guarded.class), true);

        Definition changed =
                Overrides.read(ConfigurationTableTest::example, mistakes).apply(written, mistakes);

        for (Method member : Guarded.class.getDeclaredMethods()) {
            assertThat(member.invoke(changed.guarded()))
                    .as(member.getName())
                    .hasToString(exampleOf("Guarded/" + member.getName()));
        }
        assertThat("" + changed.isEnabled()).isEqualTo(exampleOf("Guarded/enabled"));
        assertThat(changed.properties()).hasSize(Guarded.class.getDeclaredMethods().length + 1);
        boolean isUsable = new MemberCheck(changed, mistakes).run();
        assertThat(mistakes.all()).isEmpty();
        assertThat(isUsable).isTrue();
    }

    private static String exampleOf(String key) {
        return TABLE.get(key).example();
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
