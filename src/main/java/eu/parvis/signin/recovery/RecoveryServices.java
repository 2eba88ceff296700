package eu.parvis.signin.recovery;

import eu.parvis.account.AccountStore;
import eu.parvis.account.AttemptStore;
import eu.parvis.account.DeviceStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.Ids;
import eu.parvis.db.Database;
import eu.parvis.mail.MailStore;
import eu.parvis.membership.MembershipStore;
import eu.parvis.membership.TemporaryPasswordStore;
import eu.parvis.registration.person.PersonStore;
import eu.parvis.session.SessionStore;
import eu.parvis.session.SignInNoticeStore;
import java.time.Clock;
import java.time.Instant;

/** The stores and settings that the rules of this package share. */
record RecoveryServices(
        Bus bus,
        Database database,
        Configuration configuration,
        Clock clock,
        Ids ids,
        AccountStore accounts,
        AttemptStore attempts,
        DeviceStore devices,
        MembershipStore members,
        SessionStore sessions,
        MailStore mails,
        TemporaryPasswordStore temporaryPasswords,
        ChosenPasswordStore passwords,
        PersonStore people,
        RecoveryLinkStore links,
        SignInNoticeStore notices,
        AuditStore journal) {

    static RecoveryServices of(Foundation foundation) {
        var mails = new MailStore(foundation);
        return new RecoveryServices(
                foundation.bus(),
                foundation.database(),
                foundation.configuration(),
                foundation.clock(),
                new Ids(foundation.random()),
                new AccountStore(),
                new AttemptStore(foundation.configuration()),
                new DeviceStore(foundation),
                new MembershipStore(),
                new SessionStore(foundation.configuration(), foundation.random()),
                mails,
                new TemporaryPasswordStore(mails, foundation.clock(), foundation.configuration()),
                new ChosenPasswordStore(foundation),
                new PersonStore(foundation),
                new RecoveryLinkStore(foundation),
                new SignInNoticeStore(foundation),
                new AuditStore(foundation.clock()));
    }

    Instant now() {
        return clock.instant();
    }
}
