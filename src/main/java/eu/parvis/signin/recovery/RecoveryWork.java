package eu.parvis.signin.recovery;

import eu.parvis.account.Account;
import eu.parvis.account.Credential;
import eu.parvis.account.Login;
import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.TemporaryPasswords;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailApi;
import eu.parvis.membership.Membership;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * Works on requested recoveries, after the visitor has got the answer: sends a mail to the account's owner, or nothing.
 */
final class RecoveryWork {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** How long an old link can still be exchanged for a new one. */
    private static final Duration LINKS_KEPT = Duration.ofDays(7);

    /** A temporary password and its hash, in case one is needed; hashing is too slow for an open transaction. */
    private record Temporary(Secret text, String phc) {}

    private final RecoveryServices services;
    private final RecoveryRepository repository;
    private final RecoveryLetters letters;
    private final Tokens tokens;
    private final TemporaryPasswords passwords;

    RecoveryWork(
            RecoveryServices services, RecoveryRepository repository, RecoveryLetters letters, SecureRandom random) {
        this.services = services;
        this.repository = repository;
        this.letters = letters;
        this.tokens = new Tokens(random);
        this.passwords = new TemporaryPasswords(random);
    }

    /** Works until no request is due. */
    Future<Void> work() {
        var now = services.now();
        return repository
                .take(services.database(), now, now.plus(LEASE))
                .compose(asked -> asked.isEmpty() ? Future.succeededFuture() : worked(asked.get()));
    }

    private Future<Void> worked(RecoveryRepository.Asked asked) {
        return done(asked)
                .onSuccess(done -> services.bus().publish(MailApi.QUEUED, new MailApi.Queued()))
                .compose(done -> work());
    }

    private Future<Void> done(RecoveryRepository.Asked asked) {
        return services.accounts()
                .credentialByLogin(services.database(), new Login(asked.login()))
                .compose(found -> temporary(asked, found))
                .compose(temporary -> services.database().inTransaction(sql -> answered(sql, asked, temporary)));
    }

    private Future<Optional<Temporary>> temporary(RecoveryRepository.Asked asked, Optional<Credential> found) {
        if (asked.kind() != RecoveryRepository.Kind.PASSWORD
                || found.filter(Credential::temporary).isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        var drawn = passwords.next();
        return services.bus()
                .request(HashingApi.HASH, new HashingApi.Hash(drawn))
                .map(hashed -> Optional.of(new Temporary(drawn, hashed.phc())));
    }

    private Future<Void> answered(Sql sql, RecoveryRepository.Asked asked, Optional<Temporary> temporary) {
        return services.accounts()
                .byLogin(sql, new Login(asked.login()))
                .compose(found -> found.filter(account -> account.state() != Account.State.CLOSED)
                        .map(account -> unlessTooMany(sql, asked, account, temporary))
                        .orElseGet(() -> services.journal()
                                .record(sql, Entry.refused(event(asked)).from(asked.address()))))
                .compose(answered -> repository.done(sql, asked.id()));
    }

    /** Locks the account row, so that concurrent requests for one account count each other's mails. */
    private Future<Void> unlessTooMany(
            Sql sql, RecoveryRepository.Asked asked, Account account, Optional<Temporary> temporary) {
        var entry = Entry.done(event(asked)).by(account.id()).from(asked.address());
        var email = account.person().email();
        return services.accounts()
                .lock(sql, account.id())
                .compose(locked -> services.mails().isFull(sql, email, RecoveryLetters.REQUESTED))
                .compose(full -> full
                        ? services.journal().record(sql, entry.with("mail", "none: too many within the hour"))
                        : letter(sql, asked, account, temporary)
                                .compose(letter -> services.mails().queue(sql, letter))
                                .compose(queued -> services.journal().record(sql, entry)));
    }

    private Future<Letter> letter(
            Sql sql, RecoveryRepository.Asked asked, Account account, Optional<Temporary> temporary) {
        if (asked.kind() == RecoveryRepository.Kind.IDENTIFIER) {
            return identifier(sql, account);
        }
        return temporary.isPresent() ? temporaryPassword(sql, account, temporary.get()) : link(sql, account);
    }

    private Future<Letter> identifier(Sql sql, Account account) {
        return services.members()
                .memberships(sql, account.id())
                .map(memberships -> letters.identifier(
                        account,
                        memberships.stream()
                                .filter(Membership::theirs)
                                .map(Membership::name)
                                .toList()));
    }

    /** Sends a link instead if a password was chosen meanwhile. */
    private Future<Letter> temporaryPassword(Sql sql, Account account, Temporary temporary) {
        var now = services.now();
        var validUntil = now.plus(services.configuration().registration().temporaryPassword());
        return services.accounts()
                .renewTemporaryPassword(sql, account.id(), temporary.phc(), validUntil, now)
                .compose(set -> set
                        ? Future.succeededFuture(letters.temporaryPassword(account, temporary.text(), validUntil))
                        : link(sql, account));
    }

    private Future<Letter> link(Sql sql, Account account) {
        var now = services.now();
        var token = new Secret(tokens.next());
        var validUntil = now.plus(services.configuration().recovery().link());
        return repository
                .addLink(sql, Tokens.sha256(token.text()), account.id(), now, validUntil)
                .map(added -> letters.link(account, token, validUntil));
    }

    private static Event event(RecoveryRepository.Asked asked) {
        return asked.kind() == RecoveryRepository.Kind.IDENTIFIER
                ? Event.IDENTIFIER_RECOVERY_ASKED
                : Event.PASSWORD_RECOVERY_ASKED;
    }

    /** Deletes old requests and links. */
    Future<Void> sweep() {
        var now = services.now();
        return repository
                .drop(services.database(), now.minus(HOUR))
                .compose(dropped -> repository.dropLinks(services.database(), now.minus(LINKS_KEPT)))
                .compose(dropped -> services.attempts().sweep(services.database(), now));
    }
}
