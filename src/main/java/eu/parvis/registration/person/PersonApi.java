package eu.parvis.registration.person;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Secret;
import eu.parvis.mail.MailApi;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The registration of a person. It is identified by a token that only the visitor has. Neither an answer nor its
 * duration reveals whether the e-mail address has an account.
 */
public final class PersonApi {

    /** Stores the registration and mails a link and a code. RATE_LIMITED if the address has received too many mails. */
    public static final Address<Register, Registered> REGISTER =
            Address.local("person.register", Register.class, Registered.class);

    /** The state of a registration and its mail. NOT_FOUND for an unknown token. */
    public static final Address<Follow, Status> FOLLOW =
            Address.of("person.follow", Follow.class, Status.class).asQuestion();

    /** Sends the mail again with a new code. RATE_LIMITED during the cool-down, CONFLICT once the address is verified. */
    public static final Address<SendAgain, Status> SEND_AGAIN =
            Address.of("person.send-again", SendAgain.class, Status.class);

    /** Corrects the e-mail address; link and code of the former one are invalid. CONFLICT once it is verified. */
    public static final Address<CorrectEmail, Status> CORRECT_EMAIL =
            Address.of("person.correct-email", CorrectEmail.class, Status.class);

    /**
     * Proves the address by the mailed code. INVALID with the field {@code code} if it is wrong, CONFLICT {@code
     * person.code.usedUp} after too many wrong ones, EXPIRED {@code person.code.expired}.
     */
    public static final Address<VerifyByCode, Status> VERIFY_BY_CODE =
            Address.of("person.verify-by-code", VerifyByCode.class, Status.class);

    /** Looks at a mailed link without using it. EXPIRED {@code person.link.over} if it is invalid. */
    public static final Address<Link, LinkedRegistration> LINK =
            Address.of("person.link", Link.class, LinkedRegistration.class).asQuestion();

    /**
     * Proves the address by the mailed link. EXPIRED {@code person.link.expired}, for which a new mail can be sent, or
     * {@code person.link.over}.
     */
    public static final Address<VerifyByLink, LinkedRegistration> VERIFY_BY_LINK =
            Address.of("person.verify-by-link", VerifyByLink.class, LinkedRegistration.class);

    /** Mails a new link in place of an expired one. EXPIRED {@code person.link.over}. */
    public static final Address<RenewLink, Message.Done> RENEW_LINK =
            Address.of("person.renew-link", RenewLink.class, Message.Done.class);

    /** The reader of the mail did not register: deletes the registration. EXPIRED {@code person.link.over}. */
    public static final Address<Deny, Message.Done> DENY = Address.of("person.deny", Deny.class, Message.Done.class);

    private PersonApi() {}

    public enum State {
        /** The address is not proved yet. */
        WAITING,
        /** The account exists. */
        VERIFIED,
        /** The address was proved, but another registration or an invitation had made an account with it. */
        TAKEN
    }

    /** The mails of a registration. */
    public enum Kind {
        VERIFICATION
    }

    /**
     * Submits the form.
     *
     * @param once token of the call, the same when it is repeated; empty for a form, whose content stands for it
     */
    @MessageName("person.register")
    public record Register(
            Optional<String> once, Language language, Person person, Secret password, String networkAddress)
            implements Message {}

    @MessageName("person.registered")
    public record Registered(String token, Status status) implements Message {}

    @MessageName("person.follow")
    public record Follow(String token) implements Message {}

    /**
     * Sends the mail again.
     *
     * @param once token of the call, the same when it is repeated; empty if it cannot be repeated
     */
    @MessageName("person.send-again")
    public record SendAgain(String token, String networkAddress, Optional<String> once) implements Message {}

    @MessageName("person.correct-email")
    public record CorrectEmail(String token, EmailAddress email, String networkAddress) implements Message {}

    @MessageName("person.verify-by-code")
    public record VerifyByCode(String token, Secret code, String networkAddress) implements Message {}

    /**
     * The state of a registration.
     *
     * @param reference in the subject of its mail
     * @param name of the person
     * @param email as typed; for the browser or the program that registered it
     * @param codeOver whether the code is used up or expired; nodes of an older version never say so
     */
    @MessageName("person.status")
    public record Status(
            UUID id,
            State state,
            String reference,
            Instant at,
            String name,
            EmailAddress email,
            boolean codeOver,
            Mail mail)
            implements Message {}

    /**
     * A mail and its state.
     *
     * @param to masked
     * @param reason message id; why it is delayed or refused
     * @param againAt when it can be sent again
     */
    public record Mail(String to, MailApi.State state, Instant at, Optional<String> reason, Instant againAt) {}

    @MessageName("person.link")
    public record Link(Secret token) implements Message {}

    /**
     * The registration of a mailed link.
     *
     * @param expired a new mail can be sent
     */
    @MessageName("person.linked-registration")
    public record LinkedRegistration(State state, boolean expired, Instant at, String name, EmailAddress email)
            implements Message {}

    @MessageName("person.verify-by-link")
    public record VerifyByLink(Secret token, String networkAddress) implements Message {}

    @MessageName("person.renew-link")
    public record RenewLink(Secret token, String networkAddress) implements Message {}

    @MessageName("person.deny")
    public record Deny(Secret token, String networkAddress) implements Message {}
}
