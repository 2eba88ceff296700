package eu.parvis.dev;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The companies of the sandbox's registers. Their numbers are well formed and have valid check digits; the companies do
 * not exist.
 */
public final class FictionalCompanies {

    /**
     * A number to try out.
     *
     * @param description what the register answers for it
     */
    public record Example(String number, String name, String description) {}

    /** One establishment, in the terms of the directory. */
    private record Establishment(
            Example example, String category, String status, boolean isPublic, boolean headOffice, Street street) {

        String siren() {
            return example.number.substring(0, 9);
        }
    }

    private record Street(String number, String kind, String name, String postcode, String town) {
        String joined() {
            return String.join(" ", number, kind, name, postcode, town);
        }
    }

    private static final String COMPANY = "5710";
    private static final String PERSON = "1000";
    private static final String ASSOCIATION = "9220";
    private static final String TOWN_HALL = "7210";

    private static final List<Establishment> ESTABLISHMENTS = List.of(
            open(
                    new Example("81234567600017", "MENUISERIE KERVELLA", "company, head office"),
                    COMPANY,
                    new Street("14", "QUAI", "DE L'ODET", "29000", "QUIMPER")),
            open(
                    new Example("90000001900019", "VERRERIE DES DEUX CAPS", "company, head office"),
                    COMPANY,
                    new Street("12", "RUE", "DES VERRIERS", "62179", "WISSANT")),
            workshop(
                    new Example("90000001900027", "VERRERIE DES DEUX CAPS", "the same company, its workshop"),
                    COMPANY,
                    new Street("3", "QUAI", "DE LA MARNE", "62100", "CALAIS")),
            open(
                    new Example("90000002700012", "COMMUNE DE VALMARE", "administration"),
                    TOWN_HALL,
                    new Street("1", "PLACE", "DE LA MAIRIE", "76490", "VALMARE")),
            open(
                    new Example("90000003500015", "LES AMIS DU PHARE", "association, in Corsica"),
                    ASSOCIATION,
                    new Street("8", "COURS", "NAPOLEON", "20000", "AJACCIO")),
            open(
                    new Example("90000006800016", "CLAIRE ROUSSEL", "a person in business for herself"),
                    PERSON,
                    new Street("27", "RUE", "DES CHALETS", "31000", "TOULOUSE")),
            open(
                    new Example("90000007600019", "DISTILLERIE DU PITON", "company, in La Réunion"),
                    COMPANY,
                    new Street("5", "CHEMIN", "DES CANNES", "97410", "SAINT-PIERRE")),
            workshop(
                    new Example("35600000049841", "LA POSTE", "an establishment numbered by La Poste’s own rule"),
                    COMPANY,
                    new Street("2", "PLACE", "DU MARCHE", "62179", "WISSANT")),
            with(
                    new Example("90000004300019", "FILATURE DU VALLON", "closed"),
                    "F",
                    true,
                    new Street("40", "RUE", "DU MOULIN", "88400", "GERARDMER")),
            with(
                    new Example("90000005000014", "[ND]", "not public: the directory hides its details"),
                    "A",
                    false,
                    new Street("[ND]", "[ND]", "[ND]", "75011", "PARIS")));

    /** Well formed with valid check digits, but not in the register. */
    private static final Example UNKNOWN =
            new Example("90000009200016", "nobody", "a well-formed number that the directory does not know");

    private static final Map<String, Example> VALID_VAT = Map.of(
            "BE0900000147", new Example("BE0900000147", "GLASBLAZERIJ TWEE KAPEN NV", "valid, with name and address"),
            "DE900000014", new Example("DE900000014", "---", "valid; Germany gives no name"),
            "FR25900000019", new Example("FR25900000019", "VERRERIE DES DEUX CAPS", "valid, French"));

    private static final Example INVALID_VAT =
            new Example("BE0900000246", "nobody", "well-formed, and not valid according to VIES");

    /** VIES always reports the service of this member state as unavailable. */
    static final Example AWAY_VAT = new Example("ESB90000001", "unknown", "Spain’s service is away: stays unverified");

