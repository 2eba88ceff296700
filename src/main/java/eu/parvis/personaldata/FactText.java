package eu.parvis.personaldata;

import eu.parvis.audit.Entry.Outcome;
import eu.parvis.bus.Malformed;
import eu.parvis.journal.JournalApi;
import eu.parvis.session.DeviceName;
import eu.parvis.values.Country;
import eu.parvis.values.Language;
import eu.parvis.values.PhoneNumber;
import eu.parvis.words.Words;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says values in words, the same as on the other pages. The file has the values themselves. */
final class FactText {

    private static final Set<String> IDS = Words.of(Language.FR).ids();

    private static final Map<DataSet, String> STATES =
            Map.of(DataSet.MEMBERSHIPS, "organisation.users.state.", DataSet.JOIN_REQUESTS, "registration.join.state.");

    /** Fields whose values are codes, with the ids of their words; those of typed forms too. */
    private static final Map<String, String> CODES = Map.of(
            "roles", "organisation.role.",
            "language", "terms.language.",
            "channel", "me.sessions.",
            "question", "activation.question.",
            "outcome", "journal.outcome.",
            "registeredIn", "registration.registeredIn.",
            "type", "registration.type.",
            "hasVat", "registration.hasVat.");

    /** Fields of typed forms that nobody typed, or that say nothing on their own. */
    private static final Set<String> HIDDEN = Set.of("shown", "filledFor", "action", "who");

    private final Words words;
    private final Language language;

    FactText(Words words, Language language) {
        this.words = words;
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
            case "kind" ->
                word((set == DataSet.CONTACTS ? "organisation.contact." : "personaldata.link.") + value, value);
            case "occasion" -> word("mail." + value + ".title", value);
            case "device" -> set == DataSet.JOURNAL ? value : device(value);
            case "phone", "invitedPhone" -> grouped(value);
            default -> CODES.containsKey(field) ? word(CODES.get(field) + value, value) : value;
        };
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
