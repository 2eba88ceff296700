package eu.parvis.registration.person;

import eu.parvis.account.AddressHolder;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.References;
import eu.parvis.crypto.Signature;
import eu.parvis.db.EffectStore;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailApi.MailState;
import eu.parvis.membership.MembershipSettings;
import eu.parvis.registration.person.PersonApi.CorrectEmail;
import eu.parvis.registration.person.PersonApi.Mail;
import eu.parvis.registration.person.PersonApi.Register;
import eu.parvis.registration.person.PersonApi.Registered;
import eu.parvis.registration.person.PersonApi.SendAgain;
import eu.parvis.registration.person.PersonApi.State;
import eu.parvis.registration.person.PersonApi.Status;
import eu.parvis.registration.person.PersonRepository.StoredPerson;
import eu.parvis.registration.person.VerificationMails.CodedLetter;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Registers people, sends their mails again, and corrects their addresses. An address with an account costs the same
 * statements as one without; only the content of the mail differs.
 */
final class PersonRegistrations {

    private final PersonServices services;
    private final PersonRepository repository;
    private final VerificationMails verifications;
    private final EffectStore effects;
    private final Signature signature;
    private final References references;

    PersonRegistrations(PersonServices services, Foundation foundation) {
        this.services = services;
        this.repository = services.repository();
        this.verifications = services.verifications();
        this.effects = new EffectStore(foundation.box());
        this.signature = foundation.signature();
        this.references = new References(foundation.random());
    }

    static Failure unknown() {
        return Failure.of(Failure.Kind.NOT_FOUND, "registration.unknown");
    }

    /** The address is proved, but another account has it. */
    static Failure taken() {
        return Failure.of(Failure.Kind.CONFLICT, "person.taken");
    }

    // --- Registering --------------------------------------------------------------------------------------------

    Future<Registered> register(Register command) {
        var token = command.once().orElseGet(() -> tokenOf(command));
        return services.bus()
                .request(HashingApi.HASH, new HashingApi.Hash(command.password()))
                .compose(hashed -> services.inTransaction(sql -> register(sql, command, token, hashed.phc())))
                .onSuccess(status -> publish())
                .map(status -> new Registered(token, status));
    }

    /** The same form sent twice has the same token, so that a double click registers once. */
    private String tokenOf(Register command) {
        var person = command.person();
        var form = List.of(
                person.firstName().value(),
                person.lastName().value(),
                person.email().key(),
                command.language().code(),
                command.password().text());
        return signature.token("registration of a person", String.join("\n", form));
    }

    private void publish() {
        services.bus().publish(MailApi.QUEUED, new MailApi.Queued());
    }

    private Future<Status> register(Sql sql, Register command, String token, String phc) {
        var email = command.person().email();
        // Pipelined: the three queries take one round trip. The statements that write do the same.
        var known = repository.lock(sql, token, services.now());
        var few = requireFewMails(sql, email);
        var owner = services.accounts().holder(sql, email, services.now());
        return known.compose(row -> row.isPresent()
                ? status(sql, row.get())
                : Future.all(few, owner).compose(both -> register(sql, command, token, phc, owner.result())));
    }

    /** Prevents the form from being used to flood a mailbox. */
    private Future<Void> requireFewMails(Sql sql, EmailAddress email) {
        return services.mails().requireQuota(sql, email, VerificationMails.OCCASIONS, "registration.mails.tooMany");
    }

    private Future<Status> register(
            Sql sql, Register command, String token, String phc, Optional<AddressHolder> owner) {
        var now = services.now();
        var blank = new StoredPerson(
                services.ids().next(),
                State.WAITING,
                references.next(),
                command.person(),
                command.language(),
                Optional.of(phc),
                new PersonRepository.Code("", now),
                0,
                0,
                now);
        var mail = verifications.coded(blank, owner, 0, now);
        var row = blank.with(mail.code());
        var end = now.plus(services.settings().unverifiedAfter());
        var event = owner.isPresent() ? PersonEvent.PERSON_WITH_ACCOUNT_REGISTERED : PersonEvent.PERSON_REGISTERED;
        return Future.all(
                        repository.insert(sql, row, token, end),
                        services.mails().queue(sql, mail.letter()),
                        services.journal()
                                .record(
                                        sql,
                                        Entry.done(event).on(row.reference()).from(command.networkAddress())))
                .map(written -> status(row, queued(row, now)));
    }

    // --- The waiting page ---------------------------------------------------------------------------------------

    Future<Status> follow(PersonApi.Follow query) {
        return repository
                .byToken(services.database(), query.token(), services.now())
                .compose(row -> status(services.database(), row.orElseThrow(PersonRegistrations::unknown)));
    }

    Future<StoredPerson> lock(Sql sql, String token) {
        return repository.lock(sql, token, services.now()).map(row -> row.orElseThrow(PersonRegistrations::unknown));
    }

    Future<Status> status(Sql sql, StoredPerson row) {
        return services.mails().of(sql, row.id()).map(mails -> status(row, latest(row, mails)));
    }

