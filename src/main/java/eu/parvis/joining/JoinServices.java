package eu.parvis.joining;

import eu.parvis.audit.AuditStore;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.TemporaryPasswords;
import eu.parvis.db.Database;
import eu.parvis.db.EffectStore;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailStore;
import eu.parvis.membership.AdministratorStore;
import eu.parvis.membership.InvitationStore;
import eu.parvis.membership.MembershipStore;
import eu.parvis.membership.TemporaryPassword;
import eu.parvis.organisation.OrganisationStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;

/** The stores and settings that the rules of this package share. */
record JoinServices(
        Bus bus,
        Database database,
        Configuration configuration,
        Clock clock,
        JoinRepository requests,
        JoinLinks links,
        OrganisationStore organisations,
        MembershipStore members,
        AdministratorStore administrators,
        InvitationStore invitations,
        EffectStore effects,
        MailStore mails,
        AuditStore journal,
        JoinLetters letters,
        TemporaryPasswords passwords) {

    static JoinServices of(Foundation foundation) {
        return new JoinServices(
                foundation.bus(),
                foundation.database(),
                foundation.configuration(),
                foundation.clock(),
                new JoinRepository(),
                new JoinLinks(foundation.signature()),
                new OrganisationStore(),
                new MembershipStore(),
                new AdministratorStore(),
                new InvitationStore(foundation),
                new EffectStore(foundation.box()),
                new MailStore(foundation),
                new AuditStore(foundation.clock()),
                new JoinLetters(foundation.random()),
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
