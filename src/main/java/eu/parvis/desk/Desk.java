package eu.parvis.desk;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.catalogue.Product;
import eu.parvis.catalogue.Reason;
import eu.parvis.company.Verification;
import eu.parvis.crypto.Shown;
import eu.parvis.db.Sql;
import eu.parvis.desk.DeskApi.Claim;
import eu.parvis.desk.DeskApi.Decide;
import eu.parvis.desk.DeskApi.DecideDocument;
import eu.parvis.desk.DeskApi.DeskFile;
import eu.parvis.desk.DeskApi.OpenDocument;
import eu.parvis.desk.DeskApi.OpenedDocument;
import eu.parvis.desk.DeskApi.Operator;
import eu.parvis.desk.DeskApi.RecordFaceToFace;
import eu.parvis.desk.DeskApi.Release;
import eu.parvis.request.CertificateRequest;
import eu.parvis.request.Progress;
import eu.parvis.request.Refusal;
import eu.parvis.request.RequestState;
import eu.parvis.request.SupportingDocument;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The acts of operators. Each holds the lock of the request until it is committed. */
final class Desk {

    private final DeskServices services;
    private final DeskReading reading;
    private final DeskActs acts;
    private final DeskValidations validations;

    Desk(DeskServices services, DeskReading reading, DeskActs acts, DeskValidations validations) {
        this.services = services;
        this.reading = reading;
        this.acts = acts;
        this.validations = validations;
    }

    // --- Claims -------------------------------------------------------------------------------------------------

    Future<DeskFile> claim(Claim command) {
        return acts.on(command.by(), command.id(), (sql, request) -> Future.succeededFuture());
    }

    Future<Message.Done> release(Release command) {
        return services.inTransaction(sql -> services.requests()
                .byId(sql, command.id())
                .map(DeskReading::submitted)
                .compose(request -> services.repository()
                        .release(sql, request.id(), command.by().account())
                        .compose(released -> released
                                ? acts.record(sql, command.by(), request, DeskEvent.DESK_RELEASED)
                                : Future.succeededFuture()))
                .map(Message.DONE));
    }

    // --- Documents ----------------------------------------------------------------------------------------------

    Future<DeskFile> decideDocument(DecideDocument command) {
        requireKnown(command.refusal(), services.catalogue().documentRefusals());
        return acts.on(
                command.by(),
                command.id(),
                (sql, request) -> document(sql, request, command.kind())
                        .compose(document -> decide(sql, command, request, document)));
    }

    private Future<SupportingDocument> document(Sql sql, CertificateRequest request, String kind) {
        return services.requests()
                .documents(sql, request.id())
                .map(documents -> documents.stream()
                        .filter(document -> document.kind().equals(kind))
                        .findFirst()
                        .orElseThrow(Failure::notFound));
    }

    Future<OpenedDocument> openDocument(OpenDocument command) {
        return services.database()
                .inTransaction(sql -> services.requests()
                        .byId(sql, command.id())
                        .map(DeskReading::submitted)
                        .compose(request -> document(sql, request, command.kind())
                                .compose(document -> services.journal()
                                        .record(
                                                sql,
                                                DeskActs.entry(command.by(), request, DeskEvent.DOCUMENT_OPENED)
                                                        .with("document", command.kind()))
                                        .map(new OpenedDocument(document)))));
    }

    private Future<Void> decide(
            Sql sql, DecideDocument command, CertificateRequest request, SupportingDocument document) {
        if (command.document().isPresent() && !command.document().get().equals(document.id())) {
            throw Failure.of(Failure.Kind.PRECONDITION_FAILED, "problem.changed");
        }
        var accepted = command.refusal().isEmpty();
        var wanted = accepted ? SupportingDocument.State.ACCEPTED : SupportingDocument.State.REFUSED;
        if (document.state() == wanted && document.refusal().equals(command.refusal())) {
            return Future.succeededFuture();
        }
        Shown.require(command.seen(), request.shown());
        var by = command.by();
        return services.requests()
                .decide(sql, document.id(), command.refusal(), by.account(), services.now())
                .compose(decided -> services.journal()
                        .record(
                                sql,
                                DeskActs.entry(
                                                by,
                                                request,
                                                accepted ? DeskEvent.DOCUMENT_ACCEPTED : DeskEvent.DOCUMENT_REFUSED)
                                        .with("document", document.kind())))
                .compose(recorded -> accepted
                        ? Future.succeededFuture()
                        : refuseDocument(
                                sql, request, document, command.refusal().orElseThrow()))
                .compose(mailed -> services.progress().advance(sql, request.id(), by.account()));
    }

    /** Earlier acceptances of the request were for the refused document. */
    private Future<Void> refuseDocument(
            Sql sql, CertificateRequest request, SupportingDocument document, Refusal refusal) {
        return services.repository()
                .forgetAcceptances(sql, request.id())
                .compose(forgotten -> services.mails().documentRefused(sql, request, document.kind(), refusal));
    }

    // --- Face to face -------------------------------------------------------------------------------------------

