package eu.parvis.registration.organisation;

import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.mail.MailRow;
import eu.parvis.registration.organisation.RegistrationApi.Mail;
import eu.parvis.registration.organisation.RegistrationApi.Status;
import eu.parvis.words.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A registration on its waiting page.
 *
 * @param email masked
 * @param activated the account was used, so the address can no longer be corrected here
 * @param done a sentence about what was done just now
 */
@Template("registration/waiting.html")
record WaitingPage(
        About registration, String email, List<MailRow> mails, boolean activated, Optional<String> done, Form form)
        implements PageModel {

    /** The registration, at the side of the page. */
    record About(UUID id, String reference, String organisation, Instant at) {}

    static WaitingPage of(Status status, Optional<String> done, Form form, Words words, Instant now) {
        return new WaitingPage(
                new About(status.id(), status.reference(), status.organisationName(), status.at()),
                status.to(),
                status.mails().stream().map(mail -> row(mail, words, now)).toList(),
                status.used(),
                done,
                form);
    }

    private static MailRow row(Mail mail, Words words, Instant now) {
        return MailRow.of(mail.kind(), mail.state(), mail.at(), mail.reason(), mail.againAt(), words, now);
    }
}
