package io.guarded.it.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Is what the locks are for: a process that keeps one number for each name, and refuses whoever comes with a lower token than
 * it has seen. It tells of every write that it takes, with the value that this replaced.
 */
final class Resource {

    static final String PORT = "PORT ";
    static final String WRITE = "WRITE ";

    private final Map<String, Long> values = new HashMap<>();
    private final Map<String, Long> tokens = new HashMap<>();

    private Resource() {}

    public static void main(String[] none) throws IOException {
        Resource resource = new Resource();
        try (ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            System.out.println(PORT + socket.getLocalPort());
            while (true) {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                Thread thread = new Thread(() -> resource.serve(client));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(answer(line.split(" ")));
            }
        } catch (IOException gone) {
            // a worker that was killed
        }
    }

    /** A read or a write, the name, the token, the new value: answers the value there was, or -1 for a token that is old. */
    private synchronized long answer(String[] question) {
        String name = question[1];
        long token = Long.parseLong(question[2]);
        if (token < tokens.getOrDefault(name, 0L)) {
            return -1;
        }
        tokens.put(name, token);
        long old = values.getOrDefault(name, 0L);
        if (question[0].equals("write")) {
            long value = Long.parseLong(question[3]);
            values.put(name, value);
            System.out.println(WRITE + name + " " + token + " " + old + " " + value);
        }
        return old;
    }
}
