package eu.parvis.desk;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.catalogue.CheckedThing;
import eu.parvis.catalogue.Product;
import eu.parvis.db.Sql;
import eu.parvis.desk.DeskApi.DeskFile;
import eu.parvis.desk.DeskApi.Operator;
import eu.parvis.desk.DeskApi.RecordValidation;
import eu.parvis.desk.DeskApi.WithdrawValidation;
import eu.parvis.request.CertificateRequest;
import eu.parvis.validation.Check;
import eu.parvis.validation.NeededValidation;
import eu.parvis.validation.Validation;
import eu.parvis.validation.ValidationMethod;
import eu.parvis.validation.ValidationStore;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/** Records what was checked, withdraws wrong entries, and says whether everything that a product needs is valid. */
final class DeskValidations {

    /** Seven letters and digits or more, five digits among them: most likely the number of an identity document. */
    private static final Pattern DOCUMENT_NUMBER = Pattern.compile("\\b(?=(?:[\\p{L}]*\\d){5})[\\p{L}\\d]{7,}\\b");

    private final DeskServices services;
    private final DeskActs acts;
    private final ValidationStore store;

    DeskValidations(DeskServices services, DeskActs acts) {
        this.services = services;
        this.acts = acts;
        this.store = services.validations();
    }

    // --- Record -------------------------------------------------------------------------------------------------

    Future<DeskFile> record(RecordValidation command) {
        var check = command.check();
        requireUsable(check, services.today());
        return acts.on(command.by(), command.id(), DeskActs.onSeen(command.seen(), (sql, request) -> {
            if (!services.progress().product(request).reuse().containsKey(check.thing())) {
                throw Failure.notFound();
            }
            return store.add(
                            sql,
                            services.ids().next(),
                            request.id(),
                            check,
                            command.by().account(),
                            services.now())
                    .compose(added -> added
                            ? recorded(sql, command.by(), request, check.thing(), check.method())
                            : Future.failedFuture(unknownSubject(check)));
        }));
    }

    private static void requireUsable(Check check, LocalDate today) {
        if (check.method().thing() != check.thing() || !check.method().isUsable(today)) {
            throw Failure.invalid(FieldError.of("method", "error.choice"));
        }
        if (check.checkedOn().isAfter(today)) {
            throw Failure.invalid(FieldError.of("checkedOn", "error.past"));
        }
        if (check.thing() == CheckedThing.PERSON
                && check.evidence()
                        .filter(text -> DOCUMENT_NUMBER.matcher(text).find())
                        .isPresent()) {
            throw Failure.invalid(FieldError.of("evidence", "error.evidence.number"));
        }
        if (check.domain().isPresent() != (check.thing() == CheckedThing.DOMAIN)) {
            throw Failure.invalid(FieldError.of("domain", "error.domain"));
        }
    }

    /** A request without an organisation needs no check of one. */
    private static Failure unknownSubject(Check check) {
        return check.thing() == CheckedThing.DOMAIN
                ? Failure.invalid(FieldError.of("domain", "error.domain.other"))
                : Failure.notFound();
    }

    private Future<Void> recorded(
            Sql sql, Operator by, CertificateRequest request, CheckedThing thing, ValidationMethod method) {
        return services.journal()
                .record(
                        sql,
                        DeskActs.entry(by, request, DeskEvent.VALIDATION_RECORDED)
                                .with("thing", thing)
                                .with("method", method));
    }

    /** The check face to face counts for later requests, too. */
    Future<Void> recordFaceToFace(Sql sql, Operator by, CertificateRequest request, LocalDate metOn) {
        return store.replaceFaceToFace(sql, services.ids().next(), request.id(), metOn, by.account(), services.now())
                .compose(stored -> recorded(sql, by, request, CheckedThing.PERSON, ValidationMethod.FACE_TO_FACE));
    }

    // --- Withdraw -----------------------------------------------------------------------------------------------

    /** Fails as an act on the request if the operator ordered it or holds it. */
    Future<Message.Done> withdraw(WithdrawValidation command) {
        return services.inTransaction(sql -> store.byId(sql, command.id())
                .map(found -> found.orElseThrow(Failure::notFound))
                .compose(validation -> services.requests().byId(sql, validation.request()))
                .map(DeskReading::submitted)
                .compose(request -> acts.requireForeign(sql, command.by(), request)
                        .compose(foreign -> withdraw(sql, command, request)))
                .map(Message.DONE));
    }

    private Future<Void> withdraw(Sql sql, WithdrawValidation command, CertificateRequest request) {
        return store.withdraw(sql, command.id(), command.reason(), command.by().account(), services.now())
                .compose(withdrawn -> withdrawn
                        ? acts.record(sql, command.by(), request, DeskEvent.VALIDATION_WITHDRAWN)
                        : Future.succeededFuture());
    }

    // --- Accept -------------------------------------------------------------------------------------------------

    /** Fails unless everything that the product needs is valid today, and stays so until the transaction ends. */
    Future<List<NeededValidation>> requireValid(Sql sql, CertificateRequest request, Product product) {
        return store.needed(sql, request.id(), product, services.today()).compose(needed -> {
            if (!needed.stream().allMatch(NeededValidation::valid)) {
                throw DeskActs.conflict("desk.validationsOpen");
            }
            var ids = needed.stream()
                    .flatMap(need -> need.validation().stream())
                    .map(Validation::id)
                    .toList();
            return store.hold(sql, ids).map(held -> {
                if (!held) {
                    throw DeskActs.conflict("desk.validationsOpen");
                }
                return needed;
            });
        });
    }

    /** Fails unless the holder's identity was checked face to face, for this request or an earlier one. */
    Future<Void> requireMet(Sql sql, CertificateRequest request, Product product) {
        return store.needed(sql, request.id(), product, services.today()).map(needed -> {
            if (needed.stream().noneMatch(NeededValidation::met)) {
                throw DeskActs.conflict("desk.faceToFaceMissing");
            }
            return null;
        });
    }
}
