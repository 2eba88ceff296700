package eu.parvis.registration.organisation;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.bus.Topic;
import eu.parvis.company.CompanyApi;
import eu.parvis.company.OrganisationNumber;
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

/** The operations of a registration. A registration is identified by a token that only the visitor has. */
public final class RegistrationApi {

    /**
     * Stores the input of a new form. If it has the number of one of the known drafts, it continues that draft. CONFLICT
     * {@code registration.tooMany} if there are too many registrations already.
     */
    public static final Address<BeginDraft, Begun> BEGIN_DRAFT =
            Address.of("registration.begin", BeginDraft.class, Begun.class);

    /**
     * Stores the input so far. EXPIRED if the draft has expired, CONFLICT {@code registration.submitted} if it was
     * submitted. Without a token it begins a new draft.
     */
    public static final Address<SaveDraft, DraftToken> SAVE_DRAFT =
            Address.of("registration.keep", SaveDraft.class, DraftToken.class);

    /** The registrations that these tokens open, the latest first; the other tokens open none any more. */
    public static final Address<ListDrafts, ListedDrafts> LIST =
            Address.of("registration.list", ListDrafts.class, ListedDrafts.class);

    /** Deletes a draft. A submitted registration stays as it is. */
    public static final Address<DiscardDraft, Discarded> DISCARD =
            Address.of("registration.discard", DiscardDraft.class, Discarded.class);

    /** Reads the stored input. EXPIRED if the draft has expired. */
    public static final Address<Recall, Draft> RECALL =
            Address.of("registration.recall", Recall.class, Draft.class).asQuestion();

    /**
     * Registers the organisation and its administrator. CONFLICT {@code registration.exists} if the organisation is
     * already registered, CONFLICT {@code registration.submitted} if the draft was submitted with other data. The answer
     * does not reveal whether the e-mail address has an account.
     */
    public static final Address<Register, Registered> REGISTER =
            Address.of("registration.register", Register.class, Registered.class);

    /** The state of a registration and its mails. NOT_FOUND for an unknown token. */
    public static final Address<Follow, Status> FOLLOW =
            Address.of("registration.follow", Follow.class, Status.class).asQuestion();

    /** Sends a mail again. RATE_LIMITED during the cool-down. A password mail contains a new password. */
    public static final Address<SendAgain, Status> SEND_AGAIN =
            Address.of("registration.send-again", SendAgain.class, Status.class);

    /**
     * Corrects the e-mail address. Invalidates the old password and sends both mails to the new address. CONFLICT once
     * the account was used.
     */
    public static final Address<CorrectEmail, Status> CORRECT_EMAIL =
            Address.of("registration.correct-email", CorrectEmail.class, Status.class);

    /** Reads the organisation offered to a signed-in person. NOT_FOUND unless the registration has their address. */
    public static final Address<Offer, OfferedOrganisation> OFFER = Address.of(
                    "registration.offer", Offer.class, OfferedOrganisation.class)
            .asQuestion();

    /** Adds the offered organisation. CONFLICT if it was registered meanwhile. */
    public static final Address<Accept, OfferedOrganisation> ACCEPT =
            Address.of("registration.accept", Accept.class, OfferedOrganisation.class);

    /**
     * Registers an organisation whose administrator is signed in; it is active at once. CONFLICT {@code
     * registration.exists} if it is already registered.
     */
    public static final Address<Add, OfferedOrganisation> ADD =
            Address.of("registration.add", Add.class, OfferedOrganisation.class);

    public static final Topic<HasRegistered> REGISTERED = Topic.of("registration.registered", HasRegistered.class);

    private RegistrationApi() {}

    /** The two mails (CG-30): first the identifier, then the password. */
    public enum Kind {
        IDENTIFIER,
        PASSWORD
    }

