package eu.parvis.registration;

import eu.parvis.mail.MailApi;
import eu.parvis.registration.RegistrationApi.Mail;
import eu.parvis.registration.RegistrationApi.Status;
import eu.parvis.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A registration as its waiting page tells of it.
 *
 * @param to masked
 * @param settled nothing will change by itself any more
 */
public record WaitingPage(
        String reference, String organisation, String to, boolean used, boolean settled, List<Row> mails) {

    /**
     * A mail.
     *
     * @param state lower case, for the style sheet
     * @param reason a sentence; null unless it is delayed or refused
     * @param againIn seconds until it can be sent again, 0 when it can
     */
    public record Row(String kind, String state, Instant at, String reason, long againIn) {}

    static WaitingPage of(Status status, Words words, Instant now) {
        return new WaitingPage(
                status.reference(),
                status.organisationName(),
                status.to(),
                status.used(),
                status.mails().stream().allMatch(WaitingPage::isSettled),
                status.mails().stream().map(mail -> row(mail, words, now)).toList());
    }

    private static boolean isSettled(Mail mail) {
        return mail.state() == MailApi.State.SENT || mail.state() == MailApi.State.REFUSED;
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
