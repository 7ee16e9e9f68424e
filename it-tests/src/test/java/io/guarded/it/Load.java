package io.guarded.it;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Is what many clients saw that asked for a time, each as soon as it had its answer. */
final class Load {

    /** An answer's status and how long it took. */
    record Answer(int status, long nanos) {}

    private final List<Answer> answers = new ArrayList<>();

    private Load() {}

    static Load of(int clients, long seconds, IntFunction<HttpResponse<String>> request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            List<Future<List<Answer>>> running = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                int number = client;
                running.add(threads.submit(() -> ask(number, end, request)));
            }
            Load load = new Load();
            for (Future<List<Answer>> each : running) {
                load.answers.addAll(each.get());
            }
            return load;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Answer> ask(int client, long end, IntFunction<HttpResponse<String>> request) {
        List<Answer> answers = new ArrayList<>();
        while (System.nanoTime() - end < 0) {
            long start = System.nanoTime();
            int status = request.apply(client).statusCode();
            answers.add(new Answer(status, System.nanoTime() - start));
        }
        return answers;
    }

    long count(int status) {
        return answers.stream().filter(answer -> answer.status() == status).count();
    }

    long countOthers(Integer... known) {
        List<Integer> expected = Arrays.asList(known);
        return answers.stream()
                .filter(answer -> !expected.contains(answer.status()))
                .count();
    }

    /** Gives the time within which a part of the answers with a status came. */
    String millis(int status, double part) {
        long[] sorted = answers.stream()
                .filter(answer -> answer.status() == status)
                .mapToLong(Answer::nanos)
                .sorted()
                .toArray();
        return sorted.length == 0
                ? "none"
                : TimeUnit.NANOSECONDS.toMillis(sorted[(int) Math.min(sorted.length - 1, sorted.length * part)])
                        + " ms";
    }
}