    /**
     * Input of a new form.
     *
     * @param known tokens of the registrations that the browser has already
     * @param fields values by field name, without secrets
     * @param another begins another registration, also with the fields of a known one: two tabs begin alike
     */
    @MessageName("registration.begin")
    public record BeginDraft(List<String> known, Language language, Map<String, List<String>> fields, boolean another)
            implements Message {}

    @MessageName("registration.begun")
    public record Begun(UUID id, String token) implements Message {}

    @MessageName("registration.list")
    public record ListDrafts(List<String> tokens) implements Message {}

    @MessageName("registration.listed")
    public record ListedDrafts(List<Listed> registrations) implements Message {}

    /**
     * A registration in a list.
     *
     * @param organisationName as typed; empty if it was not typed yet
     * @param number of a submitted organisation, as it is stored
     * @param at when it was submitted or, if it was not yet, begun
     */
    public record Listed(
            UUID id,
            String token,
            String organisationName,
            Optional<OrganisationNumber> number,
            boolean submitted,
            Instant at) {}

    @MessageName("registration.discard")
    public record DiscardDraft(String token) implements Message {}

    @MessageName("registration.discarded")
    public record Discarded() implements Message {}

    /**
     * Input to store.
     *
     * @param token of an earlier answer, if there is one
     * @param fields values by field name, without secrets
     */
    @MessageName("registration.keep")
    public record SaveDraft(Optional<String> token, Language language, Map<String, List<String>> fields)
            implements Message {}

    @MessageName("registration.kept")
    public record DraftToken(String token) implements Message {}

    @MessageName("registration.recall")
    public record Recall(String token) implements Message {}

    /**
     * What is stored for a token.
     *
     * @param fields values by field name; empty once it was submitted
     * @param outcome what was submitted
     */
    @MessageName("registration.draft")
    public record Draft(boolean submitted, Map<String, List<String>> fields, Optional<Outcome> outcome)
            implements Message {}

    /** What was submitted, and when. */
    public record Outcome(Instant at, OrganisationDetails organisation, Person administrator) {}

    /**
     * Submits the registration.
     *
     * @param draft token of the stored input; it becomes the registration's token
     * @param once token to use for the registration if there is no draft; a repeated call with it returns the first
     *     result
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

    /**
     * Sends one of the two mails again.
     *
     * @param once token of the call, the same when it is repeated; empty if it cannot be repeated
     */
    @MessageName("registration.send-again")
    public record SendAgain(String token, Kind kind, String networkAddress, Optional<String> once) implements Message {

        public SendAgain(String token, Kind kind, String networkAddress) {
            this(token, kind, networkAddress, Optional.empty());
        }
    }

    @MessageName("registration.correct-email")
    public record CorrectEmail(String token, EmailAddress email, String networkAddress) implements Message {}

    /**
     * The state of a registration.
     *
     * @param reference in the subject of its mails
     * @param verification what public registers say about the organisation
     * @param at when it was submitted
     * @param to the masked address
     * @param used whether the password was chosen; then address and mails can no longer be changed here
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
     * A mail and its state.
     *
     * @param reason message id; why it is delayed or refused
     * @param againAt when it can be sent again
     */
    public record Mail(
            Kind kind, String to, MailApi.State state, Instant at, Optional<String> reason, Instant againAt) {}

    @MessageName("registration.offer")
    public record Offer(UUID registration, UUID account) implements Message {}

    @MessageName("registration.accept")
    public record Accept(UUID registration, UUID account, String networkAddress) implements Message {}

    /**
     * Registers an organisation for this account.
     *
     * @param once token of the call, the same when it is repeated; empty if it cannot be repeated
     */
    @MessageName("registration.add")
    public record Add(UUID account, OrganisationDetails organisation, String networkAddress, Optional<String> once)
            implements Message {}

    @MessageName("registration.offered")
    public record OfferedOrganisation(UUID organisationId, String organisationName, boolean accepted)
            implements Message {}

    @MessageName("registration.has-registered")
    public record HasRegistered(UUID organisationId) implements Message {}
}
