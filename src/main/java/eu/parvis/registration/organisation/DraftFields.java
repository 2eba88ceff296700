package eu.parvis.registration.organisation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The typed fields of both parts by name, without those of buttons. */
record DraftFields(Map<String, List<String>> values) {

    static final String ORGANISATION = "organisation";
    static final String ADMINISTRATOR = "administrator";

    private static final Set<String> PARTS = Set.of(ORGANISATION, ADMINISTRATOR);
    private static final List<String> NUMBERS = List.of("siret", "vatNumber", "identificationNumber");
    private static final String NEW_FORM = "newForm";
    private static final int LONGEST_NAME = 120;

    static DraftFields of(Map<String, List<String>> fields) {
        var parts = new LinkedHashMap<>(fields);
        parts.keySet().removeIf(name -> !PARTS.contains(part(name)));
        return new DraftFields(parts);
    }

    private static String part(String field) {
        return field.split("\\.", 2)[0];
    }

    /** These fields with other ones. A part that the others have is replaced as a whole. */
    DraftFields with(DraftFields others) {
        var all = new LinkedHashMap<>(values);
        others.values.keySet().stream()
                .map(DraftFields::part)
                .distinct()
                .forEach(part -> all.keySet().removeIf(name -> part(name).equals(part)));
        all.putAll(others.values);
        return new DraftFields(all);
    }

    /** Whether both have the same number or, without any, the same values. */
    boolean isOfSameOrganisation(DraftFields other) {
        return numbers().anyMatch(number -> !number.isEmpty())
                ? key().equals(other.key())
                : values.equals(other.values);
    }

    /** Whether both were saved while the same new form was edited, whose page names it. */
    boolean isOfSameNewForm(DraftFields other) {
        var name = organisation(NEW_FORM);
        return !name.isEmpty() && name.equals(other.organisation(NEW_FORM));
    }

    private Stream<String> numbers() {
        return NUMBERS.stream().map(name -> organisation(name).replaceAll("[^\\p{L}\\p{N}]", ""));
    }

    private List<String> key() {
        return Stream.concat(Stream.of(organisation("registeredIn"), organisation("country")), numbers())
                .map(text -> text.toUpperCase(Locale.ROOT))
                .toList();
    }

    private String organisation(String field) {
        return String.join("", values.getOrDefault(ORGANISATION + "." + field, List.of()));
    }

    String organisationName() {
        var name = organisation("name").strip();
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }
}
