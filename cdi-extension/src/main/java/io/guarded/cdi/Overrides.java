package io.guarded.cdi;

import io.guarded.Guarded;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Changes definitions as the configuration says: those of one method, of one bean class, or all. */
final class Overrides {

    static final String ALLOW_DISABLED = "guarded.allow-disabled";

    private final Function<String, Optional<String>> configuration;
    private final boolean isDisablingAllowed;

    private Overrides(Function<String, Optional<String>> configuration, boolean isDisablingAllowed) {
        this.configuration = configuration;
        this.isDisablingAllowed = isDisablingAllowed;
    }

    static Overrides read(Function<String, Optional<String>> configuration, Mistakes mistakes) {
        PropertyReader reader = new PropertyReader(configuration, mistakes);
        return new Overrides(configuration, reader.truth(ALLOW_DISABLED).orElse(false));
    }

    Definition apply(Definition written, Mistakes mistakes) {
        MemberReader reader = new MemberReader(written, new PropertyReader(configuration, mistakes));
        Guarded changed = changed(written.guarded(), reader);
        boolean isEnabled = reader.truth("enabled", true);
        if (reader.used().isEmpty()) {
            return written;
        }
        Definition definition = new Definition(
                written.bean(), written.method(), changed, written.isOnMethod(), isEnabled, reader.used());
        if (!isEnabled && !isDisablingAllowed) {
            mistakes.add(Mistake.DISABLING_NOT_ALLOWED, definition.methodSite(), ALLOW_DISABLED);
        }
        return definition;
    }

    private static Guarded changed(Guarded was, MemberReader reader) {
        return Guarded.Literal.of(
                        reader.text("name", was.name()),
                        reader.text("type", was.type()),
                        reader.number("timeout", was.timeout()),
                        reader.constant("unit", TimeUnit.class, was.unit()))
                .lease(reader.number("lease", was.lease()))
                .maxHold(reader.number("maxHold", was.maxHold()))
                .atLeast(reader.number("atLeast", was.atLeast()))
                .onBusy(reader.constant("onBusy", Guarded.OnBusy.class, was.onBusy()))
                .onLost(reader.constant("onLost", Guarded.OnLost.class, was.onLost()))
                .fenced(reader.truth("fenced", was.fenced()))
                .message(reader.text("message", was.message()))
                .busyStatus(reader.whole("busyStatus", was.busyStatus()));
    }
}
