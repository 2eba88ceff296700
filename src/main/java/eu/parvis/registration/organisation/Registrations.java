package eu.parvis.registration.organisation;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.AddressHolder;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.company.CompanyApi;
import eu.parvis.company.Verification;
import eu.parvis.crypto.References;
import eu.parvis.crypto.TemporaryPasswords;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.Occasion;
import eu.parvis.membership.MembershipStore;
import eu.parvis.membership.TemporaryPassword;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.registration.organisation.Enrolment.RegistrationWithToken;
import eu.parvis.registration.organisation.RegistrationApi.CorrectEmail;
import eu.parvis.registration.organisation.RegistrationApi.HasRegistered;
import eu.parvis.registration.organisation.RegistrationApi.Register;
import eu.parvis.registration.organisation.RegistrationApi.Registered;
import eu.parvis.registration.organisation.RegistrationApi.Status;
import eu.parvis.registration.organisation.RegistrationRepository.StoredRegistration;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/** Registers organisations. Neither the answer nor its duration reveals whether the e-mail address has an account. */
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

    /** The register's answer and the temporary password, prepared concurrently. */
    private record Preparation(Verification verification, TemporaryPassword password) {}

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
        return Future.all(
                        verification(services.bus(), command.organisation()),
                        TemporaryPassword.draw(passwords, services.bus()))
                .map(both -> new Preparation(both.resultAt(0), both.resultAt(1)))
                .compose(preparation -> inTransaction(sql -> register(sql, command, preparation)))
                .onSuccess(registered -> publish(registered.status()));
    }

    private void publish(Status status) {
        services.bus().publish(MailApi.QUEUED, new MailApi.Queued());
        services.bus().publish(RegistrationApi.REGISTERED, new HasRegistered(status.organisationId()));
    }

    /** Asks the directory, within its short time-out. If it does not answer, the background check does (idea 6). */
    static Future<Verification> verification(Bus bus, OrganisationDetails organisation) {
        if (organisation.siret().isPresent()) {
            var siret = organisation.siret().get();
            return bus.request(CompanyApi.LOOK_UP, new CompanyApi.LookUp(siret))
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
        return retry(work, TRIES);
    }

    private <T> Future<T> retry(Function<Sql, Future<T>> work, int left) {
        return services.database()
                .inTransaction(work)
                .recover(cause ->
                        left > 1 && Enrolment.isRetryable(cause) ? retry(work, left - 1) : Future.failedFuture(cause));
    }

    private Future<Registered> register(Sql sql, Register command, Preparation preparation) {
        var submission = new Submission(
                services.ids().next(),
                command.organisation(),
                command.administrator(),
                command.language(),
                preparation.verification());
        var draftOrNew = draftOrNew(sql, command);
        // Pipelined with the previous query; ignored if the form was already submitted.
        var owner = enrolment.owner(sql, submission);
        return draftOrNew.compose(found -> (found.row().submitted()
                        ? repeated(sql, command, found.row())
                        : owner.compose(known -> submit(sql, command, preparation, found, submission, known)))
                .map(status -> new Registered(found.token(), status)));
    }

    /** The second click of a double one, unless another tab has submitted the same draft with other data. */
    private Future<Status> repeated(Sql sql, Register command, StoredRegistration row) {
        return command.draft().isEmpty() || drafts.submission(row).isOf(command)
                ? registrationStatus.status(sql, row)
                : Future.failedFuture(Drafts.submitted());
    }

    private Future<RegistrationWithToken> draftOrNew(Sql sql, Register command) {
        return command.draft()
                .or(command::once)
                .map(token -> services.repository()
                        .lock(sql, token, services.clock().instant())
                        .map(known -> known.map(row -> new RegistrationWithToken(row, token))
                                .orElseGet(() -> begin(command))))
                .orElseGet(() -> Future.succeededFuture(begin(command)));
    }

    private RegistrationWithToken begin(Register command) {
        var now = services.clock().instant();
        return new RegistrationWithToken(
                new StoredRegistration(
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
            Preparation preparation,
            RegistrationWithToken registration,
            Submission submission,
            Optional<AddressHolder> owner) {
        var reference = references.next();
        return enrolment
                .enrol(
                        sql,
                        registration,
                        reference,
                        submission,
                        owner,
                        preparation.password(),
                        command.networkAddress())
                .map(written -> registrationStatus.initialStatus(registration.row(), reference, submission));
    }

    /** Invalidates what was sent to the wrong address and registers again with the correct one. */
    Future<Status> correctEmail(CorrectEmail command) {
        return TemporaryPassword.draw(passwords, services.bus())
                .compose(password -> inTransaction(sql -> correctEmail(sql, command, password)
                        .compose(corrected -> registrationStatus.lockSubmitted(sql, command.token()))
                        .compose(registration -> registrationStatus.status(sql, registration))))
                .onSuccess(status -> services.bus().publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    private Future<Void> correctEmail(Sql sql, CorrectEmail command, TemporaryPassword password) {
        return registrationStatus
                .lockSubmitted(sql, command.token())
                .compose(registration -> undo(sql, registration).compose(undone -> {
                    var former = drafts.submission(registration);
                    var submission = former.with(former.administrator().with(command.email()));
                    var reference = registration.reference().orElseThrow();
                    return enrolment
                            .owner(sql, submission)
                            .compose(owner -> enrolment.enrol(
                                    sql,
                                    new RegistrationWithToken(registration, command.token()),
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

    private Future<Void> undo(Sql sql, StoredRegistration registration) {
        return services.mails()
                .cancel(sql, registration.id())
                .compose(cancelled -> registration.account().isEmpty()
                        ? Future.succeededFuture()
                        // Locked, so that a password chosen concurrently is either seen here or finds no account.
                        : accounts.lock(sql, registration.account().get())
                                .compose(account -> removeUnused(sql, registration, account)));
    }

    private Future<Void> removeUnused(Sql sql, StoredRegistration registration, Optional<Account> account) {
        if (account.filter(RegistrationStatus::hasChosenPassword).isPresent()) {
            return Future.failedFuture(RegistrationStatus.passwordAlreadyChosen());
        }
        return account.map(wrong -> remove(sql, registration, wrong)).orElse(Future.succeededFuture());
    }

    /** Deletes the account with its identifier, password and sessions. The organisation stays. */
    private Future<Void> remove(Sql sql, StoredRegistration registration, Account account) {
        return members.removeMember(sql, drafts.submission(registration).organisationId(), account.id())
                .compose(removed -> members.memberships(sql, account.id()))
                .compose(elsewhere -> elsewhere.isEmpty()
                        ? services.mails()
                                .cancel(sql, account.person().email().key(), Occasion.WITH_TEMPORARY_PASSWORD)
                                .compose(cancelled -> accounts.deletePending(sql, account.id()))
                                .mapEmpty()
                        // Other organisations have invited this address.
                        : Future.succeededFuture());
    }
}
