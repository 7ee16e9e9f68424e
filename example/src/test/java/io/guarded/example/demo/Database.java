package io.guarded.example.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Is the database that all nodes share: that of the server, in a file. The first node that opens it serves it to the others.
 *
 * @param file where it is, without the end of its name
 */
record Database(Path file) {

    private static final String ALONE = "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE";

    /** Gives an empty one. */
    static Database in(Path directory) throws IOException {
        Database database = new Database(directory.resolve("rows").toAbsolutePath());
        for (String end : new String[] {".mv.db", ".lock.db", ".trace.db"}) {
            Files.deleteIfExists(directory.resolve("rows" + end));
        }
        return database;
    }

    /** Has a configuration of WildFly name it. */
    String in(String xml) {
        if (!xml.contains(ALONE)) {
            throw new IllegalStateException("WildFly's database is not where it was");
        }
        return xml.replace(ALONE, "jdbc:h2:file:" + file + ";AUTO_SERVER=TRUE");
    }

    /** Has it listen on this machine only. */
    static String option() {
        return "-Dh2.bindAddress=127.0.0.1";
    }
}
