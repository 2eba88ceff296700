package eu.parvis.personaldata;

import eu.parvis.audit.Entry.Outcome;
import eu.parvis.bus.Malformed;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.DocumentKind;
import eu.parvis.catalogue.Localised;
import eu.parvis.catalogue.Product;
import eu.parvis.journal.JournalApi;
import eu.parvis.session.DeviceName;
import eu.parvis.values.Country;
import eu.parvis.values.Language;
import eu.parvis.values.PhoneNumber;
import eu.parvis.words.Days;
import eu.parvis.words.Words;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says values in words, the same as on the other pages. The file has the values themselves. */
final class FactText {

    private static final Set<String> IDS = Words.of(Language.FR).ids();

    private static final Map<DataSet, String> STATES = Map.of(
            DataSet.MEMBERSHIPS, "organisation.users.state.",
            DataSet.JOIN_REQUESTS, "registration.join.state.",
            DataSet.REQUESTS, "request.state.");

    /** Fields whose values are codes, with the ids of their words; those of typed forms too. */
    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("roles", "organisation.role."),
            Map.entry("role", "organisation.role."),
            Map.entry("thing", "validation.thing."),
            Map.entry("method", "validation.method."),
            Map.entry("ordered", "personaldata.yes."),
            Map.entry("operator", "personaldata.yes."),
            Map.entry("approved", "personaldata.yes."),
            Map.entry("language", "terms.language."),
            Map.entry("channel", "me.sessions."),
            Map.entry("question", "activation.question."),
            Map.entry("outcome", "journal.outcome."),
            Map.entry("registeredIn", "registration.registeredIn."),
            Map.entry("type", "registration.type."),
            Map.entry("hasVat", "registration.hasVat."));

    /** Fields of typed forms that nobody typed, or that say nothing on their own. */
    private static final Set<String> HIDDEN = Set.of("shown", "filledFor", "action", "who");

    private final Words words;
    private final Language language;
    private final Catalogue catalogue;

    FactText(Catalogue catalogue, Language language) {
        this.catalogue = catalogue;
        this.words = Words.of(language);
        this.language = language;
    }

    String label(String field) {
        return words.text("personaldata.field." + field);
    }

    String value(DataSet set, String field, Object value) {
        if (value instanceof JsonArray list) {
            return list.stream().map(one -> value(set, field, one)).collect(Collectors.joining(", "));
        }
        return value instanceof JsonObject typed ? typed(set, typed) : text(set, field, String.valueOf(value));
    }

    private String typed(DataSet set, JsonObject typed) {
        return typed.stream()
                .filter(field -> !HIDDEN.contains(last(field.getKey())))
                .map(field -> value(set, last(field.getKey()), field.getValue()))
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(", "));
    }

    /** The name of a field inside its group, such as {@code firstName} of {@code administrator.firstName}. */
    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private String text(DataSet set, String field, String value) {
        return switch (field) {
            case "state" -> word(STATES.getOrDefault(set, "personaldata.state." + set + ".") + value, value);
            case "kind" -> kind(set, value);
            case "product" ->
                catalogue
                        .product(value)
                        .map(Product::name)
                        .map(this::inLanguage)
                        .orElse(value);
            case "occasion" -> word("mail." + value + ".title", value);
            case "device" -> set == DataSet.JOURNAL ? value : device(value);
            case "checkedOn" -> Days.inWords(LocalDate.parse(value), language);
            case "phone", "invitedPhone" -> grouped(value);
            default -> CODES.containsKey(field) ? word(CODES.get(field) + value, value) : value;
        };
    }

    private String kind(DataSet set, String value) {
        return switch (set) {
            case CONTACTS -> word("organisation.contact." + value, value);
            case DOCUMENTS ->
                catalogue
                        .document(value)
                        .map(DocumentKind::name)
                        .map(this::inLanguage)
                        .orElse(value);
            default -> word("personaldata.link." + value, value);
        };
    }

    private String inLanguage(Localised text) {
        return text.in(language);
    }

    /** The value itself if it has no words: a question of the person's own, or a code of a newer version. */
    private String word(String id, String value) {
        return IDS.contains(id) ? words.text(id) : value;
    }

    private String device(String userAgent) {
        return DeviceName.of(Optional.of(userAgent)).text(words).orElseGet(() -> words.text("personaldata.unknown"));
    }

    private String grouped(String phone) {
        try {
            return PhoneNumber.parse(phone, Country.FRANCE).grouped(language);
        } catch (Malformed notANumber) {
            return phone;
        }
    }

    /** A journal entry with its sentence, and with its program and system as one device. */
    JsonObject entry(JsonObject row) {
        var own = Boolean.TRUE.equals(row.getBoolean("own"));
        var done = Outcome.DONE.name().equals(row.getString("outcome"));
        var named = Stream.of("program", "system")
                .filter(name -> row.getString(name) != null)
                .collect(Collectors.toMap(name -> name, row::getString));
        return new JsonObject()
                .put("at", row.getValue("at"))
                .put("event", JournalApi.sentence(words, row.getString("event"), done, !own))
                .put("outcome", row.getValue("outcome"))
                .put("device", DeviceName.of(named).text(words).orElse(null))
                .put("address", row.getValue("address"));
    }
}
