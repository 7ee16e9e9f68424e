package io.guarded.rest;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts for people in one language: the client's first that there is, else English. An application adds languages and
 * texts by a bundle {@code guarded-messages}, whose texts come first.
 *
 * @param application the application's bundle, null if it has none in this language
 * @param shipped ours in this language, else in English
 */
record Texts(Locale language, @Nullable ResourceBundle application, ResourceBundle shipped) {

    private static final String APPLICATION = "guarded-messages";
    private static final String SHIPPED = "io.guarded.rest.texts";
    private static final ResourceBundle.Control NO_OTHER_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT);

    static Texts of(List<Locale> accepted) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        // RESTEasy gives one without a language to a client that accepts any: it is none to answer in
        return Stream.concat(accepted.stream(), Stream.of(Locale.ENGLISH))
                .filter(language -> !language.getLanguage().isEmpty())
                .flatMap(language -> in(language, loader == null ? Texts.class.getClassLoader() : loader).stream())
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Texts> in(Locale language, ClassLoader application) {
        ResourceBundle own = bundle(APPLICATION, language, application);
        ResourceBundle shipped = bundle(SHIPPED, language, Texts.class.getClassLoader());
        boolean isEnglish = language.getLanguage().equals("en");
        if (!isIn(language, own) && !isIn(language, shipped) && !isEnglish) {
            return Optional.empty();
        }
        ResourceBundle english = ResourceBundle.getBundle(SHIPPED, Locale.ENGLISH, Texts.class.getClassLoader());
        Locale said = Locale.forLanguageTag(language.getLanguage());
        return Optional.of(new Texts(said, own, shipped == null || !isIn(language, shipped) ? english : shipped));
    }

    private static @Nullable ResourceBundle bundle(String name, Locale language, @Nullable ClassLoader loader) {
        try {
            return ResourceBundle.getBundle(name, language, loader, NO_OTHER_LANGUAGE);
        } catch (MissingResourceException none) {
            return null;
        }
    }

    private static boolean isIn(Locale language, @Nullable ResourceBundle bundle) {
        return bundle != null && bundle.getLocale().getLanguage().equals(language.getLanguage());
    }

    String error(Kind kind) {
        return text(kind.key());
    }

    /** Gives the text that a guard has: a key of the application's bundle, or the text itself. */
    String own(String message) {
        return application != null && application.containsKey(message) ? application.getString(message) : message;
    }

    /** Says what it is about, if that is known. */
    String detail(Kind kind, String... about) {
        String key = kind.key() + (about.length == 0 ? ".detail" : ".detail.of");
        return new MessageFormat(text(key), language).format(about);
    }

    private String text(String key) {
        return application != null && application.containsKey(key)
                ? application.getString(key)
                : shipped.getString(key);
    }
}
