package eu.parvis.desk;

import eu.parvis.Await;
import eu.parvis.bus.Address;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.CheckedThing;
import eu.parvis.desk.DeskApi.AskFile;
import eu.parvis.desk.DeskApi.AskQueue;
import eu.parvis.desk.DeskApi.Claim;
import eu.parvis.desk.DeskApi.Decide;
import eu.parvis.desk.DeskApi.DecideDocument;
import eu.parvis.desk.DeskApi.DeskFile;
import eu.parvis.desk.DeskApi.Held;
import eu.parvis.desk.DeskApi.Operator;
import eu.parvis.desk.DeskApi.Queue;
import eu.parvis.desk.DeskApi.RecordFaceToFace;
import eu.parvis.desk.FaceToFace.IdentityDocument;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.ProgressStore;
import eu.parvis.request.Refusal;
import eu.parvis.request.RequestState;
import eu.parvis.request.Requester;
import eu.parvis.validation.Check;
import eu.parvis.validation.ValidationCapability;
import eu.parvis.validation.ValidationMethod;
import eu.parvis.validation.ValidationStore;
import io.vertx.core.Vertx;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The registration desk with its operators, and requests that wait for it. */
final class Counter {

    static final String ADDRESS = "192.0.2.9";

    final Orders orders;
    final Requester customer;
    final Operator yann;
    final Operator lena;

    Counter(Vertx vertx) {
        orders = new Orders(vertx, ValidationCapability.DESCRIPTOR, DeskCapability.DESCRIPTOR);
        customer = orders.member("mathis.kervella@kervella.example", Role.USER);
        yann = operator("yann.legoff@authority.example");
        lena = operator("lena.morel@authority.example");
    }

    Operator operator(String email) {
        var account = orders.registry.activeAccount(email);
        orders.registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + account + "'");
        return new Operator(account, ADDRESS);
    }

    /** A submitted request with all its documents, for which everything is checked. */
    UUID inReview(String product) {
        var id = unchecked(product);
        validate(id, CheckedThing.ORGANISATION, ValidationMethod.OFFICIAL_REGISTER, today());
        validate(id, CheckedThing.MAILBOX, ValidationMethod.MAIL_DOMAIN, today());
        validate(id, CheckedThing.PERSON, ValidationMethod.ELECTRONIC_IDENTITY, today());
        return id;
    }

    LocalDate today() {
        return LocalDate.ofInstant(orders.registry.clock.instant(), ZoneId.of("Europe/Paris"));
    }

    /** As if an operator had checked it for this request. */
    void validate(UUID request, CheckedThing thing, ValidationMethod method, LocalDate day) {
        var check = new Check(thing, Optional.empty(), method, Optional.of("Extract"), day);
        Await.done(orders.registry.database.inTransaction(sql -> new ValidationStore()
                .add(sql, UUID.randomUUID(), request, check, yann.account(), orders.registry.clock.instant())));
    }

    /** A submitted request with all its documents. */
    UUID unchecked(String product) {
        var id = submitted(product);
        for (var kind : List.of("IDENTITY", "MANDATE")) {
            orders.receive(id, kind, "RECEIVED");
        }
        orders.registry.rows.execute("UPDATE request SET state = 'IN_REVIEW', state_since = '%s' WHERE id = '%s'"
                .formatted(orders.registry.clock.instant(), id));
        return id;
    }

    UUID submitted(String product) {
        var id = orders.order(customer, product, Orders.me()).request().id();
        orders.submit(customer, id);
        return id;
    }

    /** The customer replaces a document; the desk can go on. */
    void replace(UUID request, String kind) {
        orders.registry.rows.execute(
                "UPDATE request_document SET state = 'REPLACED' WHERE request_id = '%s' AND kind = '%s'"
                        .formatted(request, kind));
        orders.receive(request, kind, "RECEIVED");
        var progress = new ProgressStore(Catalogue.of(orders.registry.portal.configuration), orders.registry.clock);
        Await.done(orders.registry.database.inTransaction(sql -> progress.advance(sql, request, customer.account())));
    }

    DeskFile claim(Operator by, UUID request) {
        return ask(DeskApi.CLAIM, new Claim(by, request));
    }

    DeskFile file(Operator by, UUID request) {
        return ask(DeskApi.FILE, new AskFile(by, request));
    }

    DeskFile document(Operator by, UUID request, String kind, Optional<Refusal> refusal) {
        return ask(
                DeskApi.DECIDE_DOCUMENT,
                new DecideDocument(by, request, kind, Optional.empty(), refusal, Optional.empty()));
    }

    void acceptDocuments(Operator by, UUID request) {
        document(by, request, "IDENTITY", Optional.empty());
        document(by, request, "MANDATE", Optional.empty());
    }

    DeskFile decide(Operator by, UUID request, Optional<Refusal> refusal) {
        return ask(DeskApi.DECIDE, new Decide(by, request, refusal, Optional.empty()));
    }

    DeskFile meet(Operator by, UUID request) {
        return ask(DeskApi.RECORD_FACE_TO_FACE, new RecordFaceToFace(by, request, check(), Optional.empty()));
    }

    static FaceToFace check() {
        return new FaceToFace(
                "Rozenn Le Bihan", LocalDate.of(2026, 11, 20), "Quimper", IdentityDocument.PASSPORT, "24AB12345");
    }

    Queue queue(Operator by, Held held, RequestState... states) {
        return ask(
                DeskApi.QUEUE,
                new AskQueue(by, Set.of(states), Optional.empty(), held, Optional.empty(), Optional.empty(), 50));
    }

    <Q extends Message, A extends Message> A ask(Address<Q, A> address, Q question) {
        return orders.registry.portal.ask(address, question);
    }

    <Q extends Message> String failure(Address<Q, ?> address, Q command) {
        var failure = (Failure) Await.failure(orders.registry.portal.start(address, command));
        return failure.kind() + " " + failure.messageId();
    }

    static Optional<Refusal> because(String code) {
        return Optional.of(new Refusal(Optional.of(code), Optional.empty()));
    }
}
