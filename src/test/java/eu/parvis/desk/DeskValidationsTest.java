package eu.parvis.desk;

import static eu.parvis.catalogue.CheckedThing.DOMAIN;
import static eu.parvis.catalogue.CheckedThing.MAILBOX;
import static eu.parvis.catalogue.CheckedThing.ORGANISATION;
import static eu.parvis.catalogue.CheckedThing.PERSON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.catalogue.CheckedThing;
import eu.parvis.desk.DeskApi.Decide;
import eu.parvis.desk.DeskApi.Operator;
import eu.parvis.desk.DeskApi.RecordValidation;
import eu.parvis.desk.DeskApi.Release;
import eu.parvis.desk.DeskApi.WithdrawValidation;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.RequestState;
import eu.parvis.validation.Check;
import eu.parvis.validation.NeededValidation;
import eu.parvis.validation.ValidationApi;
import eu.parvis.validation.ValidationApi.AskCalendar;
import eu.parvis.validation.ValidationApi.AskDue;
import eu.parvis.validation.ValidationApi.AskValidation;
import eu.parvis.validation.ValidationApi.CalendarLine;
import eu.parvis.validation.ValidationMethod;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was checked is recorded once and reused as long as the rules allow it. */
class DeskValidationsTest {

    private Counter counter;
    private Operator yann;

    @BeforeEach
    void open() {
        counter = new Counter(Vertx.vertx());
        yann = counter.yann;
    }

    @AfterEach
    void close() {
        Await.done(counter.orders.registry.portal.vertx.close());
    }

    private RecordValidation command(Operator by, UUID request, CheckedThing thing, ValidationMethod method) {
        var domain = thing == DOMAIN ? Optional.of("kervella.example") : Optional.<String>empty();
        return new RecordValidation(
                by,
                request,
                new Check(thing, domain, method, Optional.of("Extract"), counter.today()),
                Optional.empty());
    }

    private void record(UUID request, CheckedThing thing, ValidationMethod method) {
        counter.ask(DeskApi.RECORD_VALIDATION, command(yann, request, thing, method));
    }

    private NeededValidation need(UUID request, CheckedThing thing) {
        return counter.file(yann, request).validations().stream()
                .filter(need -> need.thing() == thing)
                .findFirst()
                .orElseThrow();
    }

    private String acceptance(UUID request) {
        return counter.failure(DeskApi.DECIDE, new Decide(yann, request, Optional.empty(), Optional.empty()));
    }

    private List<String> needs(UUID request) {
        return counter.file(yann, request).validations().stream()
                .map(need -> need.thing() + " " + need.subject())
                .toList();
    }

    private UUID server(String name) {
        var contact = counter.orders.member("goulven.tanguy@kervella.example", Role.TECHNICAL_CONTACT);
        return server(contact, name);
    }

    private UUID server(eu.parvis.request.Requester contact, String name) {
        var id = counter.orders
                .order(contact, "SSL", Orders.service(name))
                .request()
                .id();
        counter.orders.submit(contact, id);
        return id;
    }

    // --- What a product needs -----------------------------------------------------------------------------------

    @Test
    void aProductNeedsWhatItsRequestNames() {
        assertEquals(
                List.of(
                        "ORGANISATION Menuiserie Kervella, Quimper",
                        "MAILBOX mathis.kervella@kervella.example",
                        "PERSON Mathis Kervella, mathis.kervella@kervella.example"),
                needs(counter.unchecked("ID_RGS_1")));
        assertEquals(
                List.of("ORGANISATION Menuiserie Kervella, Quimper", "DOMAIN www.kervella.example"),
                needs(server("www.kervella.example")));
    }

