package eu.parvis.joining;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.company.OrganisationNumber;
import eu.parvis.config.Limit;
import eu.parvis.crypto.Secret;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Role;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Requests to join a registered organisation. Administrators are asked first; without an answer the legal
 * representative, then the operator. No names are disclosed to the requester (CG-61).
 */
public final class JoinApi {

    /** Registrations of an organisation or a person, and requests to join an organisation. */
    public static final Limit REGISTRATIONS = Limit.of("registrationsPerHour", Duration.ofHours(1));

    /** Mails that are sent again, and corrected addresses; counted apart from the registrations. */
    public static final Limit REGISTRATION_MAILS = REGISTRATIONS.alike("registrationMails");

    /**
     * The answer does not reveal whether the person has an account, or whether a request for them exists. {@code
     * NOT_FOUND join.unknownOrganisation}, {@code RATE_LIMITED join.tooOften}.
     */
    public static final Address<Ask, NewRequest> ASK = Address.of("joining.ask", Ask.class, NewRequest.class);

    /** For the requester. {@code NOT_FOUND} if the token is not that of the request. */
    public static final Address<Follow, Request> FOLLOW =
            Address.of("joining.follow", Follow.class, Request.class).asQuestion();

    /** For administrators: open requests, the oldest first. */
    public static final Address<ListRequests, Requests> LIST =
            Address.of("joining.list", ListRequests.class, Requests.class).asQuestion();

    /** For administrators. {@code EXPIRED join.decided}, {@code EXPIRED join.expired}. */
    public static final Address<Find, Request> FIND =
            Address.of("joining.find", Find.class, Request.class).asQuestion();

    /** For administrators: a request that is not open any more. */
    public static final Address<Find, Outcome> OUTCOME =
            Address.of("joining.find-outcome", Find.class, Outcome.class).asQuestion();

    /**
     * For administrators. The same decision again is no failure. {@code CONFLICT join.decided}, {@code CONFLICT
     * join.expired}.
     */
    public static final Address<Decide, Request> DECIDE = Address.of("joining.decide", Decide.class, Request.class);

    /**
     * For the legal representative or the operator, with a mailed link. {@code NOT_FOUND} if the token is not that of
     * the request; {@code EXPIRED join.decided} or {@code EXPIRED join.passedOn} if they can no longer decide.
     */
    public static final Address<Consider, Request> CONSIDER =
            Address.of("joining.consider", Consider.class, Request.class).asQuestion();

    /** For the holder of a mailed link, after {@link #DECIDE_BY_LINK} has failed. Names nobody. */
    public static final Address<Consider, Outcome> OUTCOME_BY_LINK = Address.of(
                    "joining.find-outcome-by-link", Consider.class, Outcome.class)
            .asQuestion();

    /** Decides by a mailed link; fails as {@link #CONSIDER} does. */
    public static final Address<DecideByLink, Request> DECIDE_BY_LINK =
            Address.of("joining.decide-by-link", DecideByLink.class, Request.class);

    /** For the registration desk: open requests that were made before a time, the oldest first. */
    public static final Address<AskUnanswered, Unanswered> UNANSWERED = Address.of(
                    "joining.unanswered", AskUnanswered.class, Unanswered.class)
            .asQuestion();

    /** For the registration desk. {@code NOT_FOUND}. */
    public static final Address<AskAtDesk, AtDesk> AT_DESK =
            Address.of("joining.at-desk", AskAtDesk.class, AtDesk.class).asQuestion();

    /**
     * Mails the administrators again, once a day at most. {@code CONFLICT}: {@code join.noAdministrator}, {@code
     * join.remindedToday}, {@code join.decided}, {@code join.expired}.
     */
    public static final Address<RemindAdministrators, AtDesk> REMIND_ADMINISTRATORS =
            Address.of("joining.remind-administrators", RemindAdministrators.class, AtDesk.class);

