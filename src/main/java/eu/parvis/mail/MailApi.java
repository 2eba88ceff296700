package eu.parvis.mail;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.bus.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What became of mails, and the nudge that there are new ones. */
public final class MailApi {

    /** Publish after the commit of a transaction that queued mails. A lost nudge only costs time: a sweep finds them. */
    public static final Topic<Queued> QUEUED = Topic.of("mail.queued", Queued.class);

    /** Where each mail of a group is, in the order in which they leave. */
    public static final Address<States, MailStates> STATES = Address.of("mail.states", States.class, MailStates.class);

    /** Whether a mail that somebody holds came from here. */
    public static final Address<Check, Checked> CHECK = Address.of("mail.check", Check.class, Checked.class);

    private MailApi() {}

    @MessageName("mail.queued")
    public record Queued() implements Message {}

    @MessageName("mail.states")
    public record States(UUID group) implements Message {}

    @MessageName("mail.mail-states")
    public record MailStates(List<MailState> mails) implements Message {}

    public enum State {
        /** Not tried yet. */
        QUEUED,
        /** Accepted by the mail server. */
        SENT,
        /** Tried, and will be tried again. */
        DELAYED,
        /** Will not arrive. */
        REFUSED;

        public boolean isOnItsWay() {
            return this == QUEUED || this == DELAYED;
        }
    }

    /**
     * Where one mail is.
     *
     * @param occasion folder of the templates, such as {@code identifier}
     * @param recipient masked
     * @param at since when it has been in this state
     * @param hurriedAt when somebody last asked that it be tried at once
     * @param reason why it is delayed or refused: a message id, {@code mail.reason.*}
     * @param answer what the mail server said, cleaned, at most 200 characters
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
         * When the mail last changed its state or was last asked for: a person waits from then on before asking again. While
         * the mail server is away the state stays as it is.
         */
        public Instant lastAct() {
            return hurriedAt.filter(at::isBefore).orElse(at);
        }
    }

    /** Ask by the reference in the subject. */
    @MessageName("mail.check")
    public record Check(String reference) implements Message {}

    /** The mails sent under this reference; known if there is any. */
    @MessageName("mail.checked")
    public record Checked(boolean known, List<SentMail> mails) implements Message {}

    /**
     * A mail that was sent from here.
     *
     * @param occasion {@code mail.<occasion>.title} is what it was about
     * @param recipient masked
     */
    public record SentMail(String occasion, Instant sentAt, String recipient) {}
}
