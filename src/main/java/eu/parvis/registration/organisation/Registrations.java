package eu.parvis.registration.organisation;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.company.CompanyApi;
import eu.parvis.company.Verification;
import eu.parvis.crypto.References;
import eu.parvis.crypto.TemporaryPasswords;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.membership.MembershipStore;
import eu.parvis.membership.TemporaryPassword;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.registration.organisation.Enrolment.Enrolling;
import eu.parvis.registration.organisation.RegistrationApi.CorrectEmail;
import eu.parvis.registration.organisation.RegistrationApi.HasRegistered;
import eu.parvis.registration.organisation.RegistrationApi.Register;
import eu.parvis.registration.organisation.RegistrationApi.Registered;
import eu.parvis.registration.organisation.RegistrationApi.Status;
import eu.parvis.registration.organisation.RegistrationRepository.Kept;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * From a filled-in form to a registered organisation. Whether the address has an account changes nothing that the visitor
 * could see: not the answer, and not the time it takes.
 */
final class Registrations {

    private static final int TRIES = 4;

    private final RegistrationServices services;
    private final Drafts drafts;
    private final Enrolment enrolment;
    private final RegistrationStatus registrationStatus;
    private final AccountStore accounts = new AccountStore();
    private final MembershipStore members = new MembershipStore();
    private final AuditStore journal;
    private final References references;
    private final TemporaryPasswords passwords;

    /** What a register says of the number, and the password to be mailed: both are waited for together. */
    private record Prepared(Verification verification, TemporaryPassword password) {}

    Registrations(
            RegistrationServices services, Drafts drafts, Enrolment enrolment, RegistrationStatus registrationStatus) {
        this.services = services;
        this.drafts = drafts;
        this.enrolment = enrolment;
        this.registrationStatus = registrationStatus;
        this.journal = new AuditStore(services.clock());
        this.references = new References(services.random());
        this.passwords = new TemporaryPasswords(services.random());
    }

    Future<Registered> register(Register command) {
        return Future.all(verification(command.organisation()), TemporaryPassword.draw(passwords, services.bus()))
                .map(both -> new Prepared(both.resultAt(0), both.resultAt(1)))
                .compose(prepared -> inTransaction(sql -> register(sql, command, prepared)))
                .onSuccess(registered -> tell(registered.status()));
    }

    private void tell(Status status) {
        services.bus().publish(MailApi.QUEUED, new MailApi.Queued());
        services.bus().publish(RegistrationApi.REGISTERED, new HasRegistered(status.organisationId()));
    }

    /** The directory is asked where it is quick; where it is away, the background asks again (idea 6). */
    private Future<Verification> verification(OrganisationDetails organisation) {
        if (organisation.siret().isPresent()) {
            var siret = organisation.siret().get();
            return services.bus()
                    .request(CompanyApi.LOOK_UP, new CompanyApi.LookUp(siret))
                    .map(Verification::of)
                    .otherwise(Verification.unverified(Verification.Kind.SIRET, siret))
                    .compose(Registrations::requireOpen);
        }
        return Future.succeededFuture(
                organisation.vatNumber().isPresent() && organisation.country().isInEuropeanUnion()
                        ? Verification.unverified(
                                Verification.Kind.VAT, organisation.vatNumber().get())
                        : Verification.unverified(
                                Verification.Kind.NONE,
                                organisation
                                        .number()
                                        .map(number -> number.key())
                                        .orElse("")));
    }

    private static Future<Verification> requireOpen(Verification verification) {
        return verification.state() == CompanyApi.State.CLOSED
                ? Future.failedFuture(Failure.invalid(FieldError.of("organisation.siret", "error.siret.closed")))
                : Future.succeededFuture(verification);
    }

    private <T> Future<T> inTransaction(Function<Sql, Future<T>> work) {
        return tries(work, TRIES);
    }

    private <T> Future<T> tries(Function<Sql, Future<T>> work, int left) {
        return services.database()
                .inTransaction(work)
                .recover(cause ->
                        left > 1 && Enrolment.again(cause) ? tries(work, left - 1) : Future.failedFuture(cause));
    }

