package io.guarded.it.glassfish;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the place of {@code glassfish/modules/admin-cli.jar}, which the adapter starts and which GlassFish 8 does not have any
 * more: calls the server's {@code bin/asadmin}.
 */
final class AdminCli {

    private AdminCli() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, URISyntaxException {
        Path jar = Path.of(AdminCli.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path server = jar.resolve("../../..").normalize();
        List<String> command = new ArrayList<>();
        command.add(server.resolve("bin/asadmin").toString());
        command.addAll(List.of(arguments));
        System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
    }
}