    /**
     * For the registration desk, where the organisation has no active administrator any more. {@code CONFLICT}: {@code
     * join.administratorsDecide} while it has one, {@code join.decided}, {@code join.expired}.
     */
    public static final Address<DecideAtDesk, Request> DECIDE_AT_DESK =
            Address.of("joining.decide-at-desk", DecideAtDesk.class, Request.class);

    private JoinApi() {}

    /**
     * Makes a request to join.
     *
     * @param address network address, for the journal
     * @param once token of the call, the same when it is repeated; empty if it cannot be repeated
     */
    @MessageName("joining.ask")
    public record Ask(
            OrganisationNumber organisation, Person person, Language language, String address, Optional<String> once)
            implements Message {

        public Ask(OrganisationNumber organisation, Person person, Language language, String address) {
            this(organisation, person, language, address, Optional.empty());
        }
    }

    /**
     * The request that was made.
     *
     * @param token of the requester's private link, {@code /join/<id>?token=<token>}
     */
    @MessageName("joining.asked")
    public record NewRequest(UUID id, Secret token, JoinRequest.State state, String reference) implements Message {}

    @MessageName("joining.follow")
    public record Follow(UUID id, Secret token) implements Message {}

    @MessageName("joining.request")
    public record Request(JoinRequest request) implements Message {}

    @MessageName("joining.list-requests")
    public record ListRequests(Actor by) implements Message {}

    @MessageName("joining.requests")
    public record Requests(List<JoinRequest> requests) implements Message {

        public Requests {
            requests = List.copyOf(requests);
        }
    }

    @MessageName("joining.find")
    public record Find(Actor by, UUID id) implements Message {}

    /**
     * What became of a request.
     *
     * @param by name of the member who decided; empty for a decision by a mailed link of a person without an account
     */
    @MessageName("joining.outcome")
    public record Outcome(JoinRequest request, Optional<String> by) implements Message {}

    /**
     * Approval or refusal.
     *
     * @param roles of the new member; ignored for a refusal
     */
    public record Decision(boolean approved, List<Role> roles) {

        public Decision {
            roles = List.copyOf(roles);
        }
    }

    @MessageName("joining.decide")
    public record Decide(Actor by, UUID id, Decision decision) implements Message {}

    @MessageName("joining.consider")
    public record Consider(UUID id, Secret token) implements Message {}

    /**
     * Decision of the legal representative or the operator.
     *
     * @param address network address, for the journal
     */
    @MessageName("joining.decide-by-link")
    public record DecideByLink(UUID id, Secret token, Decision decision, String address) implements Message {}

    /** Asks for requests behind this place in the list. */
    @MessageName("joining.ask-unanswered")
    public record AskUnanswered(Instant madeBefore, Instant afterTime, UUID afterId, int most) implements Message {}

    @MessageName("joining.unanswered")
    public record Unanswered(List<AtDesk> requests) implements Message {

        public Unanswered {
            requests = List.copyOf(requests);
        }
    }

    @MessageName("joining.ask-at-desk")
    public record AskAtDesk(UUID id) implements Message {}

    /**
     * A request as the registration desk sees it.
     *
     * @param remindedAt when the desk last asked the administrators again
     * @param administrators names of the active ones
     */
    @MessageName("joining.at-desk")
    public record AtDesk(JoinRequest request, Optional<Instant> remindedAt, List<String> administrators)
            implements Message {

        public AtDesk {
            administrators = List.copyOf(administrators);
        }
    }

    /**
     * Mails the administrators again.
     *
     * @param address network address, for the journal
     */
    @MessageName("joining.remind-administrators")
    public record RemindAdministrators(UUID id, UUID operator, String address) implements Message {}

    /**
     * Decision of an operator.
     *
     * @param address network address, for the journal
     * @param reason for the journal
     */
    @MessageName("joining.decide-at-desk")
    public record DecideAtDesk(UUID id, UUID operator, String address, Decision decision, String reason)
            implements Message {}
}