    private FictionalCompanies() {}

    private static Establishment open(Example example, String category, Street street) {
        return new Establishment(example, category, "A", true, true, street);
    }

    private static Establishment workshop(Example example, String category, Street street) {
        return new Establishment(example, category, "A", true, false, street);
    }

    private static Establishment with(Example example, String status, boolean isPublic, Street street) {
        return new Establishment(example, COMPANY, status, isPublic, true, street);
    }

    /** SIRETs to try out. */
    public static List<Example> sirets() {
        return Stream.concat(ESTABLISHMENTS.stream().map(Establishment::example), Stream.of(UNKNOWN))
                .toList();
    }

    /** VAT numbers to try out. */
    public static List<Example> vatNumbers() {
        return Stream.concat(VALID_VAT.values().stream(), Stream.of(INVALID_VAT, AWAY_VAT))
                .sorted(Comparator.comparing(Example::number))
                .toList();
    }

    static Optional<Example> vat(String number) {
        return Optional.ofNullable(VALID_VAT.get(number));
    }

    /** The JSON that the directory returns for a SIRET. */
    static JsonObject search(String siret) {
        var results = new JsonArray();
        ESTABLISHMENTS.stream()
                .filter(establishment -> establishment.example.number.equals(siret))
                .forEach(establishment -> results.add(unit(establishment)));
        return new JsonObject()
                .put("results", results)
                .put("total_results", results.size())
                .put("page", 1)
                .put("per_page", 1)
                .put("total_pages", results.size());
    }

    private static JsonObject unit(Establishment asked) {
        var isPerson = asked.category.equals(PERSON);
        return new JsonObject()
                .put("siren", asked.siren())
                .put("nom_complet", asked.example.name)
                .put("nom_raison_sociale", isPerson ? null : asked.example.name)
                .put("sigle", null)
                .put("etat_administratif", "A")
                .put("nature_juridique", asked.category)
                .put("statut_diffusion", asked.isPublic ? "O" : "P")
                .put("siege", headOffice(headOfficeOf(asked)))
                .put("matching_etablissements", new JsonArray().add(matching(asked)))
                .put("complements", complements(asked));
    }

    private static Establishment headOfficeOf(Establishment asked) {
        return ESTABLISHMENTS.stream()
                .filter(other -> other.headOffice && other.siren().equals(asked.siren()))
                .findFirst()
                .orElse(asked);
    }

    /** The directory returns the address of a head office in parts. */
    private static JsonObject headOffice(Establishment establishment) {
        var street = establishment.street;
        return new JsonObject()
                .put("siret", establishment.headOffice ? establishment.example.number : establishment.siren() + "00048")
                .put("adresse", street.joined())
                .put("numero_voie", street.number)
                .put("indice_repetition", null)
                .put("type_voie", street.kind)
                .put("libelle_voie", street.name)
                .put("complement_adresse", null)
                .put("distribution_speciale", null)
                .put("code_postal", street.postcode)
                .put("libelle_commune", street.town)
                .put("cedex", null)
                .put("libelle_cedex", null)
                .put("code_pays_etranger", null)
                .put("etat_administratif", establishment.status);
    }

    /** The directory returns the address of other establishments as one line. */
    private static JsonObject matching(Establishment establishment) {
        return new JsonObject()
                .put("siret", establishment.example.number)
                .put("adresse", establishment.street.joined())
                .put("code_postal", establishment.street.postcode)
                .put("libelle_commune", establishment.street.town)
                .put("est_siege", establishment.headOffice)
                .put("nom_commercial", null)
                .put("etat_administratif", establishment.status)
                .put("statut_diffusion_etablissement", establishment.isPublic ? "O" : "P");
    }

    private static JsonObject complements(Establishment establishment) {
        return new JsonObject()
                .put("est_association", establishment.category.equals(ASSOCIATION))
                .put("est_administration", establishment.category.equals(TOWN_HALL))
                .put("est_service_public", establishment.category.equals(TOWN_HALL))
                .put("est_entrepreneur_individuel", establishment.category.equals(PERSON));
    }
}
