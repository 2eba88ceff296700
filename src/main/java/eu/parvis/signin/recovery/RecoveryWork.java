package eu.parvis.signin.recovery;

import eu.parvis.account.Account;
import eu.parvis.account.LockStore;
import eu.parvis.account.Login;
import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.crypto.TemporaryPasswords;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailApi;
import eu.parvis.membership.Membership;
import eu.parvis.membership.TemporaryPassword;
import eu.parvis.signin.recovery.RecoveryRepository.RecoveryRequest;
import eu.parvis.work.Backlog;
import eu.parvis.work.Claim;
import eu.parvis.work.Outcome;
import eu.parvis.work.WorkKind;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers requests for recovery after the visitor has had the response: a mail to the owner of the account, or nothing. A
 * failed request is due again when its lease ends.
 */
final class RecoveryWork implements WorkKind<RecoveryRequest> {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** How long an old link can still be exchanged for a new one. */
    private static final Duration LINKS_KEPT = Duration.ofDays(7);

    private final RecoveryServices services;
    private final LockStore locks = new LockStore();
    private final RecoveryRepository repository;
    private final SignInLinks links;
    private final RecoveryLetters letters;
    private final TemporaryPasswords passwords;

    RecoveryWork(
            RecoveryServices services,
            RecoveryRepository repository,
            SignInLinks links,
            RecoveryLetters letters,
            SecureRandom random) {
        this.services = services;
        this.repository = repository;
        this.links = links;
        this.letters = letters;
        this.passwords = new TemporaryPasswords(random);
    }

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public Duration lease() {
        return LEASE;
    }

    @Override
    public Future<Claim<RecoveryRequest>> claim(Instant now, Instant leaseUntil) {
        return repository.claim(services.database(), now, leaseUntil).map(Claim::of);
    }

    @Override
    public Future<Outcome<RecoveryRequest>> run(RecoveryRequest request) {
        return answer(request)
                .onSuccess(answered -> services.bus().publish(MailApi.QUEUED, new MailApi.Queued()))
                .map(Outcome.done());
    }

    private Future<Void> answer(RecoveryRequest request) {
        return temporary(request)
                .compose(temporary -> services.database().inTransaction(sql -> takeAndAnswer(sql, request, temporary)));
    }

    /**
     * Drawn and hashed for each request, also if there is no account or if it has a password: the hash is most of the
     * work and could be felt by other calls. It is too slow for an open transaction.
     */
    private Future<Optional<TemporaryPassword>> temporary(RecoveryRequest request) {
        return request.kind() == RecoveryRepository.Kind.PASSWORD
                ? TemporaryPassword.draw(passwords, services.bus()).map(Optional::of)
                : Future.succeededFuture(Optional.empty());
    }

    /** Takes the request first, so that it is answered once, even if two nodes have claimed it. */
    private Future<Void> takeAndAnswer(Sql sql, RecoveryRequest request, Optional<TemporaryPassword> temporary) {
        return repository
                .take(sql, request)
                .compose(taken -> taken ? answer(sql, request, temporary) : Future.succeededFuture());
    }

    private Future<Void> answer(Sql sql, RecoveryRequest request, Optional<TemporaryPassword> temporary) {
        return services.accounts()
                .byLogin(sql, new Login(request.login()))
                .compose(found -> found.filter(account -> account.state() != Account.State.CLOSED)
                        .map(account -> unlessTooMany(sql, request, account, temporary))
                        .orElseGet(() -> withoutAccount(sql, request)));
    }

    /** Somebody who registered and has not proved the address yet is mailed the proof again. */
    private Future<Void> withoutAccount(Sql sql, RecoveryRequest request) {
        return services.people()
                .remind(sql, request.login(), services.now())
                .compose(reminded -> services.journal()
                        .record(sql, Entry.refused(event(request)).from(request.address())));
    }

    /** Requests for one account queue up at its row, so that they see each other's mails. */
    private Future<Void> unlessTooMany(
            Sql sql, RecoveryRequest request, Account account, Optional<TemporaryPassword> temporary) {
        var entry = Entry.done(event(request)).by(account.id()).from(request.address());
        return services.accounts()
                .lock(sql, account.id())
                .compose(locked ->
                        services.mails().isFull(sql, account.person().email(), RecoveryLetters.quota(request.kind())))
                .compose(full -> full
                        ? Future.succeededFuture(Optional.<Letter>empty())
                        : letter(sql, request, account, temporary))
                .compose(letter -> letter.isEmpty()
                        ? services.journal().record(sql, entry.with("mail", "none: an earlier one is recent"))
                        : services.mails()
                                .queue(sql, letter.get())
                                .compose(queued -> services.journal().record(sql, entry)));
    }

    private Future<Optional<Letter>> letter(
            Sql sql, RecoveryRequest request, Account account, Optional<TemporaryPassword> temporary) {
        return switch (request.kind()) {
            case IDENTIFIER -> identifier(sql, account).map(Optional::of);
            case PASSWORD -> temporaryPasswordOrLink(sql, account, temporary.orElseThrow());
            case SIGN_IN_LINK -> signInLink(sql, account);
        };
    }

    private Future<Letter> identifier(Sql sql, Account account) {
        return services.members()
                .memberships(sql, account.id())
                .map(memberships -> letters.identifier(
                        account,
                        memberships.stream()
                                .filter(Membership::countsAsMember)
                                .map(Membership::name)
                                .toList()));
    }

    /** A link for a person who has chosen a password; empty if a mail with a temporary one is on its way. */
    private Future<Optional<Letter>> temporaryPasswordOrLink(Sql sql, Account account, TemporaryPassword drawn) {
        var temporaryPasswords = services.temporaryPasswords();
        return temporaryPasswords.renew(sql, account.id(), drawn).compose(outcome -> switch (outcome) {
            case RENEWED ->
                Future.succeededFuture(
                        Optional.of(letters.temporaryPassword(account, drawn.text(), temporaryPasswords.validUntil())));
            case ON_ITS_WAY -> Future.succeededFuture(Optional.empty());
            case CHOSEN -> link(sql, account).map(Optional::of);
        });
    }

    /** A locked account is opened by a new password only. */
    private Future<Optional<Letter>> signInLink(Sql sql, Account account) {
        return locks.last(sql, account.id())
                .compose(lock -> lock.filter(LockStore.Lock::lasts).isPresent()
                        ? link(sql, account).map(Optional::of)
                        : links.letter(sql, account));
    }

    private Future<Letter> link(Sql sql, Account account) {
        return services.links().add(sql, account, services.now()).map(link -> letters.link(account, link));
    }

    private static Event event(RecoveryRequest request) {
        return switch (request.kind()) {
            case IDENTIFIER -> RecoveryEvent.IDENTIFIER_RECOVERY_ASKED;
            case PASSWORD -> RecoveryEvent.PASSWORD_RECOVERY_ASKED;
            case SIGN_IN_LINK -> RecoveryEvent.SIGN_IN_LINK_ASKED;
        };
    }

    /** Deletes requests that were not answered within an hour, old links and old attempts. */
    Future<Void> deleteOld() {
        var now = services.now();
        return repository
                .deleteUnanswered(services.database(), now.minus(HOUR))
                .compose(deleted -> repository.deleteLinks(services.database(), now.minus(LINKS_KEPT)))
                .compose(deleted -> links.deleteOld(now))
                .compose(deleted -> services.devices().deleteOld(services.database(), now))
                .compose(deleted -> services.attempts().sweep(services.database(), now));
    }

    @Override
    public Future<Backlog> backlog(Instant now) {
        return repository.backlog(services.database(), now);
    }
}
