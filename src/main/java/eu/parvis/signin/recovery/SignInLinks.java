package eu.parvis.signin.recovery;

import eu.parvis.account.Account;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailSettings;
import eu.parvis.mail.Occasion;
import eu.parvis.session.DeviceName;
import eu.parvis.session.NewSession;
import eu.parvis.session.SessionApi;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Links that open a session, mailed to owners whom strangers keep from signing in with the password.
 *
 * <p>Strangers cannot use up the quota of these mails: while the last link is unused and its mail recent, a further
 * request makes that link valid again instead of mailing another one.
 */
final class SignInLinks {

    private static final Duration HOUR = Duration.ofHours(1);

    /** How long the use of an old link is still recorded in the journal. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final RecoveryServices services;
    private final SignInLinkRepository repository = new SignInLinkRepository();
    private final RecoveryLetters letters;
    private final Tokens tokens;
    private final RefusedLinks refused;

    SignInLinks(RecoveryServices services, RecoveryLetters letters, SecureRandom random) {
        this.services = services;
        this.letters = letters;
        this.tokens = new Tokens(random);
        this.refused = new RefusedLinks(services, RecoveryEvent.SIGN_IN_LINK_REFUSED, repository::refuse);
    }

    // --- The mail -----------------------------------------------------------------------------------------------

    /** The mail that answers a request; empty if an earlier one still serves. The account must be locked. */
    Future<Optional<Letter>> letter(Sql sql, Account account) {
        return account.state() == Account.State.ACTIVE
                ? link(sql, account)
                // A link does not open an account that is not activated; the mail says how to activate it.
                : Future.succeededFuture(Optional.of(letters.signInLinkActivation(account)));
    }

    private Future<Optional<Letter>> link(Sql sql, Account account) {
        var now = services.now();
        var validUntil =
                now.plus(services.configuration().get(RecoverySettings.class).signInLink());
        return repository
                .extend(sql, account.id(), now.minus(interval(services.configuration())), validUntil)
                .compose(extended -> extended
                        ? Future.succeededFuture(Optional.empty())
                        : add(sql, account, now, validUntil).map(Optional::of));
    }

    /** With unused links there are never more mails in an hour than an address may get. */
    static Duration interval(Configuration configuration) {
        return HOUR.dividedBy(configuration.get(MailSettings.class).perAddressAndHour());
    }

    private Future<Letter> add(Sql sql, Account account, Instant now, Instant validUntil) {
        var token = new Secret(tokens.next());
        return repository
                .add(sql, Tokens.sha256(token.text()), account.id(), now, validUntil)
                .map(added -> letters.signInLink(account, token, validUntil));
    }

    // --- The link -----------------------------------------------------------------------------------------------

    Future<RecoveryApi.LinkHolder> holder(RecoveryApi.SignInLink question) {
        return repository
                .holder(services.database(), Tokens.sha256(question.token().text()), services.now())
                .compose(holder -> activeAccount(services.database(), holder))
                .map(account -> new RecoveryApi.LinkHolder(account.identifier()));
    }

    /** Opens a session as a sign-in with the password does. */
    Future<RecoveryApi.SignedInByLink> use(RecoveryApi.UseSignInLink command) {
        var tokenHash = Tokens.sha256(command.token().text());
        return services.database()
                .inTransaction(sql -> repository
                        .holder(sql, tokenHash, services.now())
                        .compose(holder -> activeAccount(sql, holder))
                        .compose(account -> repository.consume(sql, tokenHash, services.now()))
                        .compose(holder -> activeAccount(sql, holder))
                        .compose(account -> open(sql, command, account)))
                .map(this::announce)
                .recover(cause -> refused.record(cause, tokenHash, command.address()));
    }

    /**
     * A sign-in before its mail is announced.
     *
     * @param mailed whether a mail to the owner was queued
     */
    private record Opened(RecoveryApi.SignedInByLink signedIn, boolean mailed) {}

    private RecoveryApi.SignedInByLink announce(Opened opened) {
        if (opened.mailed()) {
            services.bus().publish(MailApi.QUEUED, new MailApi.Queued());
        }
        return opened.signedIn();
    }

    private Future<Opened> open(Sql sql, RecoveryApi.UseSignInLink command, Account account) {
        var now = services.now();
        var session = new NewSession(
                account.id(), SessionApi.Kind.OPEN, command.channel(), command.userAgent(), command.address(), false);
        return repository
                .voidAll(sql, account.id(), now)
                .compose(voided ->
                        services.mails().cancel(sql, account.person().email().key(), Set.of(Occasion.SIGN_IN_LINK)))
                .compose(cancelled -> command.before()
                        .map(token -> services.sessions().end(sql, token))
                        .orElseGet(Future::succeededFuture))
                .compose(ended -> services.journal()
                        .record(
                                sql,
                                DeviceName.of(command.userAgent())
                                        .in(Entry.done(RecoveryEvent.SIGN_IN_BY_LINK)
                                                .by(account.id())
                                                .from(command.address()))))
                .compose(recorded -> services.sessions().open(sql, session, now))
                .compose(
                        opened -> mark(sql, command, account).map(mark -> new RecoveryApi.SignedInByLink(opened, mark)))
                .compose(signedIn -> notice(sql, command, session).map(mailed -> new Opened(signedIn, mailed)));
    }

    private Future<Boolean> notice(Sql sql, RecoveryApi.UseSignInLink command, NewSession session) {
        var credential = services.accounts().credential(sql, session.account());
        var device = services.devices().find(sql, command.mark(), services.now());
        return Future.all(credential, device)
                .compose(all -> services.notices()
                        .signedIn(
                                sql,
                                credential.result().orElseThrow(),
                                device.result()
                                        .filter(known -> known.isKnownTo(
                                                credential.result().orElseThrow()))
                                        .isPresent(),
                                session,
                                services.now()));
    }

    private Future<Secret> mark(Sql sql, RecoveryApi.UseSignInLink command, Account account) {
        var browser = command.channel() == SessionApi.Channel.BROWSER;
        return services.devices().remember(sql, account.id(), browser, command.mark(), services.now());
    }

    /** Locks the account before any of its links, as requests for links do. */
    private Future<Account> activeAccount(Sql sql, Optional<UUID> id) {
        return id.map(known -> services.accounts().lock(sql, known))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .compose(account -> account.filter(found -> found.state() == Account.State.ACTIVE)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(Failure.of(Failure.Kind.EXPIRED, "recovery.expired"))));
    }

    // --- Upkeep -------------------------------------------------------------------------------------------------

    Future<Void> deleteOld(Instant now) {
        return repository.deleteOld(services.database(), now.minus(KEPT));
    }
}
