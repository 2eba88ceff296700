package eu.parvis.registration.organisation;

import static eu.parvis.badinput.FieldRule.optional;
import static eu.parvis.badinput.FieldRule.required;
import static eu.parvis.badinput.NastyValue.ALL;
import static eu.parvis.badinput.NastyValue.IN_ADDRESS;
import static eu.parvis.badinput.NastyValue.NO_NAME;
import static eu.parvis.badinput.NastyValue.NO_TEXT;
import static eu.parvis.badinput.ValueTrial.inAddress;
import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.badinput.ApiTrial;
import eu.parvis.badinput.FieldRule;
import eu.parvis.badinput.FormTrial;
import eu.parvis.badinput.FormTrial.Opened;
import eu.parvis.badinput.NastyValue;
import eu.parvis.badinput.ValueTrial;
import eu.parvis.badinput.ValueTrial.Answer;
import eu.parvis.http.Browser;
import eu.parvis.http.Input;
import eu.parvis.http.PersonInput;
import eu.parvis.http.TypedTwice;
import eu.parvis.joining.JoinCapability;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionCapability;
import eu.parvis.values.Country;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nasty values in a registration: they cause no failure, and the input is shown again. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationBadInputTest {

    private static final String SIRET = "73282932000074";

    /** A foreign postcode is letters and figures, and direction marks that copying left behind are dropped. */
    private static final Set<NastyValue> NO_CODE = EnumSet.complementOf(EnumSet.of(NastyValue.RIGHT_TO_LEFT_OVERRIDE));

    private TestPortal portal;
    private ApiClient api;

    @BeforeAll
    void open(Vertx vertx) {
        portal = new TestPortal(
                vertx, RegistrationCapability.DESCRIPTOR, JoinCapability.DESCRIPTOR, SessionCapability.DESCRIPTOR);
        api = portal.api();
    }

    // --- Part 1 -------------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theFormOfAFrenchOrganisation() {
        // The page hides the country, which may still hold what was chosen before.
        var rules = frenchRules(required("siret", ALL), optional("country", Set.of()));
        return part1(french(SIRET), rules);
    }

    private Stream<DynamicContainer> part1(List<String> form, List<FieldRule> rules) {
        return new FormTrial(this::begun, multiMap(form), rules)
                .readBy(in -> {
                    RegistrationInput.fromForm(in);
                    in.end();
                })
                .tests();
    }

    /** A browser with an empty draft. */
    private Opened begun() {
        var tab = new Tab(stranger());
        tab.begin();
        return opened(tab, "organisation");
    }

    private static List<FieldRule> frenchRules(FieldRule siret, FieldRule country) {
        return under("organisation", described(), siret, required("postcode", ALL), optional("region", ALL), country);
    }

    @Test
    void whatIsMissingIsNamedInTheOrderOfThePage() {
        var page = stranger().speaking("fr").post("/register", "organisation.registeredIn", "EUROPEAN_UNION");

        assertEquals(
                List.of(
                        "Indiquez le numéro de TVA intracommunautaire",
                        "Choisissez le type d’organisation",
                        "Indiquez le nom de l’organisation",
                        "Indiquez l’adresse",
                        "Indiquez la ville",
                        "Indiquez la région",
                        "Choisissez un pays",
                        "Indiquez le numéro de téléphone"),
                summary(page.bodyAsString(), 8));
    }

    @Test
    void whoHasChosenNothingIsLedToTheOneQuestionThatIsOpen() {
        var page = stranger().post("/register", "organisation.siret", "").bodyAsString();

        assertEquals(List.of("Choose where the organisation is registered"), summary(page, 1));
    }

    @Test
    void thePersonIsNamedFieldByField() {
        var page = pastPart1()
                .part2(
                        "administrator.firstName",
                        "",
                        "administrator.lastName",
                        "",
                        "administrator.phone",
                        "",
                        "administrator.email",
                        "",
                        "administrator.emailConfirmation",
                        "");

        assertEquals(
                List.of(
                        "Enter the first name",
                        "Enter the last name",
                        "Enter the telephone number",
                        "Enter the email address",
                        "Enter the email address once more"),
                summary(page.bodyAsString(), 5));
    }

    @Test
    void aNumberFromOutsideTheUnionIsToldOnce() {
        var form = multiMap(belgian());
        form.set("organisation.vatNumber", "CHE-123.456.788").set("organisation.country", "CH");

        var page = stranger().post("/register", form).bodyAsString();

        assertEquals(
                List.of("A European Union VAT number starts with the two letters of the country"), summary(page, 1));
    }

    /** The beginnings of the lines of the summary, up to an example. */
    private static List<String> summary(String page, int lines) {
        var list = page.substring(page.indexOf("summary-of-errors"));
        var said = Pattern.compile("<li><a href=\"#[^\"]*\">([^<.,]*)")
                .matcher(list.substring(0, list.indexOf("</ul>")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertEquals(lines, said.size(), page);
        return said;
    }

    @TestFactory
    Stream<DynamicContainer> theFormOfAEuropeanOrganisation() {
        return part1(belgian(), europeanRules());
    }

    private static List<FieldRule> europeanRules() {
        return under("organisation", abroad(), required("vatNumber", ALL));
    }

    /** Fields that differ for organisations outside France. */
    private static List<FieldRule> abroad() {
        return List.of(required("postcode", NO_CODE), required("region", NO_TEXT), required("country", ALL));
    }

    @TestFactory
    Stream<DynamicContainer> theFormOfAnOrganisationElsewhereWithAVatNumber() {
        var rules = under("organisation", required("hasVat", ALL), required("vatNumber", ALL));
        var form = swiss("organisation.hasVat", "YES", "organisation.vatNumber", "CHE-123.456.788 MWST");
        return part1(form, rules);
    }

    @TestFactory
    Stream<DynamicContainer> theFormOfAnOrganisationElsewhereWithAnotherNumber() {
        var form = swiss("organisation.hasVat", "NO", "organisation.identificationNumber", "CH-660.1.234.567-8");
        return part1(form, rulesElsewhere());
    }

    private static List<FieldRule> rulesElsewhere() {
        return under("organisation", abroad(), required("identificationNumber", ALL));
    }

    /** Fields common to all organisations. */
    private static List<FieldRule> described() {
        return List.of(
                required("registeredIn", ALL),
                required("type", ALL),
                required("name", NO_NAME),
                required("phone", ALL),
                optional("fax", ALL),
                required("address", NO_TEXT),
                required("town", NO_TEXT));
    }

    private static List<FieldRule> under(String object, List<FieldRule> first, FieldRule... others) {
        var all = new ArrayList<>(first);
        all.addAll(List.of(others));
        return all.stream().map(rule -> rule.under(object)).toList();
    }

    private static List<FieldRule> under(String object, FieldRule... rules) {
        return under(object, List.of(), rules);
    }

    private Browser stranger() {
        return portal.browser();
    }

    private static List<String> french(String siret) {
        return List.of(
                "organisation.registeredIn", "FRANCE",
                "organisation.siret", siret,
                "organisation.vatNumber", "",
                "organisation.identificationNumber", "",
                "organisation.type", "COMPANY",
                "organisation.name", "Menuiserie Kervella & Fils",
                "organisation.address", "14 quai de l’Odet",
                "organisation.postcode", "29000",
                "organisation.town", "Quimper",
                "organisation.region", "Finistère",
                "organisation.country", "",
                "organisation.phone", "02 98 01 23 45",
                "organisation.fax", "");
    }

    private static List<String> belgian() {
        return List.of(
                "organisation.registeredIn", "EUROPEAN_UNION",
                "organisation.siret", "",
                "organisation.vatNumber", "BE0403019261",
                "organisation.type", "ASSOCIATION",
                "organisation.name", "Atelier des \"Deux Rives\"",
                "organisation.address", "Rue du Canal 8",
                "organisation.postcode", "1000",
                "organisation.town", "Bruxelles",
                "organisation.region", "Bruxelles-Capitale",
                "organisation.country", "BE",
                "organisation.phone", "02 555 12 12",
                "organisation.fax", "02 555 12 13");
    }

    private static List<String> swiss(String... number) {
        var form = new ArrayList<>(List.of(
                "organisation.registeredIn", "OTHER",
                "organisation.type", "ADMINISTRATION",
                "organisation.name", "Ville d’Ouchy",
                "organisation.address", "Quai de Belgique 1",
                "organisation.postcode", "1006",
                "organisation.town", "Lausanne",
                "organisation.region", "Vaud",
                "organisation.country", "CH",
                "organisation.phone", "021 315 11 11",
                "organisation.fax", ""));
        form.addAll(List.of(number));
        return form;
    }

    // --- Part 2 and what may follow -----------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theFormOfTheAdministrator() {
        var form = halfRegistered().part2Form();
        return new FormTrial(() -> opened(halfRegistered(), "administrator"), form, administratorRules())
                .readBy(in -> {
                    RegistrationInput.administrator(in, Country.FRANCE);
                    in.end();
                })
                .tests();
    }

    private static List<FieldRule> administratorRules() {
        return under("administrator", person(), required("phone", ALL));
    }

    private static List<FieldRule> person() {
        return List.of(
                required("firstName", NO_NAME),
                required("lastName", NO_NAME),
                required("email", ALL),
                required("emailConfirmation", ALL));
    }

    private static Opened opened(Tab tab, String page) {
        return new Opened(tab.browser, tab.at(page));
    }

    /** A tab on part 2 of a new registration. */
    private Tab halfRegistered() {
        forget();
        return pastPart1();
    }

    private void forget() {
        portal.database.execute("DELETE FROM registration; DELETE FROM member; DELETE FROM mail; DELETE FROM account;"
                + " DELETE FROM organisation");
    }

    private Tab pastPart1() {
        var tab = new Tab(stranger());
        assertEquals(303, tab.part1().statusCode());
        tab.opens("administrator");
        return tab;
    }

    @TestFactory
    Stream<DynamicContainer> theFormThatAsksToJoin() {
        registered();
        var rules = new ArrayList<>(person());
        rules.add(optional("phone", ALL));
        return new FormTrial(
                        () -> opened(beforeTheDoor(), "exists"), pastPart1().requesterForm(), rules)
                .readBy(in -> {
                    PersonInput.withOptionalPhone(in, Country.FRANCE);
                    in.end();
                })
                .tests();
    }

    /** A browser on the page of a registered organisation, before any request to join it. */
    private Tab beforeTheDoor() {
        portal.database.execute("DELETE FROM join_request", "DELETE FROM mail");
        return pastPart1();
    }

    private Tab registered() {
        var tab = halfRegistered();
        assertEquals(tab.at("waiting"), tab.part2().getHeader("Location"));
        return tab;
    }

    @TestFactory
    Stream<DynamicContainer> theFormThatCorrectsTheAddress() {
        var tab = registered();
        var form = Tab.form(Map.of("email", "nolwen@kervella.example", "emailConfirmation", "nolwen@kervella.example"));
        return new FormTrial(() -> opened(tab, "waiting/email"), form, correctionRules())
                .readBy(RegistrationBadInputTest::readCorrection)
                .tests();
    }

    private static void readCorrection(Input in) {
        TypedTwice.email(in);
        in.end();
    }

    private static List<FieldRule> correctionRules() {
        return List.of(required("email", ALL), required("emailConfirmation", ALL));
    }

    // --- Programs -----------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theCallThatRegistersAFrenchOrganisation() {
        // An organisation without a number leaves it out; an empty one is a mistake.
        var siret = new FieldRule("siret", ALL, true, false, Optional.empty());
        var all = new ArrayList<>(frenchRules(siret, optional("country", ALL)));
        all.addAll(administratorRules());
        all.add(required("language", ALL));
        return registering(french(SIRET), all);
    }

    /** A wrong postcode is reported without an error for the département that depends on it. */
    @TestFactory
    Stream<DynamicContainer> thePostcodeFromWhichTheDepartementFollows() {
        var form = new ArrayList<>(french(SIRET));
        form.set(form.indexOf("Finistère"), "");
        var rules = List.of(required("organisation.postcode", ALL));
        return part1(form, rules);
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatRegistersAEuropeanOrganisation() {
        return registering(belgian(), europeanRules());
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatRegistersAnOrganisationElsewhere() {
        return registering(swiss("organisation.identificationNumber", "CH-660.1.234.567-8"), rulesElsewhere());
    }

    private Stream<DynamicContainer> registering(List<String> organisation, List<FieldRule> rules) {
        var body = json(organisation, pairs(Tab.administrator()), List.of("language", "fr"));
        forget();
        return new ApiTrial(this::register, body, rules, 201)
                .readBy(in -> {
                    var country = RegistrationInput.fromJson(in).country();
                    RegistrationInput.administrator(in, country);
                    PersonInput.language(in);
                    in.end();
                })
                .tests();
    }

    private Exchange register(Buffer body) {
        var answer = Await.done(api.send(HttpMethod.POST, "/registrations/organisations", body));
        if (answer.status() == 201) {
            forget();
        }
        return answer;
    }

    @TestFactory
    Stream<DynamicContainer> theCallsThatFollow() {
        forget();
        var created = register(json(french(SIRET), pairs(Tab.administrator()), List.of("language", "fr"))
                        .toBuffer())
                .json();
        var path = "/registrations/" + created.getString("id");
        var own = api.bearer(created.getString("token"));
        var correction =
                json(List.of("email", "nolwen@kervella.example", "emailConfirmation", "nolwen@kervella.example"));
        return Stream.concat(
                new ApiTrial(
                                sent -> Await.done(own.send(HttpMethod.PUT, path + "/email", sent)),
                                correction,
                                correctionRules(),
                                200)
                        .readBy(RegistrationBadInputTest::readCorrection)
                        .tests(),
                new ApiTrial(
                                sent -> Await.done(own.send(HttpMethod.POST, path + "/mails", sent)),
                                json(List.of("kind", "PASSWORD")),
                                List.of(required("kind", ALL)),
                                202)
                        .tests());
    }

    // --- Somebody with an account adds the organisation ---------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theCallThatAddsAnOrganisation() {
        var own = api.bearer(token(Channel.API));
        return new ApiTrial(
                        sent -> Await.done(own.send(HttpMethod.POST, "/organisations", sent)),
                        JsonObject.of("registration", UUID.randomUUID().toString()),
                        List.of(required("registration", ALL)),
                        404)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> theAddressAtWhichAnOrganisationIsAdded() {
        var browser = stranger().with("session", token(Channel.BROWSER));
        return new ValueTrial(IN_ADDRESS, id -> Answer.of(browser.post("/register/add/" + inAddress(id))), 404).tests();
    }

    /** A signed-in session of the person who registered. */
    private String token(Channel channel) {
        registered();
        portal.database.execute("UPDATE account SET state = 'ACTIVE', step = 'DONE', activated_at = created_at");
        var account =
                UUID.fromString(portal.database.query("SELECT id FROM account").get(0));
        return portal.session(account, Kind.OPEN, channel);
    }

    // ------------------------------------------------------------------------------------------------------------

    private static MultiMap multiMap(List<String> pairs) {
        var form = MultiMap.caseInsensitiveMultiMap();
        for (var i = 0; i < pairs.size(); i += 2) {
            form.add(pairs.get(i), pairs.get(i + 1));
        }
        return form;
    }

    private static List<String> pairs(Map<String, String> fields) {
        return fields.entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toList();
    }

    /** Converts form fields to the equivalent JSON body. */
    @SafeVarargs
    private static JsonObject json(List<String>... fields) {
        var body = new JsonObject();
        for (var pairs : fields) {
            for (var i = 0; i < pairs.size(); i += 2) {
                put(body, pairs.get(i), pairs.get(i + 1));
            }
        }
        return body;
    }

    private static void put(JsonObject body, String name, String value) {
        var dot = name.indexOf('.');
        if (dot < 0) {
            body.put(name, value);
        } else {
            var object = name.substring(0, dot);
            body.put(object, body.getJsonObject(object, new JsonObject()).put(name.substring(dot + 1), value));
        }
    }
}
