package eu.parvis.registration.person;

import eu.parvis.account.Account;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.Identifiers;
import eu.parvis.crypto.Secret;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.registration.person.PersonApi.LinkedRegistration;
import eu.parvis.registration.person.PersonApi.State;
import eu.parvis.registration.person.PersonApi.Status;
import eu.parvis.registration.person.PersonApi.VerifyByCode;
import eu.parvis.registration.person.PersonRepository.StoredPerson;
import eu.parvis.registration.person.VerificationMails.SignedLink;
import eu.parvis.request.RequestStore;
import io.vertx.core.Future;
import java.util.Optional;

/** Proves e-mail addresses by link or code, and writes the accounts. */
final class Verifications {

    /** Wrong codes after which only a new one is accepted. */
    static final int TRIES = 5;

    private final PersonServices services;
    private final PersonRepository repository;
    private final PersonRegistrations registrations;
    private final Identifiers identifiers;
    private final RequestStore requests = new RequestStore();

    /** The result of a code. It is a value, because a wrong code is counted, so its transaction must commit. */
    private enum Outcome {
        PROVED,
        WRONG,
        USED_UP,
        EXPIRED
    }

    /**
     * A mailed link and its registration.
     *
     * @param expired a new one can be mailed
     */
    private record OpenedLink(StoredPerson row, boolean expired) {

        LinkedRegistration view() {
            var person = row.person();
            return new LinkedRegistration(row.state(), expired, row.at(), person.name(), person.email());
        }
    }

    Verifications(PersonServices services, PersonRegistrations registrations, Foundation foundation) {
        this.services = services;
        this.repository = services.repository();
        this.registrations = registrations;
        this.identifiers = new Identifiers(foundation.random());
    }

    // --- By code ------------------------------------------------------------------------------------------------

    Future<Status> byCode(VerifyByCode command) {
        return services.inTransaction(
                        sql -> registrations.lock(sql, command.token()).compose(row -> byCode(sql, row, command)))
                .map(Verifications::requireProved)
                .compose(proved -> registrations.follow(new PersonApi.Follow(command.token())));
    }

    private Future<Outcome> byCode(Sql sql, StoredPerson row, VerifyByCode command) {
        if (row.state() != State.WAITING) {
            return Future.succeededFuture(Outcome.PROVED);
        }
        if (row.codeTries() >= TRIES) {
            return Future.succeededFuture(Outcome.USED_UP);
        }
        if (row.codeExpired(services.now())) {
            return Future.succeededFuture(Outcome.EXPIRED);
        }
        return services.verifications().matches(row, command.code())
                ? prove(sql, row, command.networkAddress()).map(Outcome.PROVED)
                : refuse(sql, row, command.networkAddress()).map(Outcome.WRONG);
    }

    private Future<Void> refuse(Sql sql, StoredPerson row, String from) {
        return Future.all(
                        repository.countTry(sql, row.id()),
                        services.journal()
                                .record(
                                        sql,
                                        Entry.refused(PersonEvent.VERIFICATION_CODE_REFUSED)
                                                .on(row.reference())
                                                .from(from)))
                .mapEmpty();
    }

    private static Outcome requireProved(Outcome outcome) {
        return switch (outcome) {
            case PROVED -> outcome;
            case WRONG -> throw Failure.invalid(FieldError.of("code", "error.code.wrong"));
            case USED_UP -> throw Failure.of(Failure.Kind.CONFLICT, "person.code.usedUp");
            case EXPIRED -> throw Failure.of(Failure.Kind.EXPIRED, "person.code.expired");
        };
    }

    // --- By link ------------------------------------------------------------------------------------------------

    Future<LinkedRegistration> link(PersonApi.Link query) {
        return signed(query.token())
                .compose(link -> repository
                        .byId(services.database(), link.id(), services.now())
                        .map(row -> open(link, row).view()));
    }

