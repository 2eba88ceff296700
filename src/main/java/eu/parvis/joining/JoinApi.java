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
import java.util.List;
import java.util.UUID;

/**
 * Requests to be let into an organisation that is registered already. Administrators are asked, after a while without
 * an answer the legal representative, then the operator; nobody's name is disclosed to the requester (CG-61).
 */
public final class JoinApi {

    /** Registrations of an organisation, and requests to join one. */
    public static final Limit REGISTRATIONS = Limit.of("registrationsPerHour", Duration.ofHours(1));

    /**
     * The answer is the same whether that person is known or not, and whether somebody has asked for them before.
     * {@code NOT_FOUND join.unknownOrganisation}, {@code RATE_LIMITED join.tooOften}.
     */
    public static final Address<Ask, Asked> ASK = Address.of("joining.ask", Ask.class, Asked.class);

    /** For the requester. {@code NOT_FOUND} with any other token. */
    public static final Address<Follow, Request> FOLLOW = Address.of("joining.follow", Follow.class, Request.class);

    /** For administrators; open ones, the oldest first. */
    public static final Address<ListRequests, Requests> LIST =
            Address.of("joining.list", ListRequests.class, Requests.class);

    /** For administrators. {@code EXPIRED join.decided}, {@code EXPIRED join.expired}. */
    public static final Address<Find, Request> FIND = Address.of("joining.find", Find.class, Request.class);

    /** For administrators. {@code CONFLICT join.decided}, {@code CONFLICT join.expired}. */
    public static final Address<Decide, Request> DECIDE = Address.of("joining.decide", Decide.class, Request.class);

    /**
     * What a mailed link asks of the legal representative or the operator. {@code NOT_FOUND} with any other token,
     * {@code EXPIRED join.decided} or {@code EXPIRED join.passedOn} when it is no longer theirs to decide.
     */
    public static final Address<Consider, Request> CONSIDER =
            Address.of("joining.consider", Consider.class, Request.class);

    /** Their decision; fails as {@link #CONSIDER} does. */
    public static final Address<DecideByLink, Request> DECIDE_BY_LINK =
            Address.of("joining.decide-by-link", DecideByLink.class, Request.class);

    private JoinApi() {}

    /**
     * Somebody asks to be let in.
     *
     * @param address network address, for the journal
     */
    @MessageName("joining.ask")
    public record Ask(OrganisationNumber organisation, Person person, Language language, String address)
            implements Message {}

    /**
     * What was asked.
     *
     * @param token of the requester's private link, {@code /join/<id>?token=<token>}
     */
    @MessageName("joining.asked")
    public record Asked(UUID id, Secret token, JoinRequest.State state, String reference) implements Message {}

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
     * Yes or no.
     *
     * @param roles of the new member; nobody reads them where the request is refused
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
     * The legal representative or the operator decides.
     *
     * @param address network address, for the journal
     */
    @MessageName("joining.decide-by-link")
    public record DecideByLink(UUID id, Secret token, Decision decision, String address) implements Message {}
}
