package eu.parvis.mail;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.bus.Topic;
import eu.parvis.values.Language;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Queries the states of mails, and announces new mails. */
public final class MailApi {

    /**
     * Publish after the commit of a transaction that queued mails. A lost event only causes a delay: a sweep finds the
     * mails.
     */
    public static final Topic<Queued> QUEUED = Topic.of("mail.queued", Queued.class);

    /** The state of each mail of a group, in the order of delivery. */
    public static final Address<States, MailStates> STATES =
            Address.of("mail.states", States.class, MailStates.class).asQuestion();

    /** Checks whether a received mail was sent by this portal. */
    public static final Address<Check, Checked> CHECK =
            Address.of("mail.check", Check.class, Checked.class).asQuestion();

    /**
     * The document that a mail shows and carries; the outbox has only its name. Not answered by this package: the
     * capability that writes such mails serves it.
     */
    public static final Address<AskDocument, Document> DOCUMENT =
            Address.of("mail.document", AskDocument.class, Document.class).asQuestion();

    private MailApi() {}

    /**
     * Asks for a document.
     *
     * @param name the content {@code document} of the letter
     */
    @MessageName("mail.ask-document")
    public record AskDocument(String name, Language language) implements Message {}

    /**
     * A document.
     *
     * @param text as plain text
     * @param html the same as HTML, safe to be shown
     * @param fileName of the attached PDF
     * @param pdf in Base64
     */
    @MessageName("mail.document")
    public record Document(String text, String html, String fileName, String pdf) implements Message {}

    @MessageName("mail.queued")
    public record Queued() implements Message {}

    @MessageName("mail.states")
    public record States(UUID group) implements Message {}

    @MessageName("mail.mail-states")
    public record MailStates(List<MailState> mails) implements Message {}

    public enum State {
        /** No attempt yet. */
        QUEUED,
        /** Accepted by the mail server. */
        SENT,
        /** An attempt failed; there will be another one. */
        DELAYED,
        /** Failed for good. */
        REFUSED;

        public boolean isOnItsWay() {
            return this == QUEUED || this == DELAYED;
        }
    }

    /**
     * The state of one mail.
     *
     * @param occasion folder of the templates, such as {@code identifier}
     * @param recipient masked
     * @param at since when it has been in this state
     * @param hurriedAt when an immediate attempt was last requested
     * @param reason why it is delayed or refused: a message id, {@code mail.reason.*}
     * @param answer of the mail server, without control characters, at most 200 characters
     */
    public record MailState(
            UUID id,
            String occasion,
            String recipient,
            State state,
            Instant at,
            Optional<Instant> hurriedAt,
            Optional<String> reason,
            Optional<String> answer) {

        /**
         * When the mail last changed its state or an immediate attempt was last requested. The waiting time before the
         * next request starts then. While the mail server is unreachable, the state does not change.
         */
        public Instant lastAct() {
            return hurriedAt.filter(at::isBefore).orElse(at);
        }
    }

    /** Queries by the reference in the subject. */
    @MessageName("mail.check")
    public record Check(String reference) implements Message {}

    /** The mails sent under this reference; known if there is any. */
    @MessageName("mail.checked")
    public record Checked(boolean known, List<SentMail> mails) implements Message {}

    /**
     * A mail that this portal has sent.
     *
     * @param occasion its title is the message {@code mail.<occasion>.title}
     * @param recipient masked
     */
    public record SentMail(String occasion, Instant sentAt, String recipient) {}
}
