package io.guarded.cdi.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockKey;
import io.guarded.LockKeyException;
import io.guarded.LockManager;
import io.guarded.cdi.Containers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NamingTest {

    public record Customer(String id, Address address) {}

    record Address(String city) {}

    public static class Order {
        public final int number = 7;

        private final Customer customer;

        Order(Customer customer) {
            this.customer = customer;
        }

        public Customer getCustomer() {
            return customer;
        }

        public boolean isPaid() {
            return true;
        }
    }

    /** Gives the names that are held while its methods run. */
    @ApplicationScoped
    static class Names {
        @Inject
        LockManager manager;

        @Guarded
        public Set<String> byDefault() {
            return manager.list().keySet();
        }

        @Guarded
        public Set<String> byDefault(String overload) {
            return manager.list().keySet();
        }

        @Guarded(name = "session:{user}:{session}")
        public Set<String> session(String user, String session) {
            return manager.list().keySet();
        }

        @Guarded(name = "{order.customer.address.city}:{order.number}:{order.paid}")
        public Set<String> order(Order order) {
            return manager.list().keySet();
        }

        @Guarded(name = "n:{id}")
        public Set<String> number(@LockKey("id") long number) {
            return manager.list().keySet();
        }

        @Guarded(name = "o:{any}")
        public Set<String> object(Object any) {
            return manager.list().keySet();
        }

        @Guarded(name = "l:{all}")
        public Set<String> all(List<?> all) {
            return manager.list().keySet();
        }

        @Guarded(name = "d:{digest}")
        public Set<String> digest(Digest digest) {
            return manager.list().keySet();
        }

        @Guarded(name = "b:{batch}")
        public Set<String> batch(Batch batch) {
            return manager.list().keySet();
        }

        @Guarded(name = "i:{any}")
        public Set<String> ofInterface(Serializable any) {
            return manager.list().keySet();
        }
    }

    public static class Textless {}

    public record Pair(Object left, Object right) {}

    @SuppressWarnings("ArrayRecordComponent") // as applications have them
    public record Digest(byte[] bytes) {
        @Override
        public String toString() {
            return Arrays.toString(bytes);
        }
    }

    /** Has a text that leaves its elements out. */
    public static class Batch extends ArrayList<Textless> {
        private static final long serialVersionUID = 1;

        @Override
        public String toString() {
            return "batch";
        }
    }

    static class Base<T> {
        @Inject
        LockManager manager;

        @Guarded(name = "base:{item.id}")
        public Set<String> handle(T item) {
            return manager.list().keySet();
        }

        @Guarded
        public Set<String> inherited() {
            return manager.list().keySet();
        }
    }

    interface Handler<T> {
        Set<String> take(T item);
    }

    @ApplicationScoped
    static class Customers extends Base<Customer> implements Handler<Customer> {
        @Override
        @Guarded(name = "take:{item.id}")
        public Set<String> take(Customer item) {
            return manager.list().keySet();
        }
    }

    private static WeldContainer container;
    private static Names names;
    private static Customers customers;

    @BeforeAll
    static void deploy() {
        container = Containers.start(Names.class, Customers.class);
        names = container.select(Names.class).get();
        customers = container.select(Customers.class).get();
    }

    @AfterAll
    static void undeploy() {
        container.close();
    }

    @Test
    void theDefaultIsTheMethodAndOverloadsShareIt() {
        String expected = Names.class.getName() + ".byDefault";

        assertThat(names.byDefault()).containsExactly(expected);
        assertThat(names.byDefault("x")).containsExactly(expected);
    }

    @Test
    void valuesAreEscapedSoThatNoTwoPairsMeet() {
        assertThat(names.session("a:b", "c")).containsExactly("session:a%3Ab:c");
        assertThat(names.session("a", "b:c")).containsExactly("session:a:b%3Ac");
    }

    /** Not as a template, nor in any language that one may know from elsewhere. */
    @Test
    void aValueIsNotEvaluated() {
        assertThat(names.session("{session}", "secret")).containsExactly("session:%7Bsession%7D:secret");
        assertThat(names.session("${java.version}", "#{1+1}"))
                .containsExactly("session:$%7Bjava.version%7D:#%7B1+1%7D");
    }

    @Test
    void propertiesAreGettersFieldsAndComponents() {
        Order order = new Order(new Customer("c1", new Address("Ulm")));

        assertThat(names.order(order)).containsExactly("Ulm:7:true");
    }

    @Test
    void aParameterIsKnownByItsLockKey() {
        assertThat(names.number(42)).containsExactly("n:42");
    }

    @Test
    void nullAndBlankValuesEndTheCall() {
        assertThatThrownBy(() -> names.session(null, "s"))
                .isInstanceOf(LockKeyException.class)
                .hasMessageContaining("user is null");
        assertThatThrownBy(() -> names.session("u", " "))
                .isInstanceOf(LockKeyException.class)
                .hasMessageContaining("session is blank");
        assertThatThrownBy(() -> names.order(new Order(null)))
                .isInstanceOf(LockKeyException.class)
                .extracting(failure -> ((LockKeyException) failure).parameter())
                .isEqualTo("order.customer.address.city");
    }

    @Test
    void anObjectsTextIsTakenOnlyIfItTellsValuesApart() {
        UUID id = UUID.randomUUID();

        assertThat(names.object(id)).containsExactly("o:" + id);
        assertThat(names.object(Optional.of("x"))).containsExactly("o:x");
        assertThatThrownBy(() -> names.object(Optional.empty())).isInstanceOf(LockKeyException.class);
        assertThatThrownBy(() -> names.object(new Object())).isInstanceOf(LockKeyException.class);
        assertThatThrownBy(() -> names.object(new byte[1])).isInstanceOf(LockKeyException.class);
    }

    @Test
    void aValueWithATextOfItsOwnMayHoldOthersThatHaveOne() {
        assertThat(names.all(List.of("x", 1, Optional.of(true)))).containsExactly("l:[x, 1, Optional[true]]");
        assertThat(names.object(Map.of("k", List.of(1)))).containsExactly("o:%7Bk=[1]%7D");
        assertThat(names.object(new Pair("x", null))).containsExactly("o:Pair[left=x, right=null]");
        assertThat(names.object(Path.of("a"))).containsExactly("o:a");
        List<Object> ofItself = new ArrayList<>(List.of("x"));
        ofItself.add(ofItself);
        assertThat(names.all(ofItself)).containsExactly("l:[x, (this Collection)]");
    }

    @Test
    void aValueThatHoldsAnAddressEndsTheCall() {
        Stream.of(
                        List.of("x", new Textless()),
                        Arrays.asList(null, new byte[1]),
                        Optional.of(List.of(new Textless())),
                        Map.of("k", new Textless()),
                        Map.of(new Textless(), "v"),
                        Map.entry("k", new int[1]),
                        new Pair("x", List.of(new Textless())))
                .forEach(value -> assertThatThrownBy(() -> names.object(value))
                        .as(value.toString())
                        .isInstanceOf(LockKeyException.class)
                        .hasMessageContaining("any has a ")
                        .hasMessageContaining(" in it, whose toString() does not tell its values apart"));
    }

    @Test
    void aTextThatShowsNoAddressIsTaken() {
        Batch batch = new Batch();
        batch.add(new Textless());

        assertThat(names.digest(new Digest(new byte[] {7}))).containsExactly("d:[7]");
        assertThat(names.batch(batch)).containsExactly("b:batch");
        assertThat(names.object(batch)).containsExactly("o:batch");
    }

    @Test
    void theTextOfAnInterfaceIsThatOfItsValues() {
        assertThat(names.ofInterface("x")).containsExactly("i:x");
        assertThatThrownBy(() -> names.ofInterface(new byte[1])).isInstanceOf(LockKeyException.class);
    }

    @Test
    void anInheritedMethodIsOfTheBeanClass() {
        assertThat(customers.inherited()).containsExactly(Customers.class.getName() + ".inherited");
        assertThat(customers.handle(new Customer("k", null))).containsExactly("base:k");
    }

    @Test
    void aGenericInterfaceReachesTheSameGuard() {
        Handler<Customer> handler = customers;

        assertThat(handler.take(new Customer("k", null))).containsExactly("take:k");
    }

    @Test
    void nothingIsLeftAfterTheCall() {
        names.session("u", "s");

        assertThat(container.select(LockManager.class).get().list()).isEmpty();
    }
}
