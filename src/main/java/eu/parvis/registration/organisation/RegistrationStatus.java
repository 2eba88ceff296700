package eu.parvis.registration.organisation;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.NewAccount;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.company.VerificationStore;
import eu.parvis.crypto.TemporaryPasswords;
import eu.parvis.db.Database;
import eu.parvis.db.EffectStore;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailApi.MailState;
import eu.parvis.mail.MailStore;
import eu.parvis.membership.MembershipSettings;
import eu.parvis.membership.TemporaryPassword;
import eu.parvis.membership.TemporaryPasswordStore;
import eu.parvis.registration.organisation.RegistrationApi.Kind;
import eu.parvis.registration.organisation.RegistrationApi.Mail;
import eu.parvis.registration.organisation.RegistrationApi.SendAgain;
import eu.parvis.registration.organisation.RegistrationApi.Status;
import eu.parvis.registration.organisation.RegistrationRepository.StoredRegistration;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The state of a registration and its mails for the waiting page, and sending mails again (idea 1, CG-63). */
final class RegistrationStatus {

    private final RegistrationServices services;
    private final Database database;
    private final Drafts drafts;
    private final Enrolment enrolment;
    private final AccountStore accounts = new AccountStore();
    private final AuditStore journal;
    private final EffectStore effects;
    private final RegistrationLetters letters;
    private final TemporaryPasswords passwords;
    private final TemporaryPasswordStore temporaryPasswords;

    RegistrationStatus(RegistrationServices services, Drafts drafts, Enrolment enrolment) {
        this.services = services;
        this.database = services.database();
        this.drafts = drafts;
        this.enrolment = enrolment;
        this.journal = new AuditStore(services.clock());
        this.effects = new EffectStore(services.box());
        this.letters = new RegistrationLetters(services.random());
        this.passwords = new TemporaryPasswords(services.random());
        this.temporaryPasswords =
                new TemporaryPasswordStore(services.mails(), services.clock(), services.configuration());
    }

    static boolean hasChosenPassword(Account account) {
        return account.step() != Account.Step.PASSWORD;
    }

    static Failure passwordAlreadyChosen() {
        return Failure.of(Failure.Kind.CONFLICT, "registration.used");
    }

    static Failure unknown() {
        return Failure.of(Failure.Kind.NOT_FOUND, "registration.unknown");
    }

    Future<Status> follow(String token) {
        return services.repository()
                .byToken(database, token, services.clock().instant())
                .map(known -> known.filter(StoredRegistration::submitted).orElseThrow(RegistrationStatus::unknown))
                .compose(registration -> status(database, registration));
    }

    Future<StoredRegistration> lockSubmitted(Sql sql, String token) {
        return services.repository()
                .lock(sql, token, services.clock().instant())
                .map(known -> known.filter(StoredRegistration::submitted).orElseThrow(RegistrationStatus::unknown));
    }

    /**
     * The state directly after the registration: all mails are queued. It does not reveal whether the address has an
     * account.
     */
    Status initialStatus(StoredRegistration registration, String reference, Submission submission) {
        var now = services.clock().instant();
        var to = submission.administrator().email().masked();
        var again =
                now.plus(services.configuration().get(MembershipSettings.class).resendAfter());
        return new Status(
                registration.id(),
                reference,
                now,
                submission.organisationId(),
                submission.organisation().name().value(),
                submission.verification().state(),
                to,
                Stream.of(Kind.IDENTIFIER, Kind.PASSWORD)
                        .map(kind -> new Mail(kind, to, MailApi.State.QUEUED, now, Optional.empty(), again))
                        .toList(),
                false);
    }

    Future<Status> status(Sql sql, StoredRegistration registration) {
        var submission = drafts.submission(registration);
        return Future.all(
                        services.mails().of(sql, registration.id()),
                        VerificationStore.of(sql, submission.organisationId()),
                        account(sql, registration))
                .map(all -> status(registration, submission, all.resultAt(0), all.resultAt(1), all.resultAt(2)));
    }

    private Future<Optional<Account>> account(Sql sql, StoredRegistration registration) {
        return registration.account().isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : accounts.byId(sql, registration.account().get());
    }

    private Status status(
            StoredRegistration registration,
            Submission submission,
            List<MailState> states,
            Optional<eu.parvis.company.Verification> verification,
            Optional<Account> account) {
        return new Status(
                registration.id(),
                registration.reference().orElseThrow(),
                registration.at(),
                submission.organisationId(),
                submission.organisation().name().value(),
                verification.orElse(submission.verification()).state(),
                submission.administrator().email().masked(),
                mails(states),
                account.filter(RegistrationStatus::hasChosenPassword).isPresent());
    }

    /** Returns only the latest mail of each kind. */
    private List<Mail> mails(List<MailState> states) {
        var latest = new LinkedHashMap<Kind, Mail>();
        states.forEach(state -> latest.put(RegistrationLetters.kind(state.occasion()), mail(state)));
        return new ArrayList<>(latest.values());
    }

    private Mail mail(MailState state) {
        return new Mail(
                RegistrationLetters.kind(state.occasion()),
                state.recipient(),
                state.state(),
                state.at(),
                state.reason(),
                state.lastAct()
                        .plus(services.configuration()
                                .get(MembershipSettings.class)
                                .resendAfter()));
    }