    private Future<Registered> register(Sql sql, Register command, Prepared prepared) {
        var submission = new Submission(
                services.ids().next(),
                command.organisation(),
                command.administrator(),
                command.language(),
                prepared.verification());
        var enrolling = enrolling(sql, command);
        // In the same trip; of no interest to the second click of a double one.
        var owner = enrolment.owner(sql, submission);
        return enrolling.compose(found -> (found.kept().submitted()
                        ? registrationStatus.status(sql, found.kept())
                        : owner.compose(known -> submit(sql, command, prepared, found, submission, known)))
                .map(status -> new Registered(found.token(), status)));
    }

    private Future<Enrolling> enrolling(Sql sql, Register command) {
        return command.draft()
                .or(command::once)
                .map(token -> services.repository()
                        .lock(sql, token, services.clock().instant())
                        .map(known ->
                                known.map(kept -> new Enrolling(kept, token)).orElseGet(() -> begin(command))))
                .orElseGet(() -> Future.succeededFuture(begin(command)));
    }

    private Enrolling begin(Register command) {
        var now = services.clock().instant();
        return new Enrolling(
                new Kept(
                        services.ids().next(),
                        false,
                        command.language(),
                        null,
                        Optional.empty(),
                        Optional.empty(),
                        now),
                command.once().orElseGet(services.tokens()::next));
    }

    private Future<Status> submit(
            Sql sql,
            Register command,
            Prepared prepared,
            Enrolling enrolling,
            Submission submission,
            Optional<Account> owner) {
        var reference = references.next();
        return enrolment
                .enrol(sql, enrolling, reference, submission, owner, prepared.password(), command.networkAddress())
                .map(written -> registrationStatus.begun(enrolling.kept(), reference, submission));
    }

    /** What went to the wrong address is worth nothing any more; the rest is done again for the right one. */
    Future<Status> correctEmail(CorrectEmail command) {
        return TemporaryPassword.draw(passwords, services.bus())
                .compose(password -> inTransaction(sql -> correctEmail(sql, command, password)))
                .compose(done -> registrationStatus.follow(command.token()))
                .onSuccess(status -> services.bus().publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    private Future<Void> correctEmail(Sql sql, CorrectEmail command, TemporaryPassword password) {
        return registrationStatus
                .lockSubmitted(sql, command.token())
                .compose(kept -> undo(sql, kept).compose(undone -> {
                    var before = drafts.submission(kept);
                    var submission = before.with(before.administrator().with(command.email()));
                    var reference = kept.reference().orElseThrow();
                    return enrolment
                            .owner(sql, submission)
                            .compose(owner -> enrolment.enrol(
                                    sql,
                                    new Enrolling(kept, command.token()),
                                    reference,
                                    submission,
                                    owner,
                                    password,
                                    command.networkAddress()))
                            .compose(written -> journal.record(
                                    sql,
                                    Entry.done(RegistrationEvent.ADDRESS_CORRECTED)
                                            .on(reference)
                                            .from(command.networkAddress())));
                }));
    }

    private Future<Void> undo(Sql sql, Kept kept) {
        return services.mails()
                .cancel(sql, kept.id())
                .compose(cancelled -> kept.account().isEmpty()
                        ? Future.succeededFuture()
                        // Locked: whoever chooses a password just now is first, or finds no account.
                        : accounts.lock(sql, kept.account().get()).compose(account -> remove(sql, kept, account)));
    }

    private Future<Void> remove(Sql sql, Kept kept, Optional<Account> account) {
        if (account.filter(RegistrationStatus::isUsed).isPresent()) {
            return Future.failedFuture(RegistrationStatus.used());
        }
        return account.map(wrong -> remove(sql, kept, wrong.id())).orElse(Future.succeededFuture());
    }

    /** The account goes, and with it its identifier, password and sessions; the organisation stays for who wants to join. */
    private Future<Void> remove(Sql sql, Kept kept, UUID account) {
        return members.removeMember(sql, drafts.submission(kept).organisationId(), account)
                .compose(removed -> members.memberships(sql, account))
                .compose(elsewhere -> elsewhere.isEmpty()
                        ? accounts.deletePending(sql, account).mapEmpty()
                        // Others have invited whoever has that address.
                        : Future.succeededFuture());
    }
}