    @Test
    void aRequestIsAcceptedWhenEverythingIsCheckedAndValid() {
        var id = counter.unchecked("ID_RGS_1");
        counter.acceptDocuments(yann, id);
        record(id, ORGANISATION, ValidationMethod.OFFICIAL_REGISTER);
        record(id, MAILBOX, ValidationMethod.MAIL_RANDOM_VALUE);
        assertEquals("CONFLICT desk.validationsOpen", acceptance(id));
        record(id, PERSON, ValidationMethod.QUALIFIED_SIGNATURE);

        counter.orders.registry.clock.advance(Duration.ofDays(31));
        assertFalse(need(id, MAILBOX).valid());
        assertEquals("CONFLICT desk.validationsOpen", acceptance(id), "the mail was answered 31 days ago");
        record(id, MAILBOX, ValidationMethod.MAIL_RANDOM_VALUE);

        assertEquals(
                RequestState.ACCEPTED,
                counter.decide(yann, id, Optional.empty()).detail().request().state());
    }

    @Test
    void theNextRequestOfTheSameSubjectIsAskedNothingTwice() {
        var first = counter.inReview("ID_RGS_1");
        var next = counter.unchecked("ID_RGS_1");

        assertTrue(counter.file(yann, next).validations().stream().allMatch(NeededValidation::valid));
        assertEquals(
                counter.file(yann, first).detail().request().number(),
                need(next, PERSON).validation().orElseThrow().number());

        counter.orders.registry.rows.execute("UPDATE request SET holder_last_name = 'Autre' WHERE id = '" + next + "'");
        assertFalse(need(next, PERSON).valid(), "another person");
        assertTrue(need(next, ORGANISATION).valid());
    }

    // --- Face to face -------------------------------------------------------------------------------------------

    @Test
    void aCheckFaceToFaceIsReusedByTheNextRequest() {
        var first = counter.unchecked("ID_RGS_2");
        counter.meet(yann, first);
        record(first, ORGANISATION, ValidationMethod.OFFICIAL_REGISTER);
        record(first, MAILBOX, ValidationMethod.MAIL_DOMAIN);
        var met = need(first, PERSON);
        assertEquals(Optional.of(LocalDate.of(2027, 12, 23)), met.until());
        assertEquals(Optional.empty(), met.validation().orElseThrow().evidence());

        var next = counter.unchecked("ID_RGS_2");
        counter.acceptDocuments(yann, next);
        counter.decide(yann, next, Optional.empty());

        assertEquals(
                RequestState.ACCEPTED,
                counter.file(yann, next).detail().request().state());
        assertEquals(
                List.of("24AB12345 0"),
                counter.orders.registry.rows.query(
                        "SELECT '24AB12345 ' || count(*) FROM validation WHERE validation::text LIKE '%24AB12345%'"));
    }

    @Test
    void anotherCheckFaceToFaceOfTheSameRequestReplacesTheFormer() {
        var id = counter.unchecked("ID_RGS_2");
        counter.meet(yann, id);
        var former = need(id, PERSON).validation().orElseThrow();

        counter.meet(yann, id);

        assertTrue(!need(id, PERSON).validation().orElseThrow().id().equals(former.id()));
        var shown = counter.ask(ValidationApi.SHOW, new AskValidation(former.id()));
        assertFalse(shown.validation().counts());
        assertEquals(1, shown.others().size());
    }

    @Test
    void aMethodFaceToFaceWithoutItsRecordIsNoCheckFaceToFace() {
        var id = counter.unchecked("ID_RGS_2");
        counter.acceptDocuments(yann, id);
        record(id, ORGANISATION, ValidationMethod.OFFICIAL_REGISTER);
        record(id, MAILBOX, ValidationMethod.MAIL_DOMAIN);
        record(id, PERSON, ValidationMethod.FACE_TO_FACE);

        assertTrue(need(id, PERSON).valid());
        assertEquals("CONFLICT desk.faceToFaceMissing", acceptance(id));
    }

    @Test
    void aWithdrawnCheckFaceToFaceCountsNoMore() {
        var id = counter.inReview("ID_RGS_2");
        counter.acceptDocuments(yann, id);
        counter.meet(yann, id);
        var met = counter.orders.registry.rows.query("SELECT id FROM validation WHERE method = 'FACE_TO_FACE'");

        counter.ask(
                DeskApi.WITHDRAW_VALIDATION,
                new WithdrawValidation(yann, UUID.fromString(met.get(0)), "It was somebody else"));

        assertTrue(need(id, PERSON).valid(), "by another method");
        assertEquals("CONFLICT desk.faceToFaceMissing", acceptance(id));
    }

