package io.guarded.example.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.core.CloseableLockManager;
import io.guarded.example.store.EmbeddedRows;
import io.guarded.example.store.Row;
import io.guarded.redis.testing.Managers;
import io.guarded.redis.testing.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnowledgeGraphTest {

    private final RedisServer redis = RedisServer.start();
    private final CloseableLockManager locks = Managers.at(redis.url());
    private final EmbeddedRows rows = new EmbeddedRows();
    private final KnowledgeGraph graph = new KnowledgeGraph();

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // there is no container here
    void connect() {
        graph.locks = locks;
        graph.rows = rows;
    }

    @AfterEach
    void end() {
        locks.close();
        redis.close();
    }

    @Test
    void aMergeThatFailsHalfWayLeavesNothingOfItself() throws Exception {
        graph.merge("history", List.of("ada", "london"));
        rows.refuse(new Row("entity:history:babbage", 1, 0));

        assertThatThrownBy(() -> graph.merge("history", List.of("ada", "babbage", "london")))
                .isInstanceOf(IllegalStateException.class);

        assertThat(graph.mentions("history", List.of("ada", "babbage", "london")))
                .containsExactly(new Mention("ada", 1), new Mention("babbage", 0), new Mention("london", 1));
        assertThat(redis.command("KEYS", "lock:entity:*")).isEmpty();
    }
}
