package io.guarded.cdi.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the README says of observers, producers and disposers: Weld calls them on the instance behind the proxy, and so does not
 * intercept them while the thread is in an intercepted call of the same bean, public or not. Without this module.
 */
class ContainerCallsTest {

    public record News() {}

    public record Product() {}

    public static class Shared {
        public void use() {}
    }

    /** Runs what it is given without a client proxy in between. */
    @Dependent
    static class Helper {
        public <T> T run(Supplier<T> work) {
            return work.get();
        }
    }

    /** Runs what it is given behind a client proxy. */
    @ApplicationScoped
    static class Other {
        public <T> T run(Supplier<T> work) {
            return work.get();
        }
    }

    @Seen
    @ApplicationScoped
    static class Bean {
        @Inject
        Event<News> events;

        @Inject
        Instance<Product> products;

        @Inject
        Shared shared;

        @Inject
        Helper helper;

        @Inject
        Other other;

        public void fire() {
            events.fire(new News());
        }

        public CompletionStage<News> fireAsync() {
            return events.fireAsync(new News());
        }

        public void ask() {
            products.destroy(products.get());
        }

        public void fireByHelper() {
            helper.run(() -> {
                events.fire(new News());
                return "";
            });
        }

        public void fireByOther() {
            other.run(() -> {
                events.fire(new News());
                return "";
            });
        }

        public void useShared() {
            shared.use();
        }

        public void observe(@Observes News news) {}

        public void observeLater(@ObservesAsync News news) {}

        @Produces
        public Product produce() {
            return new Product();
        }

        public void dispose(@Disposes Product product) {}

        @Produces
        @ApplicationScoped
        public Shared share() {
            return new Shared();
        }
    }

    private WeldContainer container;
    private Bean bean;

    @BeforeEach
    void start() {
        container = new Weld()
                .disableDiscovery()
                .beanClasses(Bean.class, Helper.class, Other.class, Watch.class)
                .initialize();
        bean = container.select(Bean.class).get();
        Watch.CALLS.clear();
    }

    @AfterEach
    void end() {
        container.close();
    }

    @Test
    void whatOthersCauseIsIntercepted() {
        container.getBeanManager().getEvent().select(News.class).fire(new News());
        Instance<Product> products = container.select(Product.class);
        products.destroy(products.get());

        assertThat(Watch.CALLS).containsExactly("observe", "produce", "dispose");
    }

    @Test
    void anEventThatTheBeanFiresReachesItsObserverUnseen() {
        bean.fire();
        bean.fireByHelper();

        assertThat(Watch.CALLS).containsExactly("fire", "fireByHelper");
    }

    @Test
    void aProductThatTheBeanAsksForIsMadeAndDestroyedUnseen() {
        bean.ask();

        assertThat(Watch.CALLS).containsExactly("ask");
    }

    @Test
    void theProxyOfAnotherBeanInBetweenLetsTheObserverBeIntercepted() {
        bean.fireByOther();

        assertThat(Watch.CALLS).containsExactly("fireByOther", "observe");
    }

    @Test
    void theProxyOfTheProductLetsTheProducerBeIntercepted() {
        bean.useShared();

        assertThat(Watch.CALLS).containsExactly("useShared", "share");
    }

    @Test
    void anAsynchronousObserverIsIntercepted() throws Exception {
        bean.fireAsync().toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(Watch.CALLS).containsExactly("fireAsync", "observeLater");
    }
}