    @Test
    void aLaterCheckByAnotherMethodDoesNotHideACheckFaceToFace() {
        counter.meet(yann, counter.inReview("ID_RGS_2"));
        var next = counter.inReview("ID_RGS_2");
        counter.acceptDocuments(yann, next);
        record(next, PERSON, ValidationMethod.ELECTRONIC_IDENTITY);

        assertEquals(
                RequestState.ACCEPTED,
                counter.decide(yann, next, Optional.empty()).detail().request().state());
    }

    @Test
    void anotherMethodIsNoCheckFaceToFace() {
        var id = counter.inReview("ID_RGS_2");
        counter.acceptDocuments(yann, id);

        assertTrue(need(id, PERSON).valid());
        assertEquals("CONFLICT desk.faceToFaceMissing", acceptance(id));
    }

    // --- Domains ------------------------------------------------------------------------------------------------

    @Test
    void aDomainStandsForTheNamesBelowItUnlessTheMethodForbidsIt() {
        var contact = counter.orders.member("goulven.tanguy@kervella.example", Role.TECHNICAL_CONTACT);
        var id = server(contact, "www.Kervella.example");
        record(id, DOMAIN, ValidationMethod.WEBSITE_CHANGE);
        assertEquals(Optional.empty(), need(id, DOMAIN).validation(), "only kervella.example itself");
        assertTrue(need(server(contact, "kervella.example"), DOMAIN).valid());

        record(id, DOMAIN, ValidationMethod.DNS_CHANGE);

        assertEquals(
                "kervella.example", need(id, DOMAIN).validation().orElseThrow().subject());
        assertTrue(need(server(contact, "api.kervella.example"), DOMAIN).valid());
        assertTrue(need(server(contact, "*.kervella.example"), DOMAIN).valid());
        assertFalse(need(server(contact, "notkervella.example"), DOMAIN).valid());
    }

    @Test
    void aDomainOrMailboxThatWasCheckedForOneOrganisationIsNotCheckedForAnother() {
        var owner = server("www.kervella.example");
        record(owner, DOMAIN, ValidationMethod.DNS_CHANGE);
        var other = counter.orders.stranger("erwan.le.gall@voilerie.example", Role.TECHNICAL_CONTACT);
        var theirs = server(other, "www.kervella.example");
        assertEquals(Optional.empty(), need(theirs, DOMAIN).validation(), "Voilerie du Cap has proved nothing");

        var mailbox = counter.inReview("ID_RGS_1");
        counter.orders.registry.rows.execute("""
                UPDATE request SET holder_email = 'mathis.kervella@kervella.example', holder_first_name = 'Mathis',
                       holder_last_name = 'Kervella', holder_kind = 'PERSON', holder_name = NULL, product = 'ID_RGS_1'
                WHERE id = '%s'
                """.formatted(theirs));
        assertTrue(need(mailbox, MAILBOX).valid());
        assertEquals(Optional.empty(), need(theirs, MAILBOX).validation());
        assertTrue(need(theirs, PERSON).valid(), "the same person");
    }

    @Test
    void theCalendarListsADomainForEachOrganisation() {
        record(server("www.kervella.example"), DOMAIN, ValidationMethod.DNS_PERSISTENT);
        var other = counter.orders.stranger("erwan.le.gall@voilerie.example", Role.TECHNICAL_CONTACT);
        var theirs = server(other, "shop.kervella.example");
        record(theirs, DOMAIN, ValidationMethod.DNS_CHANGE);

        assertEquals(1, calendar(DOMAIN).size(), "the one of ten days, although the other lasts longer");

        counter.orders.registry.rows.execute("UPDATE request SET state = 'CANCELLED' WHERE id <> '" + theirs + "'");
        counter.orders.registry.clock.advance(Duration.ofDays(11));
        assertEquals(List.of(), calendar(DOMAIN), "the request of Voilerie du Cap does not need it");
    }

