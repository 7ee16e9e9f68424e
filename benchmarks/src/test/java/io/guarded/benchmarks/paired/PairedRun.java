package io.guarded.benchmarks.paired;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Runs the comparisons and writes each table as soon as it is there. The first argument is the page, the second names
 * the comparisons that run, with commas between them, or is "all".
 */
public final class PairedRun {

    private static final Map<String, Callable<Section>> ALL = new LinkedHashMap<>();

    static {
        if (AllocatedSection.isThere()) {
            ALL.put("allocated", AllocatedSection::read);
        }
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

    /** Needs another class path than the others, and so a run of its own. */
    private static final Map<String, Callable<Section>> WITH_TRANSACTIONS =
            Map.of("guarded-call-with-transactions", GuardedCallSection::withTransactions);

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
        Set<String> known = new LinkedHashSet<>(ALL.keySet());
        known.addAll(WITH_TRANSACTIONS.keySet());
        if (!asked.contains("all") && !known.containsAll(asked)) {
            throw new IllegalArgumentException("comparisons are " + known);
        }
        Map<String, Callable<Section>> here = hasTransactions() ? WITH_TRANSACTIONS : ALL;
        for (Map.Entry<String, Callable<Section>> one : here.entrySet()) {
            if (asked.contains("all") || asked.contains(one.getKey())) {
                write(one.getValue().call(), page);
            }
        }
        // clients of peers leave threads behind
        System.exit(0);
    }

    private static boolean hasTransactions() {
        return PairedRun.class.getClassLoader().getResource("jakarta/transaction/Transactional.class") != null;
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
