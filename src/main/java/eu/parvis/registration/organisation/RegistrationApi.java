package eu.parvis.registration.organisation;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.bus.Topic;
import eu.parvis.company.CompanyApi;
import eu.parvis.mail.MailApi;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What can be asked of a registration. A registration is known by the token that only its visitor holds. */
public final class RegistrationApi {

    /** Keeps what has been typed so far. */
    public static final Address<Keep, Kept> KEEP = Address.of("registration.keep", Keep.class, Kept.class);

    /** What has been typed so far. EXPIRED where the draft is gone. */
    public static final Address<Recall, Draft> RECALL = Address.of("registration.recall", Recall.class, Draft.class);

    /**
     * Registers the organisation and its administrator. CONFLICT {@code registration.exists} where the organisation is
     * registered already; the same answer whether or not the e-mail address has an account.
     */
    public static final Address<Register, Registered> REGISTER =
            Address.of("registration.register", Register.class, Registered.class);

    /** Where a registration and its mails are. NOT_FOUND for a stranger. */
    public static final Address<Follow, Status> FOLLOW = Address.of("registration.follow", Follow.class, Status.class);

    /** RATE_LIMITED within the cool-down. A password sent again is a new one. */
    public static final Address<SendAgain, Status> SEND_AGAIN =
            Address.of("registration.send-again", SendAgain.class, Status.class);

    /** The old password dies; both mails go to the new address. CONFLICT once the account was used. */
    public static final Address<CorrectEmail, Status> CORRECT_EMAIL =
            Address.of("registration.correct-email", CorrectEmail.class, Status.class);

    /** What a person with an account began as a stranger. NOT_FOUND unless it is theirs. */
    public static final Address<Offer, Offered> OFFER = Address.of("registration.offer", Offer.class, Offered.class);

    /** They take it: the organisation is theirs. CONFLICT where it is registered by now. */
    public static final Address<Accept, Offered> ACCEPT =
            Address.of("registration.accept", Accept.class, Offered.class);

    public static final Topic<HasRegistered> REGISTERED = Topic.of("registration.registered", HasRegistered.class);

    private RegistrationApi() {}

    /** The two mails (CG-30): first the identifier, then the password. */
    public enum Kind {
        IDENTIFIER,
        PASSWORD
    }

    /**
     * The form so far.
     *
     * @param token of an earlier answer, where there was one
     * @param fields by their names; secrets are never among them
     */
    @MessageName("registration.keep")
    public record Keep(Optional<String> token, Language language, Map<String, List<String>> fields)
            implements Message {}

    @MessageName("registration.kept")
    public record Kept(String token) implements Message {}

    @MessageName("registration.recall")
    public record Recall(String token) implements Message {}

    @MessageName("registration.draft")
    public record Draft(boolean submitted, Map<String, List<String>> fields) implements Message {}

    /**
     * Registers.
     *
     * @param draft the token of what was kept of the form, and of the registration then
     * @param organisation part 1 of the form
     * @param administrator part 2 of the form (CG-25), with a telephone number
     * @param once the token that the registration is to have otherwise; given again, it finds what it has registered
     */
    @MessageName("registration.register")
    public record Register(
            Optional<String> draft,
            Optional<String> once,
            Language language,
            OrganisationDetails organisation,
            Person administrator,
            String networkAddress)
            implements Message {}

    @MessageName("registration.registered")
    public record Registered(String token, Status status) implements Message {}

    @MessageName("registration.follow")
    public record Follow(String token) implements Message {}

    @MessageName("registration.send-again")
    public record SendAgain(String token, Kind kind, String networkAddress) implements Message {}

    @MessageName("registration.correct-email")
    public record CorrectEmail(String token, EmailAddress email, String networkAddress) implements Message {}

    /**
     * How a registration stands.
     *
     * @param reference in the subject of its mails
     * @param verification what public registers say of the organisation
     * @param at when it was begun
     * @param to the address, masked
     * @param used the account's password was chosen: address and mails can no longer be changed here
     */
    @MessageName("registration.status")
    public record Status(
            UUID id,
            String reference,
            Instant at,
            UUID organisationId,
            String organisationName,
            CompanyApi.State verification,
            String to,
            List<Mail> mails,
            boolean used)
            implements Message {}

    /**
     * A mail and what became of it.
     *
     * @param reason message id: why it is delayed or refused
     * @param againAt from when on it can be sent again
     */
    public record Mail(
            Kind kind, String to, MailApi.State state, Instant at, Optional<String> reason, Instant againAt) {}

    @MessageName("registration.offer")
    public record Offer(UUID registration, UUID account) implements Message {}

    @MessageName("registration.accept")
    public record Accept(UUID registration, UUID account, String networkAddress) implements Message {}

    @MessageName("registration.offered")
    public record Offered(UUID organisationId, String organisationName, boolean accepted) implements Message {}

    @MessageName("registration.has-registered")
    public record HasRegistered(UUID organisationId) implements Message {}
}