    private Status status(StoredPerson row, Mail mail) {
        var person = row.person();
        return new Status(
                row.id(), row.state(), row.reference(), row.at(), person.name(), person.email(), !hasCode(row), mail);
    }

    /** Mails that were cancelled because their address was wrong are not listed. */
    private Mail latest(StoredPerson row, List<MailState> mails) {
        if (mails.isEmpty()) {
            return queued(row, row.at());
        }
        var last = mails.get(mails.size() - 1);
        return new Mail(masked(row), last.state(), last.at(), last.reason(), again(last.lastAct()));
    }

    /** As it was typed: an account may have it in other letters. */
    private static String masked(StoredPerson row) {
        return row.person().email().masked();
    }

    private Mail queued(StoredPerson row, Instant at) {
        return new Mail(masked(row), MailApi.State.QUEUED, at, Optional.empty(), again(at));
    }

    private Instant again(Instant last) {
        return last.plus(services.configuration().get(MembershipSettings.class).resendAfter());
    }

    private static StoredPerson requireWaiting(StoredPerson row) {
        if (row.state() != State.WAITING) {
            throw Failure.of(Failure.Kind.CONFLICT, "person.verified");
        }
        return row;
    }

    // --- Sending again ------------------------------------------------------------------------------------------

    Future<Status> sendAgain(SendAgain command) {
        return services.inTransaction(sql ->
                        effects.once(sql, command.once(), Status.class, services.now(), () -> sendAgain(sql, command)))
                .onSuccess(status -> publish());
    }

    private Future<Status> sendAgain(Sql sql, SendAgain command) {
        return lock(sql, command.token())
                .map(PersonRegistrations::requireWaiting)
                .compose(row -> services.mails().of(sql, row.id()).compose(mails -> {
                    requireCoolDown(latest(row, mails));
                    return isUseful(row, latest(row, mails))
                            ? services.mails().hurry(sql, row.id())
                            : mailAgain(sql, row, mails.size(), command.networkAddress());
                }))
                .compose(sent -> lock(sql, command.token()))
                .compose(row -> status(sql, row));
    }

    private void requireCoolDown(Mail mail) {
        var wait = Duration.between(services.now(), mail.againAt());
        if (wait.compareTo(Duration.ZERO) > 0) {
            throw Failure.rateLimited("registration.coolDown", wait);
        }
    }

    /** Whether the mail is on its way and brings a code that still works. */
    private boolean isUseful(StoredPerson row, Mail mail) {
        return mail.state().isOnItsWay() && hasCode(row);
    }

    private boolean hasCode(StoredPerson row) {
        return row.codeTries() < Verifications.TRIES && !row.codeExpired(services.now());
    }

    private Future<Void> mailAgain(Sql sql, StoredPerson row, int position, String from) {
        return mail(sql, row, position)
                .compose(queued -> services.journal()
                        .record(
                                sql,
                                Entry.done(PersonEvent.VERIFICATION_SENT_AGAIN)
                                        .on(row.reference())
                                        .from(from)));
    }

    /** Mails a new code in place of the present one. */
    private Future<Void> mail(Sql sql, StoredPerson row, int position) {
        var email = row.person().email();
        var few = requireFewMails(sql, email);
        var owner = services.accounts().holder(sql, email, services.now());
        return Future.all(few, owner)
                .map(both -> verifications.coded(row, owner.result(), position, services.now()))
                .compose(mail -> queue(sql, row, mail));
    }

    private Future<Void> queue(Sql sql, StoredPerson row, CodedLetter mail) {
        return services.mails()
                .cancel(sql, row.id())
                .compose(cancelled -> Future.all(
                        repository.setCode(sql, row.id(), mail.code()),
                        services.mails().queue(sql, mail.letter())))
                .mapEmpty();
    }

    /** The link of this mail has expired; its reader asks for another one. */
    Future<Void> renew(Sql sql, StoredPerson row, String from) {
        return services.mails()
                .of(sql, row.id())
                .compose(mails -> mailAgain(sql, requireWaiting(row), mails.size(), from));
    }

    // --- Correcting ---------------------------------------------------------------------------------------------

    Future<Status> correctEmail(CorrectEmail command) {
        return services.inTransaction(sql -> lock(sql, command.token())
                        .map(PersonRegistrations::requireWaiting)
                        .compose(row -> correct(sql, row, command)))
                .onSuccess(status -> publish());
    }

    private Future<Status> correct(Sql sql, StoredPerson row, CorrectEmail command) {
        var corrected = row.with(command.email());
        return repository
                .correct(sql, row.id(), command.email())
                .compose(done -> services.mails().of(sql, row.id()))
                .compose(mails -> mail(sql, corrected, mails.size()))
                .compose(mailed -> services.journal()
                        .record(
                                sql,
                                Entry.done(PersonEvent.VERIFICATION_ADDRESS_CORRECTED)
                                        .on(row.reference())
                                        .from(command.networkAddress())))
                .compose(recorded -> status(sql, corrected));
    }
}
