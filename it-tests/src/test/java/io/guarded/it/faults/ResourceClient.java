package io.guarded.it.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Talks to the {@link Resource}, over a connection that no fault concerns. For one thread. */
final class ResourceClient implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;
    private final PrintWriter out;

    ResourceClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** The value, or -1 if the token is old. */
    long read(String name, long token) throws IOException {
        return ask("read " + name + " " + token);
    }

    /** False if the token is old. */
    boolean write(String name, long token, long value) throws IOException {
        return ask("write " + name + " " + token + " " + value) >= 0;
    }

    private long ask(String question) throws IOException {
        out.println(question);
        String answer = in.readLine();
        if (answer == null) {
            throw new IOException("the resource has ended");
        }
        return Long.parseLong(answer);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
