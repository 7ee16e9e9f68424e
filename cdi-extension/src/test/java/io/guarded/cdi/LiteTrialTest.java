package io.guarded.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guarded.Guarded;
import io.guarded.LockDefinitionException;
import io.guarded.LockManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.lite.extension.translator.LiteExtensionTranslator;
import org.junit.jupiter.api.Test;

/**
 * What a build compatible extension comes to that shares all code behind the portable one: it names the classes, and the table
 * is made when the first guarded call comes. Decision 009 tells why it is not the project's.
 */
class LiteTrialTest {

    /** May give nothing on but names: what is at work in the application is not what has looked at it. */
    public static final class Lite implements BuildCompatibleExtension {

        private final List<ClassInfo> beans = new ArrayList<>();

        @Discovery
        public void addInterceptors(ScannedClasses classes) {
            classes.add(GuardedInterceptor.class.getName());
            classes.add(BodyInterceptor.class.getName());
        }

        @Registration(types = Object.class)
        public void see(BeanInfo bean) {
            if (bean.isClassBean()) {
                beans.add(bean.declaringClass());
            }
        }

        @Synthesis
        public void addBeans(SyntheticComponents components) {
            components
                    .addBean(Guards.class)
                    .type(Guards.class)
                    .scope(ApplicationScoped.class)
                    .withParam("beans", beans.toArray(ClassInfo[]::new))
                    .createWith(Creator.class);
        }
    }

    public static final class Creator implements SyntheticBeanCreator<Guards> {

        @Override
        public Guards create(Instance<Object> lookup, Parameters parameters) {
            BeanManager beans = lookup.select(BeanManager.class).get();
            Deployment deployment = new Deployment();
            for (Class<?> type : parameters.get("beans", Class[].class)) {
                deployment.found().add(beans.createAnnotatedType(type));
            }
            deployment.validate(beans).forEach(mistake -> {
                throw mistake;
            });
            return deployment.guards();
        }
    }

    /** Any other extension: puts a guard where the source has none. */
    public static final class Other implements BuildCompatibleExtension {

        @Enhancement(types = Plain.class)
        public void guard(ClassConfig type) {
            type.methods()
                    .forEach(method -> method.addAnnotation(Guarded.Literal.of("enhanced", "", 0, TimeUnit.SECONDS)));
        }
    }

    @ApplicationScoped
    static class Named {
        @Guarded(name = "lite:{id}")
        public String run(String id) {
            return id;
        }
    }

    @ApplicationScoped
    static class Plain {
        public String run() {
            return "ran";
        }
    }

    @ApplicationScoped
    static class Wrong {
        @Guarded(name = "lite:{nobody}")
        public void run(String id) {}
    }

    private static LiteExtensionTranslator translator(
            Collection<Class<? extends BuildCompatibleExtension>> extensions) {
        return new LiteExtensionTranslator(extensions, LiteTrialTest.class.getClassLoader());
    }

    private static WeldContainer start(
            Collection<Class<? extends BuildCompatibleExtension>> extensions, Class<?>... beans) {
        return new Weld()
                .disableDiscovery()
                .addExtension(translator(extensions))
                .beanClasses(beans)
                .initialize();
    }

    @Test
    void aGuardOfTheSourceIsKept() {
        try (WeldContainer container = start(List.of(Lite.class), Named.class)) {
            assertThat(container.select(Named.class).get().run("a")).isEqualTo("a");
        }
    }

    @Test
    void aGuardOfAnotherExtensionIsNot() {
        try (WeldContainer container = start(List.of(Other.class, Lite.class), Plain.class)) {
            assertThatThrownBy(() -> container.select(Plain.class).get().run())
                    .isInstanceOf(LockDefinitionException.class);
        }
        try (WeldContainer container = Containers.weld(Plain.class)
                .addExtension(translator(List.of(Other.class)))
                .initialize()) {
            assertThat(container.select(Plain.class).get().run()).isEqualTo("ran");
        }
    }

    @Test
    void aMistakeIsFoundAtTheFirstCallAndNotAtDeployment() {
        try (WeldContainer container = start(List.of(Lite.class), Wrong.class)) {
            Wrong wrong = container.select(Wrong.class).get();
            assertThatThrownBy(() -> wrong.run("a")).isInstanceOf(LockDefinitionException.class);
        }
        assertThat(Containers.mistakes(Wrong.class)).hasSize(1);
    }

    @Test
    void theManagerIsNoBeanBeforeAGuardedCall() {
        try (WeldContainer container = start(List.of(Lite.class), Named.class)) {
            assertThat(container.select(LockManager.class).isUnsatisfied()).isTrue();
        }
    }
}