    Future<DeskFile> recordFaceToFace(RecordFaceToFace command) {
        var today = services.today();
        if (command.check().metOn().isAfter(today)) {
            throw Failure.invalid(FieldError.of("metOn", "error.past"));
        }
        return acts.on(command.by(), command.id(), DeskActs.onSeen(command.seen(), (sql, request) -> {
            if (!needsFaceToFace(services.progress().product(request), request)) {
                throw DeskActs.conflict("desk.noFaceToFace");
            }
            return services.repository()
                    .record(
                            sql,
                            request.id(),
                            DeskReading.holder(request),
                            command.check(),
                            command.by().account(),
                            services.now())
                    .compose(stored -> acts.record(sql, command.by(), request, DeskEvent.FACE_TO_FACE_RECORDED))
                    .compose(recorded -> validations.recordFaceToFace(
                            sql, command.by(), request, command.check().metOn()));
        }));
    }

    private static boolean needsFaceToFace(Product product, CertificateRequest request) {
        return product.faceToFace() && request.holder().person().isPresent();
    }

    // --- The request --------------------------------------------------------------------------------------------

    Future<DeskFile> decide(Decide command) {
        requireKnown(command.refusal(), services.catalogue().requestRefusals());
        return services.inTransaction(sql -> acts.locked(sql, command.id())
                .compose(request -> isDone(request, command)
                        ? reading.file(sql, command.by(), request.id())
                        : acts.on(
                                sql,
                                command.by(),
                                request,
                                DeskActs.onSeen(command.seen(), (s, held) -> decide(s, command, held)))));
    }

    /** A repeated call, perhaps because its answer was lost. */
    private static boolean isDone(CertificateRequest request, Decide command) {
        return command.refusal().isPresent()
                ? request.state() == RequestState.REFUSED && request.refusal().equals(command.refusal())
                : request.state() == RequestState.ACCEPTED;
    }

    private Future<Void> decide(Sql sql, Decide command, CertificateRequest request) {
        return command.refusal()
                .map(refusal -> refuse(sql, command.by(), request, refusal))
                .orElseGet(() -> services.progress()
                        .of(sql, request)
                        .compose(progress -> requireAcceptable(sql, progress))
                        .compose(product -> accept(sql, command.by(), request, product)));
    }

    private Future<Void> refuse(Sql sql, Operator by, CertificateRequest request, Refusal refusal) {
        return services.requests()
                .refuse(sql, request.id(), refusal)
                .compose(stored -> close(sql, by, request, RequestState.REFUSED, DeskEvent.REQUEST_REFUSED))
                .compose(closed -> services.mails().refused(sql, request, refusal));
    }

    private Future<Product> requireAcceptable(Sql sql, Progress progress) {
        var request = progress.request();
        if (request.state() != RequestState.IN_REVIEW) {
            throw DeskActs.conflict("desk.notInReview");
        }
        if (!progress.checklist().isAccepted()) {
            throw DeskActs.conflict("desk.documentsOpen");
        }
        return requireNotRefused(sql, request)
                .compose(confirmed -> requireMet(sql, progress))
                .compose(met -> validations.requireValid(sql, request, progress.product()))
                .map(valid -> progress.product());
    }

    /** The customer can order and hand in documents meanwhile: the desk may change its mind on the organisation. */
    private static Future<Void> requireNotRefused(Sql sql, CertificateRequest request) {
        return DeskReading.verification(sql, request).map(verification -> {
            if (verification.filter(Verification::isRefused).isPresent()) {
                throw DeskActs.conflict("desk.organisationRefused");
            }
            return null;
        });
    }

    private Future<Void> requireMet(Sql sql, Progress progress) {
        var request = progress.request();
        return needsFaceToFace(progress.product(), request)
                ? validations.requireMet(sql, request, progress.product())
                : Future.succeededFuture();
    }

    /** Accepts it, or stores the first of two acceptances. */
    private Future<Void> accept(Sql sql, Operator by, CertificateRequest request, Product product) {
        return services.repository()
                .accept(sql, request.id(), by.account(), services.now())
                .compose(stored -> services.repository().acceptances(sql, request.id()))
                .compose(acceptances -> acceptances.size() < product.decisions()
                        ? acts.record(sql, by, request, DeskEvent.REQUEST_ACCEPTED_ONCE)
                                .compose(recorded -> free(sql, by, request.id()))
                        : close(sql, by, request, RequestState.ACCEPTED, DeskEvent.REQUEST_ACCEPTED)
                                .compose(closed -> services.mails().accepted(sql, request)));
    }

    private Future<Void> close(Sql sql, Operator by, CertificateRequest request, RequestState state, DeskEvent event) {
        return services.requests()
                .move(sql, request.id(), state, Optional.of(by.account()), services.now())
                .compose(moved -> acts.record(sql, by, request, event))
                .compose(recorded -> free(sql, by, request.id()));
    }

    private Future<Void> free(Sql sql, Operator by, UUID request) {
        return services.repository().release(sql, request, by.account()).mapEmpty();
    }

    private static void requireKnown(Optional<Refusal> refusal, List<Reason> reasons) {
        var unknown = refusal.flatMap(Refusal::code)
                .filter(code ->
                        reasons.stream().noneMatch(reason -> reason.code().equals(code)));
        if (unknown.isPresent()) {
            throw Failure.invalid(FieldError.of("reason", "error.choice"));
        }
    }
}
