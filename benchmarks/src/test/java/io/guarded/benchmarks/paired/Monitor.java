package io.guarded.benchmarks.paired;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the commands that clients send to a Redis server. MONITOR tells them from those that scripts call, which INFO
 * commandstats does not; it slows the server down, so turns are counted apart from those that are timed.
 */
final class Monitor implements AutoCloseable {

    private final Socket socket;
    private final AtomicLong commands = new AtomicLong();
    private final Thread reader;

    private Monitor(Socket socket, BufferedReader lines) {
        this.socket = socket;
        this.reader = new Thread(() -> count(lines), "monitor");
    }

    static Monitor of(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        String answer = lines.readLine();
        if (!"+OK".equals(answer)) {
            throw new IOException("MONITOR: " + answer);
        }
        Monitor monitor = new Monitor(socket, lines);
        monitor.reader.start();
        return monitor;
    }

    /** Ends, and gives the number when all that the server had to tell has been read. */
    long stop() throws IOException, InterruptedException {
        socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        reader.join();
        return commands.get();
    }

    private void count(BufferedReader lines) {
        try {
            String line = lines.readLine();
            while (line != null) {
                // +1339518083.107412 [0 127.0.0.1:60866] "EVALSHA" ...; [0 lua] is a script
                if (line.startsWith("+") && line.contains("[") && !line.contains(" lua] ")) {
                    commands.incrementAndGet();
                }
                line = lines.readLine();
            }
        } catch (IOException closed) {
            // what was counted is what was read
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
