package io.guarded.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars that a WAR ships are modules, whose names do not hang on those of files. */
@Tag("page")
final class ModuleNamesIT {

    private static final Set<String> NAMES =
            Set.of("io.guarded", "io.guarded.core", "io.guarded.threading", "io.guarded.redis", "io.guarded.cdi");

    @TempDir
    private static Path jars;

    @BeforeAll
    static void unpack() throws IOException {
        try (ZipFile war = new ZipFile(System.getProperty("example.war"))) {
            Enumeration<? extends ZipEntry> entries = war.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (name.startsWith("WEB-INF/lib/guarded-")) {
                    try (InputStream in = war.getInputStream(entry)) {
                        Files.copy(in, jars.resolve(name.substring("WEB-INF/lib/".length())));
                    }
                }
            }
        }
    }

    private static Set<ModuleDescriptor> modules() {
        return ModuleFinder.of(jars).findAll().stream()
                .map(ModuleReference::descriptor)
                .collect(Collectors.toSet());
    }

    @Test
    void eachJarSaysItsName() {
        assertThat(modules()).extracting(ModuleDescriptor::name).containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(modules()).allMatch(ModuleDescriptor::isAutomatic);
    }

    /** Which fails if two have the same package. */
    @Test
    void theyGoTogetherOnTheModulePath() {
        Configuration together =
                ModuleLayer.boot().configuration().resolve(ModuleFinder.of(jars), ModuleFinder.of(), NAMES);

        assertThat(together.modules()).extracting(ResolvedModule::name).containsExactlyInAnyOrderElementsOf(NAMES);
    }
}
