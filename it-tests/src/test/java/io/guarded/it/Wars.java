package io.guarded.it;

import io.guarded.it.app.Gate;
import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Makes the archives to deploy: the example as it was built, and what the tests add. */
final class Wars {

    private Wars() {}

    /** As a person sees it, without anything of the tests. */
    static WebArchive untouched(String name, String redisUrl) {
        return configured(name, "guarded.redis.url=" + redisUrl + "\n");
    }

    static WebArchive example(String name, String redisUrl) {
        return example(name, redisUrl, "");
    }

    /** With more lines of configuration. */
    static WebArchive example(String name, String redisUrl, String configuration) {
        return configured(name, "guarded.redis.url=" + redisUrl + "\n" + configuration)
                .addPackage(Gate.class.getPackage());
    }

    private static WebArchive configured(String name, String configuration) {
        return ShrinkWrap.create(ZipImporter.class, name + ".war")
                .importFrom(new File(System.getProperty("example.war")))
                .as(WebArchive.class)
                .addAsResource(new StringAsset(configuration), "META-INF/microprofile-config.properties");
    }
}
