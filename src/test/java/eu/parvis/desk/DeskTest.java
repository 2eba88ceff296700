package eu.parvis.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.catalogue.CheckedThing;
import eu.parvis.crypto.Shown;
import eu.parvis.desk.DeskApi.AskFile;
import eu.parvis.desk.DeskApi.AskQueue;
import eu.parvis.desk.DeskApi.Claim;
import eu.parvis.desk.DeskApi.Decide;
import eu.parvis.desk.DeskApi.DecideDocument;
import eu.parvis.desk.DeskApi.Held;
import eu.parvis.desk.DeskApi.Operator;
import eu.parvis.desk.DeskApi.QueueLine;
import eu.parvis.desk.DeskApi.RecordFaceToFace;
import eu.parvis.desk.DeskApi.RecordValidation;
import eu.parvis.desk.DeskApi.Release;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.RequestApi;
import eu.parvis.request.RequestState;
import eu.parvis.validation.Check;
import eu.parvis.validation.ValidationMethod;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators take requests, check them and decide. */
class DeskTest {

    private Counter counter;
    private Operator yann;
    private Operator lena;

    @BeforeEach
    void open() {
        counter = new Counter(Vertx.vertx());
        yann = counter.yann;
        lena = counter.lena;
    }

    @AfterEach
    void close() {
        Await.done(counter.orders.registry.portal.vertx.close());
    }

    private List<String> mails(String occasion) {
        return counter.orders.registry.rows.query("SELECT recipient FROM mail WHERE occasion = '" + occasion + "'");
    }

    private List<String> events(UUID request) {
        return counter.orders.registry.rows.query("""
                SELECT event FROM journal
                WHERE subject = (SELECT number::text FROM request WHERE id = '%s') AND account_id IN ('%s', '%s')
                ORDER BY id
                """.formatted(request, yann.account(), lena.account()));
    }

    private RequestState state(UUID request) {
        return counter.file(yann, request).detail().request().state();
    }

    // --- Claims -------------------------------------------------------------------------------------------------

    @Test
    void oneOperatorAtATimeHasARequest() {
        var id = counter.inReview("ID_RGS_1");

        assertEquals(
                "Yann Legoff", counter.claim(yann, id).heldBy().orElseThrow().name());

        assertEquals("CONFLICT desk.held", counter.failure(DeskApi.CLAIM, new Claim(lena, id)));
        assertEquals(
                "CONFLICT desk.held",
                counter.failure(DeskApi.DECIDE, new Decide(lena, id, Optional.empty(), Optional.empty())));
        counter.ask(DeskApi.RELEASE, new Release(lena, id));
        assertEquals("CONFLICT desk.held", counter.failure(DeskApi.CLAIM, new Claim(lena, id)), "not hers to release");
        counter.ask(DeskApi.RELEASE, new Release(yann, id));
        assertEquals(
                "Lena Morel", counter.claim(lena, id).heldBy().orElseThrow().name());
        assertEquals(List.of("DESK_CLAIMED", "DESK_RELEASED", "DESK_CLAIMED"), events(id));
    }

    @Test
    void ofManyOperatorsWhoTakeARequestAtOnceOneGetsIt() {
        var id = counter.inReview("ID_RGS_1");
        var operators = IntStream.range(0, 8)
                .mapToObj(i -> counter.operator("op" + (char) ('a' + i) + ".desk@authority.example"))
                .toList();

        var claims = operators.stream()
                .map(operator -> counter.orders.registry.portal.start(DeskApi.CLAIM, new Claim(operator, id)))
                .toList();
        Await.done(Future.join(claims).otherwiseEmpty());

        assertEquals(1, claims.stream().filter(Future::succeeded).count());
    }

    @Test
    void aClaimWithoutAnActLapses() {
        var id = counter.inReview("ID_RGS_1");
        counter.claim(yann, id);
        counter.orders.registry.clock.advance(Duration.ofMinutes(20));
        counter.document(yann, id, "IDENTITY", Optional.empty());
        counter.orders.registry.clock.advance(Duration.ofMinutes(29));
        assertEquals("CONFLICT desk.held", counter.failure(DeskApi.CLAIM, new Claim(lena, id)));

        counter.orders.registry.clock.advance(Duration.ofMinutes(2));

        assertEquals(Optional.empty(), counter.file(lena, id).heldBy());
        counter.claim(lena, id);
        assertEquals("CONFLICT desk.held", counter.failure(DeskApi.CLAIM, new Claim(yann, id)));
    }

