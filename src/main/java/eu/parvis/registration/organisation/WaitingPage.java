package eu.parvis.registration.organisation;

import eu.parvis.registration.organisation.RegistrationApi.Mail;
import eu.parvis.registration.organisation.RegistrationApi.Status;
import eu.parvis.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Model of the waiting page.
 *
 * @param email masked
 * @param activated whether the account was used, so that address and mails can no longer be changed here
 */
record WaitingPage(About registration, String email, List<Row> mails, boolean activated) {

    /** The summary at the side. */
    public record About(String reference, String organisation, Instant at) {}

    /**
     * A mail.
     *
     * @param reason message for a delayed or refused mail, else null
     * @param sendAgainIn seconds until it can be sent again; 0 if it can be now
     */
    public record Row(String kind, String state, Instant at, String reason, long sendAgainIn) {}

    static WaitingPage of(Status status, Words words, Instant now) {
        return new WaitingPage(
                new About(status.reference(), status.organisationName(), status.at()),
                status.to(),
                status.mails().stream().map(mail -> row(mail, words, now)).toList(),
                status.used());
    }

    private static Row row(Mail mail, Words words, Instant now) {
        return new Row(
                mail.kind().name(),
                mail.state().name(),
                mail.at(),
                mail.reason().map(words::text).orElse(null),
                Math.max(0, Duration.between(now, mail.againAt()).toSeconds()));
    }
}