    private Future<SignedLink> signed(Secret token) {
        return services.verifications()
                .read(token)
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(over()));
    }

    /** The link is unknown, or its registration was removed, or it went to a former address. */
    private static Failure over() {
        return Failure.of(Failure.Kind.EXPIRED, "person.link.over");
    }

    private OpenedLink open(SignedLink link, Optional<StoredPerson> row) {
        return row.filter(known -> known.corrections() == link.corrections())
                .map(known -> new OpenedLink(known, !services.now().isBefore(link.expiresAt())))
                .orElseThrow(Verifications::over);
    }

    private Future<OpenedLink> lock(Sql sql, SignedLink link) {
        return repository.lock(sql, link.id(), services.now()).map(row -> open(link, row));
    }

    Future<LinkedRegistration> byLink(PersonApi.VerifyByLink command) {
        return signed(command.token())
                .compose(link -> services.inTransaction(
                                sql -> lock(sql, link).compose(opened -> byLink(sql, opened, command.networkAddress())))
                        .compose(proved -> link(new PersonApi.Link(command.token()))));
    }

    private Future<Void> byLink(Sql sql, OpenedLink opened, String from) {
        if (opened.row.state() != State.WAITING) {
            return Future.succeededFuture();
        }
        return opened.expired
                ? Future.failedFuture(Failure.of(Failure.Kind.EXPIRED, "person.link.expired"))
                : prove(sql, opened.row, from);
    }

    Future<Message.Done> renew(PersonApi.RenewLink command) {
        return signed(command.token())
                .compose(link -> services.inTransaction(sql -> lock(sql, link)
                        .compose(opened -> registrations.renew(sql, opened.row, command.networkAddress()))))
                .onSuccess(queued -> services.bus().publish(MailApi.QUEUED, new MailApi.Queued()))
                .map(Message.DONE);
    }

    /** The reader of the mail may deny the registration, also by an expired link. An existing account stays. */
    Future<Message.Done> deny(PersonApi.Deny command) {
        return signed(command.token())
                .compose(link -> services.inTransaction(
                        sql -> lock(sql, link).compose(opened -> deny(sql, opened.row, command.networkAddress()))))
                .map(Message.DONE);
    }

    private Future<Void> deny(Sql sql, StoredPerson row, String from) {
        if (row.state() != State.WAITING) {
            return Future.failedFuture(Failure.of(Failure.Kind.CONFLICT, "person.verified"));
        }
        return Future.all(
                        services.mails().cancel(sql, row.id()),
                        repository.delete(sql, row.id()),
                        services.journal()
                                .record(
                                        sql,
                                        Entry.done(PersonEvent.REGISTRATION_DENIED)
                                                .on(row.reference())
                                                .from(from)))
                .mapEmpty();
    }

    // --- The account --------------------------------------------------------------------------------------------

    /** Of several registrations with one address, the first to be proved becomes the account. */
    private Future<Void> prove(Sql sql, StoredPerson row, String from) {
        return services.accounts()
                .holder(sql, row.person().email(), services.now())
                .compose(owner -> owner.isPresent()
                        ? repository.finish(sql, row.id(), State.TAKEN)
                        : insertAccount(sql, row, from))
                .compose(finished -> services.mails().cancel(sql, row.id()));
    }

    private Future<Void> insertAccount(Sql sql, StoredPerson row, String from) {
        var account = new Account(
                services.ids().next(),
                identifiers.next(),
                row.person(),
                row.language(),
                Account.State.ACTIVE,
                Account.Step.DONE);
        var entry = Entry.done(PersonEvent.ADDRESS_VERIFIED)
                .by(account.id())
                .on(row.reference())
                .from(from);
        return Future.all(
                        services.accounts()
                                .insertActive(sql, account, row.passwordHash().orElseThrow(), services.now()),
                        repository.finish(sql, row.id(), State.VERIFIED),
                        services.journal().record(sql, entry))
                .compose(inserted ->
                        requests.linkOwn(sql, account.id(), row.person().email()));
    }
}
