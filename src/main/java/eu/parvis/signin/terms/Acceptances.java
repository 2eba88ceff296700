package eu.parvis.signin.terms;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Signature;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.mail.Addressee;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailStore;
import eu.parvis.mail.Occasion;
import eu.parvis.session.SessionStore;
import eu.parvis.signin.terms.AcceptanceApi.Accept;
import eu.parvis.signin.terms.AcceptanceApi.Accepted;
import eu.parvis.signin.terms.AcceptanceApi.Refuse;
import eu.parvis.terms.Acceptance;
import eu.parvis.terms.AcceptanceStore;
import eu.parvis.terms.TermsCatalogue;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/** Writes acceptances and refusals of the current version. */
final class Acceptances {

    private final Bus bus;
    private final Database database;
    private final TermsCatalogue terms;
    private final AcceptanceStore acceptances = new AcceptanceStore();
    private final AccountStore accounts = new AccountStore();
    private final MailStore mails;
    private final Letters letters;
    private final SessionStore sessions;
    private final Signature signature;
    private final AuditStore journal;
    private final Ids ids;
    private final Clock clock;

    Acceptances(Foundation foundation) {
        this.bus = foundation.bus();
        this.database = foundation.database();
        this.terms = TermsCatalogue.of(foundation.configuration());
        this.mails = new MailStore(foundation);
        this.letters = Letters.drawnFrom(foundation.random());
        this.sessions = new SessionStore(foundation.configuration(), foundation.random());
        this.signature = foundation.signature();
        this.journal = new AuditStore(foundation.clock());
        this.ids = new Ids(foundation.random());
        this.clock = foundation.clock();
    }

    Future<Accepted> accept(Accept command) {
        return acceptance(command)
                .map(acceptance -> database.inTransaction(sql -> accept(sql, command, acceptance))
                        .onSuccess(done -> bus.publish(MailApi.QUEUED, new MailApi.Queued())))
                .orElseGet(() -> Future.failedFuture(outdated()));
    }

    private static Failure outdated() {
        return Failure.of(Failure.Kind.CONFLICT, "terms.outdated");
    }

    /** Empty if the person has read another text than one of the current version. */
    private Optional<Acceptance> acceptance(Accept command) {
        var now = clock.instant();
        return terms.current(now)
                .filter(current -> current.name().equals(command.version()))
                .flatMap(current -> current.language(command.sha256()))
                .map(language -> new Acceptance(
                        ids.next(),
                        command.version(),
                        language,
                        command.sha256(),
                        now,
                        command.address(),
                        command.session()));
    }

    private Future<Accepted> accept(Sql sql, Accept command, Acceptance acceptance) {
        return acceptances
                .accept(sql, command.account(), acceptance)
                .compose(first -> first ? confirm(sql, command, acceptance) : Future.succeededFuture())
                .compose(confirmed -> acceptances.of(sql, command.account(), command.version()))
                .compose(stored -> sessions.rotate(sql, command.session(), nextToken(command), acceptance.acceptedAt())
                        .map(session -> new Accepted(stored.orElseThrow(Acceptances::outdated), session)));
    }

    /** Derived from the present token, so that of several calls at once none voids the token that another one returns. */
    private Secret nextToken(Accept command) {
        return new Secret(
                signature.token("session after an acceptance", command.token().text()));
    }

    private Future<Void> confirm(Sql sql, Accept command, Acceptance acceptance) {
        return record(sql, command, acceptance)
                .compose(recorded -> accounts.byId(sql, command.account()))
                .compose(account -> mails.queue(sql, letter(account.orElseThrow(), acceptance)));
    }

    /** In the language of the text, so that it is the text that the person has read. */
    private Letter letter(Account to, Acceptance acceptance) {
        return letters.letter(Occasion.TERMS_ACCEPTED, Addressee.of(to.person(), acceptance.language()))
                .with("document", acceptance.version())
                .with("sha256", acceptance.sha256())
                .with("acceptedAt", acceptance.acceptedAt().toString())
                .build();
    }

    private Future<Void> record(Sql sql, Accept command, Acceptance acceptance) {
        return journal.record(
                sql,
                Entry.done(AcceptanceEvent.TERMS_ACCEPTED)
                        .by(command.account())
                        .on(acceptance.id())
                        .with("version", acceptance.version())
                        .with("language", acceptance.language().code())
                        .with("sha256", acceptance.sha256())
                        .from(command.address()));
    }

    Future<Message.Done> refuse(Refuse command) {
        return journal.record(
                        database,
                        Entry.done(AcceptanceEvent.TERMS_REFUSED)
                                .by(command.account())
                                .with("version", command.version())
                                .from(command.address()))
                .map(Message.DONE);
    }
}