    // --- Refused input ------------------------------------------------------------------------------------------

    @Test
    void whatIsNotTrueIsNotRecorded() {
        var id = counter.unchecked("ID_RGS_1");
        var tomorrow = counter.today().plusDays(1);
        var evidence = Optional.of("Extract");
        for (var check : List.of(
                new Check(ORGANISATION, Optional.empty(), ValidationMethod.DNS_CHANGE, evidence, counter.today()),
                new Check(ORGANISATION, Optional.empty(), ValidationMethod.SITE_VISIT, evidence, tomorrow),
                new Check(
                        ORGANISATION, Optional.of("k.example"), ValidationMethod.SITE_VISIT, evidence, counter.today()),
                new Check(
                        PERSON,
                        Optional.empty(),
                        ValidationMethod.FACE_TO_FACE,
                        Optional.of("Passport 24AB12345"),
                        counter.today()))) {
            assertEquals(
                    "INVALID problem.invalid",
                    counter.failure(DeskApi.RECORD_VALIDATION, new RecordValidation(yann, id, check, Optional.empty())),
                    check.toString());
        }
        assertEquals(
                "NOT_FOUND problem.notFound",
                counter.failure(DeskApi.RECORD_VALIDATION, command(yann, id, DOMAIN, ValidationMethod.DNS_CHANGE)));
        assertEquals(
                "INVALID problem.invalid",
                counter.failure(
                        DeskApi.RECORD_VALIDATION,
                        command(yann, server("www.voilerie.example"), DOMAIN, ValidationMethod.DNS_CHANGE)),
                "kervella.example is not above it");
        assertEquals(List.of("0"), counter.orders.registry.rows.query("SELECT count(*) FROM validation"));
    }

    @Test
    void nobodyRecordsOrWithdrawsForARequestThatTheyOrderedOrHold() {
        var id = counter.inReview("ID_RGS_1");
        var customer = new Operator(counter.customer.account(), Counter.ADDRESS);
        var validation = need(id, PERSON).validation().orElseThrow().id();

        assertEquals(
                "FORBIDDEN desk.own",
                counter.failure(
                        DeskApi.RECORD_VALIDATION,
                        command(customer, id, ORGANISATION, ValidationMethod.OFFICIAL_REGISTER)));
        assertEquals(
                "FORBIDDEN desk.own",
                counter.failure(DeskApi.WITHDRAW_VALIDATION, new WithdrawValidation(customer, validation, "Mistake")));
        counter.claim(counter.lena, id);
        assertEquals(
                "CONFLICT desk.held",
                counter.failure(
                        DeskApi.RECORD_VALIDATION, command(yann, id, ORGANISATION, ValidationMethod.SITE_VISIT)));
    }

    // --- Withdrawal ---------------------------------------------------------------------------------------------

    @Test
    void aWithdrawnValidationCountsNoMoreAndStays() {
        var id = counter.inReview("ID_RGS_1");
        counter.acceptDocuments(yann, id);
        counter.ask(DeskApi.RELEASE, new Release(yann, id));
        var validation = need(id, ORGANISATION).validation().orElseThrow().id();
        var command = new WithdrawValidation(counter.lena, validation, "Extract of another company");

        counter.ask(DeskApi.WITHDRAW_VALIDATION, command);
        counter.ask(DeskApi.WITHDRAW_VALIDATION, new WithdrawValidation(yann, validation, "Once more"));

        assertEquals("CONFLICT desk.validationsOpen", acceptance(id));
        assertEquals(Optional.empty(), need(id, ORGANISATION).validation());
        var withdrawal = counter.ask(ValidationApi.SHOW, new AskValidation(validation))
                .validation()
                .withdrawal()
                .orElseThrow();
        assertEquals("Lena Morel", withdrawal.by());
        assertEquals(Optional.of("Extract of another company"), withdrawal.reason());
        assertEquals(
                List.of("1"),
                counter.orders.registry.rows.query(
                        "SELECT count(*) FROM journal WHERE event = 'VALIDATION_WITHDRAWN'"));
    }

