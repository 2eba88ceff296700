package eu.parvis.values;

import java.util.Locale;
import java.util.Optional;

/** The languages of the portal. A person chooses one at registration; it applies to all pages, errors and mails. */
public enum Language {
    FR(Locale.FRENCH),
    EN(Locale.UK);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    public Locale locale() {
        return locale;
    }

    /** {@code fr} or {@code en}: in URLs, in JSON, in the database and in the {@code lang} attribute. */
    public String code() {
        return locale.getLanguage();
    }

    public Language other() {
        return this == FR ? EN : FR;
    }

    public static Optional<Language> of(String code) {
        return switch (code == null ? "" : code) {
            case "fr" -> Optional.of(FR);
            case "en" -> Optional.of(EN);
            default -> Optional.empty();
        };
    }
}
