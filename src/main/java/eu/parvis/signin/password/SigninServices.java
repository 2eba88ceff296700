package eu.parvis.signin.password;

import eu.parvis.account.AccountStore;
import eu.parvis.account.AttemptStore;
import eu.parvis.account.DeviceStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.db.Database;
import eu.parvis.mail.MailStore;
import eu.parvis.session.SessionStore;
import eu.parvis.session.SignInNoticeStore;
import java.time.Clock;
import java.time.Instant;

/** The stores and settings that the rules of this package share. */
record SigninServices(
        Bus bus,
        Database database,
        Clock clock,
        AccountStore accounts,
        AttemptStore attempts,
        DeviceStore devices,
        SessionStore sessions,
        SignInNoticeStore notices,
        MailStore mails,
        AuditStore journal) {

    static SigninServices of(Foundation foundation) {
        return new SigninServices(
                foundation.bus(),
                foundation.database(),
                foundation.clock(),
                new AccountStore(),
                new AttemptStore(foundation.configuration()),
                new DeviceStore(foundation),
                new SessionStore(foundation.configuration(), foundation.random()),
                new SignInNoticeStore(foundation),
                new MailStore(foundation),
                new AuditStore(foundation.clock()));
    }

    Instant now() {
        return clock.instant();
    }
}
