package eu.parvis.registration.organisation;

import eu.parvis.registration.organisation.RegistrationApi.Mail;
import eu.parvis.registration.organisation.RegistrationApi.Status;
import eu.parvis.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A registration as its waiting page tells of it.
 *
 * @param email masked
 * @param activated the account was used: nothing can be changed here any more
 */
record WaitingPage(About registration, String email, List<Row> mails, boolean activated) {

    /** What is at the side. */
    public record About(String reference, String organisation, Instant at) {}

    /**
     * A mail.
     *
     * @param reason a sentence; null unless it is delayed or refused
     * @param sendAgainIn seconds until it can be sent again, 0 when it can
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
