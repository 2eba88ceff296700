package eu.parvis.company;

import eu.parvis.company.CompanyApi.Company;
import eu.parvis.company.CompanyApi.Found;
import eu.parvis.company.CompanyApi.State;
import eu.parvis.values.Country;
import eu.parvis.values.Department;
import eu.parvis.values.Postcode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parses answers of the French company directory. Throws if the JSON has another shape; the caller treats that as no
 * answer.
 */
final class DirectoryAnswer {

    private static final String IN_BUSINESS = "A";
    private static final String PUBLIC = "O";
    private static final String WITHHELD = "[ND]";

    private DirectoryAnswer() {}

    /** Whether the directory answered the search. Other answers are failures. */
    static boolean isValid(Register.Answer answer) {
        return answer.status() == 200 && answer.body().containsKey("results");
    }

    static Found of(Siret siret, JsonObject answer, Instant at) {
        return objects(answer.getJsonArray("results"))
                .findFirst()
                .map(unit -> found(siret, unit, establishment(siret, unit), at))
                .orElseGet(() -> new Found(siret.value(), State.NOT_FOUND, Optional.empty(), at));
    }

    /**
     * Finds the establishment that was asked for. The directory returns the head office with separate address fields,
     * other establishments with one joined address.
     */
    private static JsonObject establishment(Siret siret, JsonObject unit) {
        var headOffice = Stream.ofNullable(unit.getJsonObject("siege"));
        return Stream.concat(headOffice, objects(unit.getJsonArray("matching_etablissements")))
                .filter(establishment -> siret.value().equals(establishment.getString("siret")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The directory answered about another company"));
    }

    private static Found found(Siret siret, JsonObject unit, JsonObject establishment, Instant at) {
        var state = state(unit, establishment);
        var company = state == State.NOT_PUBLIC ? null : company(unit, establishment);
        return new Found(siret.value(), state, Optional.ofNullable(company), at);
    }

    private static State state(JsonObject unit, JsonObject establishment) {
        if (!isInBusiness(unit) || !isInBusiness(establishment)) {
            return State.CLOSED;
        }
        var isPublic = PUBLIC.equals(unit.getString("statut_diffusion", PUBLIC))
                && PUBLIC.equals(establishment.getString("statut_diffusion_etablissement", PUBLIC))
                && !name(unit).contains(WITHHELD)
                && !establishment.getString("adresse", "").contains(WITHHELD);
        return isPublic ? State.VERIFIED : State.NOT_PUBLIC;
    }

    private static boolean isInBusiness(JsonObject unitOrEstablishment) {
        var state = unitOrEstablishment.getString("etat_administratif");
        if (state == null) {
            throw new IllegalArgumentException("The directory does not say whether the company is in business");
        }
        return state.equals(IN_BUSINESS);
    }

    private static Company company(JsonObject unit, JsonObject establishment) {
        var postcode = text(establishment, "code_postal");
        return new Company(
                name(unit),
                type(unit),
                address(establishment, postcode),
                postcode,
                text(establishment, "libelle_commune"),
                Department.of(new Postcode(postcode)).map(Department::name).orElse(""),
                Country.FRANCE.code());
    }

    /**
     * The registered name, else the complete name. The complete name adds initials and trade names; natural persons
     * have only that one.
     */
    private static String name(JsonObject unit) {
        return Stream.of("nom_raison_sociale", "nom_complet")
                .map(field -> text(unit, field))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The directory gives no name"));
    }

    /** Decides by the directory's flags, else by INSEE's legal category. */
    private static CompanyApi.Type type(JsonObject unit) {
        var extras = Optional.ofNullable(unit.getJsonObject("complements")).orElseGet(JsonObject::new);
        var category = text(unit, "nature_juridique");
        if (extras.getBoolean("est_association", false) || category.startsWith("92")) {
            return CompanyApi.Type.ASSOCIATION;
        }
        if (extras.getBoolean("est_administration", false) || category.startsWith("4") || category.startsWith("7")) {
            return CompanyApi.Type.ADMINISTRATION;
        }
        return CompanyApi.Type.COMPANY;
    }

    private static String address(JsonObject establishment, String postcode) {
        var parts = Stream.of(
                        "complement_adresse",
                        "numero_voie",
                        "indice_repetition",
                        "type_voie",
                        "libelle_voie",
                        "distribution_speciale")
                .map(field -> text(establishment, field))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return parts.isEmpty() ? withoutTown(text(establishment, "adresse"), postcode) : parts;
    }

    private static String withoutTown(String joined, String postcode) {
        var end = postcode.isEmpty() ? -1 : joined.toUpperCase(Locale.ROOT).lastIndexOf(" " + postcode);
        return end < 0 ? joined : joined.substring(0, end).strip();
    }

    private static String text(JsonObject object, String field) {
        return Optional.ofNullable(object.getString(field)).map(String::strip).orElse("");
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array == null ? Stream.empty() : array.stream().map(JsonObject.class::cast);
    }
}