    // --- The calendar -------------------------------------------------------------------------------------------

    private List<CalendarLine> calendar(CheckedThing thing) {
        return counter.ask(
                        ValidationApi.CALENDAR,
                        new AskCalendar(Optional.ofNullable(thing), Optional.empty(), Optional.empty(), 50))
                .lines();
    }

    private int due() {
        return counter.ask(ValidationApi.DUE, new AskDue()).number();
    }

    @Test
    void theCalendarShowsWhatEndsAndWhatHasEndedWhileARequestNeedsIt() {
        var id = counter.unchecked("ID_RGS_1");
        record(id, MAILBOX, ValidationMethod.MAIL_RANDOM_VALUE);
        record(id, ORGANISATION, ValidationMethod.OFFICIAL_REGISTER);
        var mailbox = calendar(null);
        assertEquals(1, mailbox.size(), "the organisation lasts longer");
        assertEquals(counter.today().plusDays(30), mailbox.get(0).until());
        assertEquals(1, due(), "30 days before");
        assertTrue(mailbox.get(0).products().contains("CERTIFIO"));

        counter.orders.registry.clock.advance(Duration.ofDays(31));
        assertTrue(calendar(MAILBOX).get(0).ended(), "the request still needs it");
        assertEquals(1, due());
        assertEquals(List.of(), calendar(PERSON));

        counter.orders.registry.rows.execute("UPDATE request SET state = 'CANCELLED' WHERE id = '" + id + "'");
        assertEquals(List.of(), calendar(MAILBOX), "nobody needs it any more");
        assertEquals(1, due(), "counted every five minutes");
        counter.orders.registry.clock.advance(Duration.ofMinutes(5));
        assertEquals(0, due());
    }

    @Test
    void ofSeveralValidationsTheLongestCounts() {
        var id = counter.unchecked("ID_RGS_1");
        record(id, MAILBOX, ValidationMethod.MAIL_DOMAIN);
        record(id, MAILBOX, ValidationMethod.MAIL_RANDOM_VALUE);

        assertEquals(List.of(), calendar(MAILBOX));
        assertEquals(
                ValidationMethod.MAIL_DOMAIN,
                need(id, MAILBOX).validation().orElseThrow().method());
    }

    @Test
    void aDomainOfAnOpenRequestThatWasCheckedAboveItIsNeeded() {
        var id = server("www.kervella.example");
        record(id, DOMAIN, ValidationMethod.DNS_PERSISTENT);

        counter.orders.registry.clock.advance(Duration.ofDays(11));

        assertEquals(
                List.of("kervella.example true [SSL, SSL_RGS]"),
                calendar(DOMAIN).stream()
                        .map(line -> line.subject() + " " + line.ended() + " " + line.products())
                        .toList());
    }

    @Test
    void pagesOfTheCalendarContainEachLineOnceAndAreFilteredByOrganisation() {
        for (var i = 0; i < 5; i++) {
            var id = counter.unchecked("ID_RGS_1");
            counter.orders.registry.rows.execute(
                    "UPDATE request SET holder_email = 'm%d@kervella.example' WHERE id = '%s'".formatted(i, id));
            record(id, MAILBOX, ValidationMethod.MAIL_RANDOM_VALUE);
        }

        assertEquals(5, walk("kervella").stream().distinct().count());
        assertEquals(5, walk("kervella").size());
        assertEquals(List.of(), walk("voilerie"));
    }

    private List<UUID> walk(String organisation) {
        var ids = new ArrayList<UUID>();
        var after = Optional.<String>empty();
        do {
            var page = counter.ask(
                    ValidationApi.CALENDAR, new AskCalendar(Optional.empty(), Optional.of(organisation), after, 2));
            page.lines().forEach(line -> ids.add(line.id()));
            after = page.next();
        } while (after.isPresent());
        return ids;
    }
}
