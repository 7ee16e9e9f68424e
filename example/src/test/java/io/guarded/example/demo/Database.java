package io.guarded.example.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Is the database that all nodes share: that of the server, in a file. The first node that opens it serves it to the others.
 *
 * @param directory where it is, and where each node has to be started
 */
record Database(Path directory) {

    private static final String NAME = "rows";
    private static final String ALONE = "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE";

    /**
     * Says nothing of the directory: in a name of one, XML has a meaning for {@code &}, WildFly for <code>${</code> and H2 for
     * {@code ;}, which it cannot escape.
     */
    private static final String SHARED = "jdbc:h2:file:./" + NAME + ";AUTO_SERVER=TRUE";

    /** Gives an empty one. */
    static Database in(Path directory) throws IOException {
        Database database = new Database(directory.toAbsolutePath());
        for (String end : new String[] {".mv.db", ".lock.db", ".trace.db"}) {
            Files.deleteIfExists(database.directory.resolve(NAME + end));
        }
        return database;
    }

    /** Has a configuration of WildFly name it. */
    String in(String xml) {
        if (!xml.contains(ALONE)) {
            throw new IllegalStateException("WildFly's database is not where it was");
        }
        return xml.replace(ALONE, SHARED);
    }

    /** Has it listen on this machine only. */
    static String option() {
        return "-Dh2.bindAddress=127.0.0.1";
    }
}
