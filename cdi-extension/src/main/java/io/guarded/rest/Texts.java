package io.guarded.rest;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts for people in one language: the client's first that there is, else English. */
record Texts(Locale language, ResourceBundle bundle) {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

    static Texts of(List<Locale> accepted) {
        Locale language = accepted.stream()
                .map(locale -> Locale.forLanguageTag(locale.getLanguage()))
                .filter(LANGUAGES::contains)
                .findFirst()
                .orElse(Locale.ENGLISH);
        return new Texts(
                language, ResourceBundle.getBundle("io.guarded.rest.texts", language, Texts.class.getClassLoader()));
    }

    String error(Kind kind) {
        return bundle.getString(key(kind));
    }

    String detail(Kind kind, Object... details) {
        return new MessageFormat(bundle.getString(key(kind) + ".detail"), language).format(details);
    }

    private static String key(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
