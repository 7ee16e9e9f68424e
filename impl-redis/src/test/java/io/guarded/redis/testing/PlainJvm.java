package io.guarded.redis.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** Is another JVM that knows nothing of Guarded: only Redisson, and its blocking locks. */
public final class PlainJvm implements AutoCloseable {

    private static final String ANSWER = "answer ";

    private final Process process;
    private final PrintWriter input;
    private final BufferedReader output;

    private PlainJvm(Process process) {
        this.process = process;
        this.input = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts it.
     *
     * @param url where Redis is
     * @return the running JVM
     * @throws IOException if it cannot be started
     */
    public static PlainJvm start(String url) throws IOException {
        return new PlainJvm(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlainJvm.class.getName(),
                        url)
                .redirectError(Path.of("target", "plain-jvm.log").toFile())
                .start());
    }

    /**
     * Has its one thread do something with a lock.
     *
     * @param what {@code tryLock} or {@code unlock}
     * @param key the lock's key, without a blank
     * @return {@code true} or {@code false}; {@code done} of an unlock
     * @throws IOException if it has ended
     */
    public String ask(String what, String key) throws IOException {
        input.println(what + " " + key);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(ANSWER)) {
                return line.substring(ANSWER.length());
            }
        }
        throw new IOException("the other JVM has ended, see target/plain-jvm.log");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        ServerProcess.awaitEnd(process);
    }

    /**
     * Is the other JVM.
     *
     * @param arguments where Redis is
     * @throws IOException if its input breaks
     */
    public static void main(String[] arguments) throws IOException {
        Config config = new Config();
        config.setCodec(StringCodec.INSTANCE);
        config.setReferenceEnabled(false);
        config.useSingleServer().setAddress(arguments[0]).setConnectionMinimumIdleSize(1);
        RedissonClient client = Redisson.create(config);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            int blank = line.indexOf(' ');
            RLock lock = client.getLock(line.substring(blank + 1));
            String answer = "done";
            if (line.startsWith("tryLock")) {
                answer = Boolean.toString(lock.tryLock());
            } else {
                lock.unlock();
            }
            System.out.println(ANSWER + answer);
        }
        client.shutdown();
    }
}
