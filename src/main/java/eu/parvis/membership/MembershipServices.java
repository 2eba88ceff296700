package eu.parvis.membership;

import eu.parvis.account.AccountStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.TemporaryPasswords;
import eu.parvis.db.Database;
import eu.parvis.db.EffectStore;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailStore;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.session.SessionStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;

/** The stores and settings that the rules of this package share. */
record MembershipServices(
        Bus bus,
        Database database,
        Configuration configuration,
        Clock clock,
        OrganisationStore organisations,
        MembershipStore members,
        MembershipRepository repository,
        AccountStore accounts,
        InvitationStore invitations,
        EffectStore effects,
        SessionStore sessions,
        MailStore mails,
        TemporaryPasswordStore temporaryPasswords,
        AuditStore journal,
        MembershipLetters letters,
        RepresentativeStore representatives,
        DepartureStore departures,
        TemporaryPasswords passwords) {

    static MembershipServices of(Foundation foundation) {
        var mails = new MailStore(foundation);
        return new MembershipServices(
                foundation.bus(),
                foundation.database(),
                foundation.configuration(),
                foundation.clock(),
                new OrganisationStore(),
                new MembershipStore(),
                new MembershipRepository(),
                new AccountStore(),
                new InvitationStore(foundation),
                new EffectStore(foundation.box()),
                new SessionStore(foundation.configuration(), foundation.random()),
                mails,
                new TemporaryPasswordStore(mails, foundation.clock(), foundation.configuration()),
                new AuditStore(foundation.clock()),
                new MembershipLetters(foundation.random()),
                new RepresentativeStore(foundation),
                new DepartureStore(foundation),
                new TemporaryPasswords(foundation.random()));
    }

    Instant now() {
        return clock.instant();
    }

    /** A transaction that may invite people and queue mails. */
    <T> Future<T> inTransaction(Function<Sql, Future<T>> work) {
        return invitations.inTransaction(work);
    }

    Future<TemporaryPassword> drawPassword() {
        return TemporaryPassword.draw(passwords, bus);
    }
}