    // --- Documents ----------------------------------------------------------------------------------------------

    @Test
    void aRefusedDocumentIsReplacedAloneAndTheRequestIsAccepted() {
        var id = counter.inReview("ID_RGS_1");
        counter.document(yann, id, "MANDATE", Optional.empty());
        counter.document(yann, id, "IDENTITY", Counter.because("UNREADABLE"));

        assertEquals(RequestState.DOCUMENTS_MISSING, state(id));
        assertEquals(List.of("mathis.kervella@kervella.example"), mails("request-document-refused"));
        assertEquals(
                "CONFLICT desk.notInReview",
                counter.failure(DeskApi.DECIDE, new Decide(yann, id, Optional.empty(), Optional.empty())));

        counter.replace(id, "IDENTITY");
        assertEquals(RequestState.IN_REVIEW, state(id));
        assertEquals(
                "CONFLICT desk.documentsOpen",
                counter.failure(DeskApi.DECIDE, new Decide(yann, id, Optional.empty(), Optional.empty())));
        counter.document(yann, id, "IDENTITY", Optional.empty());
        counter.decide(yann, id, Optional.empty());

        assertEquals(RequestState.ACCEPTED, state(id));
        assertEquals(Optional.empty(), counter.file(yann, id).heldBy());
        assertEquals(List.of("mathis.kervella@kervella.example"), mails("request-accepted"));
        assertEquals(
                List.of(
                        "DESK_CLAIMED",
                        "DOCUMENT_ACCEPTED",
                        "DOCUMENT_REFUSED",
                        "DOCUMENT_ACCEPTED",
                        "REQUEST_ACCEPTED"),
                events(id));
    }

    @Test
    void aRepeatedDecisionChangesNothingAndSendsNoSecondMail() {
        var id = counter.inReview("ID_RGS_1");
        counter.document(yann, id, "IDENTITY", Counter.because("UNREADABLE"));
        counter.document(yann, id, "IDENTITY", Counter.because("UNREADABLE"));
        assertEquals(1, mails("request-document-refused").size());

        counter.decide(yann, id, Counter.because("NO_ANSWER"));
        counter.decide(yann, id, Counter.because("NO_ANSWER"));

        assertEquals(1, mails("request-refused").size());
        assertEquals(
                "CONFLICT desk.decided",
                counter.failure(DeskApi.DECIDE, new Decide(yann, id, Optional.empty(), Optional.empty())));
        assertEquals(
                "CONFLICT desk.decided",
                counter.failure(
                        DeskApi.DECIDE_DOCUMENT,
                        new DecideDocument(
                                yann, id, "IDENTITY", Optional.empty(), Optional.empty(), Optional.empty())));
    }

    @Test
    void aDecisionOnADocumentThatWasReplacedMeanwhileIsRefused() {
        var id = counter.inReview("ID_RGS_1");
        var seen = counter.file(yann, id)
                .detail()
                .checklist()
                .items()
                .get(0)
                .document()
                .orElseThrow();
        counter.document(yann, id, "MANDATE", Counter.because("UNSIGNED"));
        counter.replace(id, "IDENTITY");

        var decision =
                new DecideDocument(yann, id, "IDENTITY", Optional.of(seen.id()), Optional.empty(), Optional.empty());

        assertEquals("PRECONDITION_FAILED problem.changed", counter.failure(DeskApi.DECIDE_DOCUMENT, decision));
    }

