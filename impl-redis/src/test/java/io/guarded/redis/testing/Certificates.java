package io.guarded.redis.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes an authority and certificates of servers with the JDK's keytool. */
public final class Certificates {

    /** Of every store. */
    public static final String PASSWORD = "changeit";

    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes an authority.
     *
     * @param directory where to keep its files
     * @return the authority
     */
    public static Certificates authority(Path directory) {
        Certificates made = new Certificates(directory);
        made.keytool(
                "-genkeypair",
                "-alias",
                "ca",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test authority",
                "-ext",
                "bc:c",
                "-keystore",
                "ca.p12");
        made.keytool("-exportcert", "-alias", "ca", "-rfc", "-file", "ca.pem", "-keystore", "ca.p12");
        made.keytool("-importcert", "-alias", "ca", "-noprompt", "-file", "ca.pem", "-keystore", "trust.p12");
        return made;
    }

    /**
     * Gives the store that trusts this authority.
     *
     * @return the path of a PKCS #12 file
     */
    public Path trustStore() {
        return directory.resolve("trust.p12");
    }

    /**
     * Makes a server's certificate.
     *
     * @param san whom it is for, as keytool takes it, such as {@code dns:localhost,ip:127.0.0.1}
     * @param options more options for its making, such as {@code "-startdate", "-10d", "-validity", "1"}
     * @return what a server needs to show it
     */
    public SSLContext server(String san, String... options) {
        String store = "server-" + System.nanoTime() + ".p12";
        keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=server", "-keystore", store);
        keytool("-certreq", "-alias", "server", "-file", store + ".csr", "-keystore", store);
        List<String> sign = new ArrayList<>(List.of("-gencert", "-alias", "ca", "-infile", store + ".csr"));
        sign.addAll(List.of("-outfile", store + ".pem", "-rfc", "-ext", "san=" + san, "-keystore", "ca.p12"));
        sign.addAll(Arrays.asList(options));
        keytool(sign.toArray(String[]::new));
        keytool("-importcert", "-alias", "ca", "-noprompt", "-file", "ca.pem", "-keystore", store);
        keytool("-importcert", "-alias", "server", "-noprompt", "-file", store + ".pem", "-keystore", store);
        return context(directory.resolve(store));
    }

    private static SSLContext context(Path store) {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keytool(String... options) {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            ServerProcess.awaitEnd(process);
            if (process.exitValue() != 0) {
                throw new IllegalStateException("keytool " + String.join(" ", options) + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
