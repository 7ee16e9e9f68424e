package io.guarded.redis.faults;

import io.guarded.redis.testing.ServerClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Is a {@link NodeMain} in a process of its own, which a signal can stop or end. */
final class ChildNode implements AutoCloseable {

    static final String ANSWER = "> ";

    private final Process process;
    private final PrintWriter input;
    private final BufferedReader output;

    private ChildNode(Process process) {
        this.process = process;
        this.input = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ChildNode start(String url, String name, String lease) throws IOException {
        return start(Map.of(), url, name, lease);
    }

    /** One whose time of day a test can move. */
    static ChildNode goingBy(ServerClock clock, String url, String name, String lease) throws IOException {
        return start(clock.environment(), url, name, lease);
    }

    private static ChildNode start(Map<String, String> environment, String url, String name, String lease)
            throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder node = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeMain.class.getName(),
                        url,
                        name,
                        lease)
                .redirectError(Path.of("target", "node-" + name + ".log").toFile());
        node.environment().putAll(environment);
        return new ChildNode(node.start());
    }

    /** Has the node do something, and waits for what it answers. */
    String ask(String line) throws IOException {
        tell(line);
        return answer();
    }

    void tell(String line) {
        input.println(line);
    }

    String answer() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(ANSWER)) {
                return line.substring(ANSWER.length());
            }
        }
        throw new IOException("the node has ended");
    }

    void stop() throws Exception {
        signal("STOP");
    }

    void resume() throws Exception {
        signal("CONT");
    }

    void kill() throws Exception {
        process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() throws Exception {
        kill();
    }
}
