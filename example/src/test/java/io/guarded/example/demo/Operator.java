package io.guarded.example.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Is who may use the console of the demo: a user of WildFly's own realm, with a password that is new each time.
 *
 * @param password what he logs in with
 */
record Operator(String password) {

    /** His name, and his role. */
    static final String NAME = "operator";

    private static final String REALM = "ApplicationRealm";

    /** How an application says that only a role may come, and how to log in; see docs/monitoring.md. */
    private static final String SECURITY =
            """
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>console</web-resource-name>
                  <url-pattern>/api/guarded/*</url-pattern>
                </web-resource-collection>
                <auth-constraint><role-name>operator</role-name></auth-constraint>
              </security-constraint>
              <login-config><auth-method>BASIC</auth-method></login-config>
              <security-role><role-name>operator</role-name></security-role>
            """;

    static Operator make() {
        return new Operator(new BigInteger(60, new SecureRandom()).toString(36));
    }

    /** Adds to what WildFly is started with. */
    static String[] options() {
        return new String[] {"-Dguarded.console.enabled=true", "-Dguarded.console.role=" + NAME};
    }

    /** Tells the server that he is there. */
    void join(Path configuration) throws IOException {
        replace(configuration.resolve("application-users.properties"), digest());
        replace(configuration.resolve("application-roles.properties"), NAME);
    }

    private static void replace(Path properties, String value) throws IOException {
        List<String> others = Files.readAllLines(properties).stream()
                .filter(line -> !line.startsWith(NAME + "="))
                .toList();
        Files.write(
                properties,
                Stream.concat(others.stream(), Stream.of(NAME + "=" + value)).toList());
    }

    /** As WildFly keeps it. */
    private String digest() {
        try {
            byte[] text = (NAME + ":" + REALM + ":" + password).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has MD5", absent);
        }
    }

    /** Has the application ask for him. */
    static void protect(Path war) throws IOException {
        try (FileSystem archive = FileSystems.newFileSystem(war)) {
            Path descriptor = archive.getPath("WEB-INF", "web.xml");
            String xml = Files.readString(descriptor);
            Files.writeString(descriptor, xml.replace("</web-app>", SECURITY + "</web-app>"));
        }
    }
}
