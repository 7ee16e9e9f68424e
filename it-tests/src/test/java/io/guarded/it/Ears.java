package io.guarded.it;

import io.guarded.example.ExampleApplication;
import io.guarded.it.app.Gate;
import io.guarded.it.app.GateResource;
import io.guarded.it.app.Gates;
import io.guarded.it.ear.all.AllResource;
import io.guarded.it.ear.annotated.AnnotatedResource;
import io.guarded.it.ear.calls.EjbResource;
import io.guarded.it.ear.ejb.DoorEjb;
import io.guarded.it.ear.shared.Names;
import java.util.Map;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Makes applications of several modules, with Guarded in their libraries. */
final class Ears {

    private Ears() {}

    static EnterpriseArchive withEjbs(String redisUrl) {
        Package calls = EjbResource.class.getPackage();
        return ear("modules", redisUrl)
                .addAsModule(ejbs())
                .addAsModule(annotated("modules-annotated").addPackage(calls))
                .addAsModule(all("modules-all").addPackage(calls));
    }

    /** Payara 6 makes a CDI container for each of its modules. */
    static EnterpriseArchive withoutEjbs(String redisUrl) {
        return ear("webs", redisUrl).addAsModule(annotated("webs-annotated")).addAsModule(all("webs-all"));
    }

    private static EnterpriseArchive ear(String name, String redisUrl) {
        EnterpriseArchive ear =
                ShrinkWrap.create(EnterpriseArchive.class, name + ".ear").addAsLibrary(shared(redisUrl));
        Map<ArchivePath, Node> libraries =
                Wars.example("libraries", redisUrl).getContent(Filters.include("/WEB-INF/lib/.*\\.jar"));
        libraries.forEach(
                (path, jar) -> ear.addAsLibrary(jar.getAsset(), path.get().replaceFirst(".*/", "")));
        return ear;
    }

    private static JavaArchive shared(String redisUrl) {
        return ShrinkWrap.create(JavaArchive.class, "shared.jar")
                .addClasses(Gate.class, Gates.class, Names.class)
                .addAsManifestResource(discovery("annotated"), "beans.xml")
                .addAsManifestResource(
                        new StringAsset("guarded.redis.url=" + redisUrl), "microprofile-config.properties");
    }

    private static WebArchive annotated(String name) {
        return web(name, AnnotatedResource.class.getPackage(), "annotated");
    }

    private static WebArchive all(String name) {
        return web(name, AllResource.class.getPackage(), "all");
    }

    private static JavaArchive ejbs() {
        return ShrinkWrap.create(JavaArchive.class, "modules-ejb.jar").addPackage(DoorEjb.class.getPackage());
    }

    private static WebArchive web(String name, Package classes, String discovery) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addPackage(classes)
                .addClasses(ExampleApplication.class, GateResource.class)
                .addAsWebInfResource(discovery(discovery), "beans.xml");
    }

    private static StringAsset discovery(String mode) {
        return new StringAsset(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="%s"/>
                """
                        .formatted(mode));
    }
}
