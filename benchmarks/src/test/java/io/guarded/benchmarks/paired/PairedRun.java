package io.guarded.benchmarks.paired;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Runs the comparisons and writes each table as soon as it is there. The first argument is the page, the second names
 * the comparisons that run, with commas between them, or is "all".
 */
public final class PairedRun {

    private static final Map<String, Callable<Section>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("threading-uncontended", ThreadingSections::uncontended);
        ALL.put("threading-contended", ThreadingSections::contended);
        ALL.put("guarded-call", GuardedCallSection::measure);
        ALL.put("nested", NestedSection::measure);
        ALL.put("redis-uncontended", RedisSections::uncontended);
        ALL.put("redis-one-name", RedisSections::oneName);
        ALL.put("redis-many-names", RedisSections::manyNames);
        ALL.put("redis-delayed", DelayedSection::measure);
        ALL.put("growth", GrowthSection::measure);
    }

    private PairedRun() {}

    /**
     * Runs.
     *
     * @param arguments the page, and ids of comparisons
     * @throws Exception if one cannot run, or if a lock let two in at once
     */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.awt.headless", "true");
        Path page = Path.of(arguments[0]);
        List<String> asked = List.of(arguments[1].split(","));
        if (!asked.contains("all") && !ALL.keySet().containsAll(asked)) {
            throw new IllegalArgumentException("comparisons are " + ALL.keySet());
        }
        for (Map.Entry<String, Callable<Section>> one : ALL.entrySet()) {
            if (asked.contains("all") || asked.contains(one.getKey())) {
                write(one.getValue().call(), page);
            }
        }
        write(Conditions.section(), page);
        // clients of peers leave threads behind
        System.exit(0);
    }

    private static void write(Section section, Path page) throws Exception {
        System.out.println(section.title() + "\n" + section.markdown() + "\n");
        if (!section.bars().isEmpty()) {
            Path images = Files.createDirectories(page.resolveSibling("img"));
            Plot.draw(section, images.resolve(section.id() + ".svg"));
        }
        Files.writeString(page, Page.with(Files.readString(page), section.id(), section.markdown()));
    }
}
