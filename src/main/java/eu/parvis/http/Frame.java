package eu.parvis.http;

import eu.parvis.config.Configuration;
import eu.parvis.config.OpeningHours;
import eu.parvis.values.Country;
import eu.parvis.values.Language;
import eu.parvis.values.PhoneNumber;
import eu.parvis.words.Times;
import eu.parvis.words.Words;
import java.time.Clock;
import java.time.Instant;
import java.time.format.TextStyle;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part that all pages share: the provider, its support and the signed-in user. */
final class Frame {

    /**
     * The variables that every template reads.
     *
     * @param path of this page
     * @param here its path with the query
     * @param otherLangLink this page in the other language
     * @param doors which registrations are open
     * @param terms whether there are terms of use
     * @param user empty for a visitor who is not signed in
     * @param secure whether the portal is reached by https
     * @param errors whether a form of the page has errors
     */
    record Values(
            String lang,
            String otherLang,
            String path,
            String here,
            String otherLangLink,
            Doors doors,
            boolean terms,
            Brand brand,
            Support support,
            Optional<Viewer> user,
            boolean secure,
            boolean errors) {}

    /** Registrations that are open to visitors without an account. */
    record Doors(boolean organisation, boolean person) {}

    /**
     * The provider.
     *
     * @param hours of the support, a line each
     * @param senderAddress of all mails
     */
    record Brand(
            String name,
            String tagline,
            Optional<String> logoUrl,
            String phone,
            String phoneUri,
            Optional<String> phonePrice,
            String email,
            List<String> hours,
            String timeZone,
            String senderAddress,
            Links links) {}

    record Links(String website, String legal, String privacy, String accessibility, String identityTheft) {}

    /** Whether the support is open now, and a sentence that says when this changes. */
    record Support(boolean open, String sentence) {}

    private final Clock clock;
    private final OpeningHours hours;
    private final Doors doors;
    private final boolean terms;
    private final boolean secure;
    private final Map<Language, Brand> brands = new EnumMap<>(Language.class);

    Frame(Configuration configuration, Clock clock) {
        this.clock = clock;
        this.hours = new OpeningHours(
                configuration.brand().timeZone(), configuration.brand().openingHours());
        this.doors = new Doors(
                configuration.doors().organisation(), configuration.doors().person());
        this.terms = configuration.terms().folder().isPresent();
        this.secure = configuration.http().secure();
        for (var language : Language.values()) {
            brands.put(language, brand(configuration, language));
        }
    }

    Values of(Language language, Location location, Optional<Viewer> user) {
        return new Values(
                language.code(),
                language.other().code(),
                location.path(),
                location.link(),
                location.link(language.other()),
                doors,
                terms,
                brands.get(language),
                support(language, clock.instant()),
                user,
                secure,
                false);
    }

    private Brand brand(Configuration configuration, Language language) {
        var brand = configuration.brand();
        var words = Words.of(language);
        return new Brand(
                brand.name(),
                words.text("page.brand.tagline"),
                brand.logoUrl(),
                phone(brand.supportPhone(), language),
                "tel:" + brand.supportPhone(),
                brand.supportPhonePrice(),
                brand.supportEmail(),
                hours.lines().stream().map(line -> text(line, words, language)).toList(),
                brand.timeZone().getDisplayName(TextStyle.FULL, language.locale()),
                configuration.sender(),
                new Links(brand.website(), brand.legalUrl(), brand.privacyUrl(), "/accessibility", "/mail-check"));
    }

    private Support support(Language language, Instant now) {
        var state = hours.at(now);
        return new Support(state.open(), sentence(state, Words.of(language), language, now));
    }

    private String sentence(OpeningHours.State state, Words words, Language language, Instant now) {
        if (state.change().isEmpty()) {
            return words.text("page.support.closed");
        }
        var change = state.change().get();
        var time = Times.inWords(change, language);
        if (state.open()) {
            return words.text("page.support.openUntil", time);
        }
        return change.toLocalDate().equals(now.atZone(change.getZone()).toLocalDate())
                ? words.text("page.support.opensToday", time)
                : words.text(
                        "page.support.opensOn",
                        change.getDayOfWeek().getDisplayName(TextStyle.FULL, language.locale()),
                        time);
    }

    private static String text(OpeningHours.Line line, Words words, Language language) {
        var from = line.from().getDisplayName(TextStyle.FULL, language.locale());
        var to = line.to().getDisplayName(TextStyle.FULL, language.locale());
        var stretches = line.stretches().stream()
                .map(stretch -> words.text(
                        "page.support.stretch",
                        Times.inWords(stretch.from(), language),
                        Times.inWords(stretch.to(), language)))
                .toList();
        var days = line.from() == line.to() ? from : words.text("page.support.days", from, to);
        return words.text("page.support.line", days, joined(stretches, words));
    }

    private static String joined(List<String> stretches, Words words) {
        return stretches.size() == 2
                ? words.text("page.support.and", stretches.get(0), stretches.get(1))
                : String.join(", ", stretches);
    }

    /** In French the national form, in English with the country code; non-breaking spaces keep it on one line. */
    private static String phone(String number, Language language) {
        var parsed = PhoneNumber.parse(number, Country.FRANCE);
        var written = language == Language.FR ? parsed.national(Country.FRANCE) : parsed.international();
        return written.replace(' ', '\u00a0');
    }
}