    @Test
    void anOperatorDecidesOnlyOnTheHolderThatTheyHaveSeen() {
        var contact = counter.orders.member("goulven.tanguy@kervella.example", Role.CERTIFICATION_AGENT);
        var id = counter.orders
                .order(contact, "ID_RGS_2", Orders.person("Anna", "Le Roux", "anna.le.roux@kervella.example"))
                .request()
                .id();
        counter.orders.submit(contact, id);
        counter.orders.receive(id, "IDENTITY", "RECEIVED");
        var seen = Optional.of(
                new Shown(List.of(counter.claim(yann, id).detail().request().shown())));
        counter.ask(
                RequestApi.CHANGE,
                new RequestApi.Change(
                        contact,
                        id,
                        Optional.empty(),
                        Optional.of(Orders.person("Paol", "Gwenn", "anna.le.roux@kervella.example")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));

        var changed = "PRECONDITION_FAILED problem.changed";
        assertEquals(
                changed,
                counter.failure(
                        DeskApi.DECIDE_DOCUMENT,
                        new DecideDocument(yann, id, "IDENTITY", Optional.empty(), Optional.empty(), seen)));
        assertEquals(
                changed,
                counter.failure(DeskApi.RECORD_FACE_TO_FACE, new RecordFaceToFace(yann, id, Counter.check(), seen)));
        var check = new Check(
                CheckedThing.PERSON,
                Optional.empty(),
                ValidationMethod.ELECTRONIC_IDENTITY,
                Optional.of("Extract"),
                counter.today());
        assertEquals(changed, counter.failure(DeskApi.RECORD_VALIDATION, new RecordValidation(yann, id, check, seen)));
        var refusal = Counter.because("NOT_ENTITLED");
        assertEquals(changed, counter.failure(DeskApi.DECIDE, new Decide(yann, id, refusal, seen)));
        assertEquals(Optional.empty(), counter.file(yann, id).faceToFace());
    }

    @Test
    void anUnknownReasonOrDocumentIsRefused() {
        var id = counter.inReview("ID_RGS_1");

        assertEquals(
                "INVALID problem.invalid",
                counter.failure(DeskApi.DECIDE, new Decide(yann, id, Counter.because("UNREADABLE"), Optional.empty())));
        assertEquals(
                "NOT_FOUND problem.notFound",
                counter.failure(
                        DeskApi.DECIDE_DOCUMENT,
                        new DecideDocument(yann, id, "DOMAIN", Optional.empty(), Optional.empty(), Optional.empty())));
    }

    // --- Face to face and two persons ---------------------------------------------------------------------------

    @Test
    void aCertificateOnATokenNeedsTheHolderFaceToFace() {
        var id = counter.inReview("ID_RGS_2");
        counter.acceptDocuments(yann, id);
        var accept = new Decide(yann, id, Optional.empty(), Optional.empty());
        assertEquals("CONFLICT desk.faceToFaceMissing", counter.failure(DeskApi.DECIDE, accept));

        var recorded = counter.meet(yann, id).faceToFace().orElseThrow();

        assertEquals(Counter.check(), recorded.check());
        assertEquals("Yann Legoff", recorded.recordedBy());
        assertEquals(List.of("0"), counter.orders.registry.rows.query("""
                        SELECT count(*) FROM desk_face_to_face WHERE position('24AB12345'::bytea in sealed_number) > 0
                        """));
        counter.decide(yann, id, Optional.empty());
        assertEquals(RequestState.ACCEPTED, state(id));
    }

    @Test
    void aCheckFaceToFaceCountsForThatHolderOnlyAndNotInTheFuture() {
        var id = counter.inReview("ID_RGS_2");
        var check = Counter.check();
        var tomorrow = new FaceToFace(
                check.metBy(), LocalDate.of(2030, 1, 1), check.place(), check.document(), check.number());
        assertEquals(
                "INVALID problem.invalid",
                counter.failure(
                        DeskApi.RECORD_FACE_TO_FACE, new RecordFaceToFace(yann, id, tomorrow, Optional.empty())));
        counter.meet(yann, id);

        counter.orders.registry.rows.execute("UPDATE request SET holder_last_name = 'Autre' WHERE id = '" + id + "'");

        assertEquals(Optional.empty(), counter.file(yann, id).faceToFace());
        var without = counter.inReview("ID_RGS_1");
        assertEquals(
                "CONFLICT desk.noFaceToFace",
                counter.failure(
                        DeskApi.RECORD_FACE_TO_FACE, new RecordFaceToFace(yann, without, check, Optional.empty())));
    }

    @Test
    void twoOperatorsAcceptWhereTheProductAsksForTwo() {
        var id = counter.inReview("ID_RGS_3");
        counter.acceptDocuments(yann, id);
        counter.meet(yann, id);

        counter.decide(yann, id, Optional.empty());
        counter.decide(yann, id, Optional.empty());

        assertEquals(RequestState.IN_REVIEW, state(id), "the same operator twice is one operator");
        assertEquals(List.of(), mails("request-accepted"));
        counter.ask(DeskApi.RELEASE, new Release(yann, id));
        counter.orders.registry.clock.advance(Duration.ofMinutes(1));
        counter.decide(lena, id, Optional.empty());
        assertEquals(RequestState.ACCEPTED, state(id));
        assertEquals(
                List.of("Yann Legoff", "Lena Morel"),
                counter.file(yann, id).acceptances().stream()
                        .map(DeskApi.Acceptance::name)
                        .toList());
    }

    @Test
    void aDocumentRefusedByTheSecondOperatorTakesTheFirstAcceptanceBack() {
        var id = counter.inReview("ID_RGS_3");
        counter.acceptDocuments(yann, id);
        counter.meet(yann, id);
        counter.decide(yann, id, Optional.empty());

        counter.document(lena, id, "IDENTITY", Counter.because("EXPIRED"));
        counter.replace(id, "IDENTITY");
        counter.document(lena, id, "IDENTITY", Optional.empty());
        counter.decide(lena, id, Optional.empty());

        assertEquals(RequestState.IN_REVIEW, state(id));
    }

    @Test
    void nobodyDecidesOnARequestThatTheyOrderedOrHold() {
        var ordered = counter.inReview("ID_RGS_1");
        var customer = new Operator(counter.customer.account(), Counter.ADDRESS);
        assertEquals("FORBIDDEN desk.own", counter.failure(DeskApi.CLAIM, new Claim(customer, ordered)));
        assertTrue(counter.file(customer, ordered).own());

        counter.orders.registry.rows.execute("""
                UPDATE request SET holder_id = NULL, holder_kind = 'PERSON', holder_email = 'Lena.Morel@authority.example'
                WHERE id = '%s'
                """.formatted(ordered));

        assertEquals("FORBIDDEN desk.own", counter.failure(DeskApi.CLAIM, new Claim(lena, ordered)));
        assertFalse(counter.file(yann, ordered).own());
    }

    // --- The queue ----------------------------------------------------------------------------------------------

    @Test
    void theQueueShowsTheLongestWaitingFirstAndThoseThatWaitForTheCustomerLast() {
        var waiting = counter.submitted("ID_RGS_1");
        counter.orders.registry.clock.advance(Duration.ofDays(1));
        var first = counter.inReview("ID_RGS_1");
        counter.orders.registry.clock.advance(Duration.ofDays(1));
        var second = counter.inReview("ID_RGS_2");
        counter.orders.order(counter.customer, "ID_RGS_1", Orders.me());
        counter.claim(yann, first);

        assertEquals(List.of(first, second, waiting), ids(Held.ANYBODY));
        assertEquals(List.of(first), ids(Held.ME));
        assertEquals(List.of(second, waiting), ids(Held.NOBODY));
        assertEquals(List.of(waiting), ids(Held.ANYBODY, RequestState.DOCUMENTS_MISSING));
    }

    private List<UUID> ids(Held held, RequestState... states) {
        return counter.queue(yann, held, states).lines().stream()
                .map(QueueLine::id)
                .toList();
    }

    @Test
    void pagesOfTheQueueAndOfASearchContainEachRequestOnce() {
        for (var i = 0; i < 4; i++) {
            counter.inReview("ID_RGS_1");
        }
        counter.submitted("ID_RGS_1");

        assertEquals(5, walk(Optional.empty()).size());
        assertEquals(5, Set.copyOf(walk(Optional.empty())).size());
        assertEquals(5, Set.copyOf(walk(Optional.of("kervela"))).size(), "a typing error is forgiven");
        assertEquals(0, walk(Optional.of("dupont")).size());
    }

    private List<UUID> walk(Optional<String> search) {
        var ids = new ArrayList<UUID>();
        var after = Optional.<String>empty();
        do {
            var page = counter.ask(
                    DeskApi.QUEUE, new AskQueue(yann, Set.of(), Optional.empty(), Held.ANYBODY, search, after, 2));
            page.lines().forEach(line -> ids.add(line.id()));
            after = page.next();
        } while (after.isPresent());
        return ids;
    }

    @Test
    void aDraftIsNotAtTheDesk() {
        var draft = counter.orders
                .order(counter.customer, "ID_RGS_1", Orders.me())
                .request()
                .id();

        assertEquals("NOT_FOUND problem.notFound", counter.failure(DeskApi.FILE, new AskFile(yann, draft)));
        assertEquals("NOT_FOUND problem.notFound", counter.failure(DeskApi.CLAIM, new Claim(yann, draft)));
        assertEquals(List.of(), walk(Optional.empty()));
    }
}
