package eu.parvis.http;

import eu.parvis.config.Configuration;
import eu.parvis.config.OpeningHours;
import eu.parvis.values.Country;
import eu.parvis.values.Language;
import eu.parvis.values.PhoneNumber;
import eu.parvis.words.Words;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What surrounds every page: the provider's name, its support and whether somebody answers there now. */
final class Frame {

    private final Clock clock;
    private final OpeningHours hours;
    private final Map<String, Boolean> doors;
    private final Map<Language, Map<String, Object>> brands = new EnumMap<>(Language.class);

    Frame(Configuration configuration, Clock clock) {
        this.clock = clock;
        this.hours = new OpeningHours(
                configuration.brand().timeZone(), configuration.brand().openingHours());
        this.doors = Map.of("organisation", configuration.doors().organisation());
        for (var language : Language.values()) {
            brands.put(language, brand(configuration, language));
        }
    }

    Map<String, Object> of(Language language, Location location) {
        var context = new HashMap<String, Object>();
        context.put("lang", language.code());
        context.put("otherLang", language.other().code());
        context.put("path", location.path());
        context.put("here", location.link());
        context.put("otherLangLink", location.link(language.other()));
        context.put("doors", doors);
        context.put("brand", brands.get(language));
        context.put("support", support(language, clock.instant()));
        context.put("errors", false);
        return context;
    }

    private Map<String, Object> brand(Configuration configuration, Language language) {
        var brand = configuration.brand();
        var words = Words.of(language);
        var shown = new HashMap<String, Object>();
        shown.put("name", brand.name());
        shown.put("legalName", brand.legalName());
        shown.put("tagline", words.text("page.brand.tagline"));
        shown.put("logoUrl", brand.logoUrl().orElse(null));
        shown.put("phone", phone(brand.supportPhone(), language));
        shown.put("phoneUri", "tel:" + brand.supportPhone());
        shown.put("phonePrice", brand.supportPhonePrice().orElse(null));
        shown.put("email", brand.supportEmail());
        shown.put(
                "hours",
                hours.lines().stream().map(line -> text(line, words, language)).toList());
        shown.put("timeZone", brand.timeZone().getDisplayName(TextStyle.FULL, language.locale()));
        shown.put("senderAddress", configuration.sender());
        shown.put(
                "links",
                Map.of(
                        "website", brand.website(),
                        "legal", brand.legalUrl(),
                        "privacy", brand.privacyUrl(),
                        "accessibility", "/accessibility",
                        "identityTheft", "/mail-check"));
        return shown;
    }

    private Map<String, Object> support(Language language, Instant now) {
        var state = hours.at(now);
        return Map.of("open", state.open(), "sentence", sentence(state, Words.of(language), language, now));
    }

    private String sentence(OpeningHours.State state, Words words, Language language, Instant now) {
        if (state.change().isEmpty()) {
            return words.text("page.support.closed");
        }
        var change = state.change().get();
        var time = time(change, language);
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
                        "page.support.stretch", time(stretch.from(), language), time(stretch.to(), language)))
                .toList();
        var days = line.from() == line.to() ? from : words.text("page.support.days", from, to);
        return words.text("page.support.line", days, joined(stretches, words));
    }

    private static String joined(List<String> stretches, Words words) {
        return stretches.size() == 2
                ? words.text("page.support.and", stretches.get(0), stretches.get(1))
                : String.join(", ", stretches);
    }

    private static String time(java.time.temporal.TemporalAccessor time, Language language) {
        var pattern = language == Language.FR ? "H'\u00a0h\u00a0'mm" : "H:mm";
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time);
    }

    /** At home as people there write it, abroad with its country code; never broken over two lines. */
    private static String phone(String number, Language language) {
        var parsed = PhoneNumber.parse(number, Country.FRANCE);
        var written = language == Language.FR ? parsed.national(Country.FRANCE) : parsed.international();
        return written.replace(' ', '\u00a0');
    }

    private static String time(ZonedDateTime time, Language language) {
        return time(time.toLocalTime(), language);
    }
}