    /**
     * Sends a mail again. A password is drawn and hashed for each kind, so that the duration does not reveal the kind.
     */
    Future<Status> sendAgain(SendAgain command) {
        return TemporaryPassword.draw(passwords, services.bus())
                .compose(password -> database.inTransaction(sql -> effects.once(
                        sql,
                        command.once(),
                        Status.class,
                        services.clock().instant(),
                        () -> sendAgain(sql, command, password))))
                .onSuccess(status -> services.bus().publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    private Future<Status> sendAgain(Sql sql, SendAgain command, TemporaryPassword password) {
        return lockSubmitted(sql, command.token())
                .compose(registration -> status(sql, registration)
                        .compose(status -> sendAgain(sql, registration, status, command, password))
                        .compose(sent -> status(sql, registration)));
    }

    private Future<Void> sendAgain(
            Sql sql, StoredRegistration registration, Status status, SendAgain command, TemporaryPassword password) {
        var kind = command.kind();
        var mail = status.mails().stream().filter(one -> one.kind() == kind).findFirst();
        if (status.used()) {
            return Future.failedFuture(passwordAlreadyChosen());
        }
        var pause = mail.map(one -> Duration.between(services.clock().instant(), one.againAt()))
                .filter(left -> left.compareTo(Duration.ZERO) > 0)
                .map(left -> Failure.rateLimited("registration.coolDown", left));
        return isUseful(sql, registration, mail)
                .compose(useful -> useful
                        ? MailStore.longer(pause, Future.succeededFuture())
                                .compose(over -> services.mails().hurry(sql, registration.id()))
                        : MailStore.longer(pause, enrolment.requireFewMails(sql, drafts.submission(registration)))
                                .compose(few -> queueAgain(sql, registration, status, command, password)));
    }

    /** Whether the mail is on its way and brings no expired password. */
    private Future<Boolean> isUseful(Sql sql, StoredRegistration registration, Optional<Mail> mail) {
        if (mail.filter(one -> one.state().isOnItsWay()).isEmpty()) {
            return Future.succeededFuture(false);
        }
        return mail.get().kind() == Kind.IDENTIFIER || registration.account().isEmpty()
                ? Future.succeededFuture(true)
                : accounts.credential(sql, registration.account().get())
                        .map(known -> known.filter(credential ->
                                        credential.expired(services.clock().instant()))
                                .isEmpty());
    }

    private Future<Void> queueAgain(
            Sql sql, StoredRegistration registration, Status status, SendAgain command, TemporaryPassword password) {
        return newLetter(sql, registration, status, command.kind(), password)
                .compose(letter -> letter.map(written -> queue(sql, status, command, written))
                        .orElseGet(Future::succeededFuture));
    }

    private Future<Void> queue(Sql sql, Status status, SendAgain command, Letter letter) {
        return services.mails()
                .queue(sql, letter)
                .compose(queued -> journal.record(
                        sql,
                        Entry.done(RegistrationEvent.MAIL_SENT_AGAIN)
                                .on(status.reference())
                                .from(command.networkAddress())
                                .with("kind", command.kind())));
    }

    /** Empty if another mail with the valid password is on its way. */
    private Future<Optional<Letter>> newLetter(
            Sql sql, StoredRegistration registration, Status status, Kind kind, TemporaryPassword password) {
        var submission = drafts.submission(registration);
        return account(sql, registration)
                .compose(account -> account.isPresent()
                        ? newAccountLetter(sql, registration, submission, account.get(), kind, password)
                        : knownAccountLetter(sql, registration, submission, kind)
                                .map(Optional::of))
                .map(letter -> letter.map(written -> written.at(position(status))));
    }

    private static int position(Status status) {
        return status.mails().size();
    }

    private Future<Optional<Letter>> newAccountLetter(
            Sql sql,
            StoredRegistration registration,
            Submission submission,
            Account account,
            Kind kind,
            TemporaryPassword password) {
        var both = letters.forNewAccount(
                registration.id(),
                registration.reference().orElseThrow(),
                view(account, password, temporaryPasswords.validUntil()),
                submission.organisation().name().value(),
                password.text());
        return kind == Kind.IDENTIFIER
                ? Future.succeededFuture(Optional.of(both.get(0)))
                : temporaryPasswords.renew(sql, account.id(), password).compose(outcome -> switch (outcome) {
                    case RENEWED -> Future.succeededFuture(Optional.of(both.get(1)));
                    case ON_ITS_WAY -> Future.succeededFuture(Optional.empty());
                    case CHOSEN -> Future.failedFuture(passwordAlreadyChosen());
                });
    }

    private static NewAccount view(Account account, TemporaryPassword password, Instant until) {
        return new NewAccount(
                account.id(), account.identifier(), account.person(), account.language(), password.phc(), until, until);
    }

    private Future<Letter> knownAccountLetter(
            Sql sql, StoredRegistration registration, Submission submission, Kind kind) {
        return accounts.holder(
                        sql,
                        submission.administrator().email(),
                        services.clock().instant())
                .map(owner -> letters.forKnownAccount(
                                registration.id(),
                                registration.reference().orElseThrow(),
                                owner.orElseThrow(RegistrationStatus::unknown),
                                submission.organisation().name().value())
                        .get(kind == Kind.IDENTIFIER ? 0 : 1));
    }
}
