package eu.parvis.request;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.crypto.Shown;
import eu.parvis.membership.Role;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Requests for certificates, from the customer's side. The person who ordered, the holder, and the administrators and
 * certification agents of the organisation see a request.
 *
 * <p>Failures: {@code NOT_FOUND} for a request that the person may not see, as for one that does not exist; {@code
 * PRECONDITION_FAILED problem.changed} for an act whose {@code seen} is not the version of the request any more.
 */
public final class RequestApi {

    /**
     * Makes a draft. {@code INVALID} at {@code product}, {@code holder.kind} or {@code durationMonths}; {@code FORBIDDEN
     * request.notOrderable} if none of the person's roles may order the product.
     */
    public static final Address<Create, Detail> CREATE = Address.of("request.create", Create.class, Detail.class);

    public static final Address<Show, Detail> SHOW =
            Address.of("request.show", Show.class, Detail.class).asQuestion();

    /** The organisation of a request. Answers every caller: a member then acts for that organisation. */
    public static final Address<AskOrganisation, MadeFor> ORGANISATION = Address.of(
                    "request.organisation", AskOrganisation.class, MadeFor.class)
            .asQuestion();

    public static final Address<ListRequests, Page> LIST =
            Address.of("request.list", ListRequests.class, Page.class).asQuestion();

    /**
     * Changes a request; equal data change nothing, the version included. {@code CONFLICT request.notEditable} once the
     * desk checks it. Another product: as {@link #CREATE}, and {@code CONFLICT request.productFixed} once the request is
     * submitted; of the holder, the duration and the documents, what the other product takes as well is kept.
     */
    public static final Address<Change, Detail> CHANGE = Address.of("request.change", Change.class, Detail.class);

    /**
     * Submits a draft; a request that is submitted already stays as it is. {@code INVALID} at the fields that are
     * missing.
     */
    public static final Address<Submit, Detail> SUBMIT = Address.of("request.submit", Submit.class, Detail.class);

    /**
     * A holder for whom somebody else ordered confirms the own data, corrected where a name is given; a second call
     * changes nothing. {@code FORBIDDEN request.notHolder} for anybody else; {@code CONFLICT request.notEditable}.
     */
    public static final Address<Confirm, Detail> CONFIRM = Address.of("request.confirm", Confirm.class, Detail.class);

    /** The holder does not want the certificate; failures as of {@link #CONFIRM}. */
    public static final Address<Decline, Detail> DECLINE = Address.of("request.decline", Decline.class, Detail.class);

    /** Deletes a request for its customer. {@code CONFLICT request.notEditable}. */
    public static final Address<Cancel, Message.Done> CANCEL =
            Address.of("request.cancel", Cancel.class, Message.Done.class);

    /**
     * Answers as one of those who must approve in the organisation; a refusal gives the request back to the person who
     * ordered. {@code CONFLICT request.notWaiting} if the request
     * waits for no approval of the person; {@code FORBIDDEN request.notApprover} without a role that is needed, {@code
     * request.ownApproval} for a request that the person ordered or holds, if somebody else can approve it.
     */
    public static final Address<Approve, Detail> APPROVE = Address.of("request.approve", Approve.class, Detail.class);

    private RequestApi() {}

    /**
     * The holder as ordered.
     *
     * @param person of {@link HolderKind#PERSON}
     * @param name of {@link HolderKind#SERVICE}
     */
    public record OrderedHolder(HolderKind kind, Optional<Person> person, Optional<String> name) {}

    /**
     * A new request.
     *
     * @param once token of the call, the same when it is repeated; empty if it cannot be repeated
     */
    @MessageName("request.create")
    public record Create(
            Requester by,
            String product,
            OrderedHolder holder,
            Optional<Integer> months,
            Optional<String> note,
            Language language,
            Optional<String> once)
            implements Message {}

    @MessageName("request.show")
    public record Show(Requester by, UUID id) implements Message {}

    @MessageName("request.ask-organisation")
    public record AskOrganisation(UUID id) implements Message {}

    /** Empty where a person ordered without an organisation, and for a request that does not exist. */
    @MessageName("request.made-for")
    public record MadeFor(Optional<UUID> organisation) implements Message {}

    /**
     * New data of a request. An empty field stays as it is.
     *
     * @param note an empty text removes the former one
     * @param seen what the editor has seen
     */
    @MessageName("request.change")
    public record Change(
            Requester by,
            UUID id,
            Optional<String> product,
            Optional<OrderedHolder> holder,
            Optional<Integer> months,
            Optional<String> note,
            Optional<Shown> seen)
            implements Message {}

    @MessageName("request.submit")
    public record Submit(Requester by, UUID id, Optional<Shown> seen) implements Message {}

    /**
     * The holder's word.
     *
     * @param firstName the right one; empty: as ordered
     * @param lastName the same
     */
    @MessageName("request.confirm")
    public record Confirm(
            Requester by, UUID id, Optional<PersonName> firstName, Optional<PersonName> lastName, Optional<Shown> seen)
            implements Message {}

    @MessageName("request.decline")
    public record Decline(Requester by, UUID id, Optional<String> reason, Optional<Shown> seen) implements Message {}

    @MessageName("request.cancel")
    public record Cancel(Requester by, UUID id, Optional<Shown> seen) implements Message {}

    /**
     * An approver's answer.
     *
     * @param note the reason; required for a refusal
     */
    @MessageName("request.approve")
    public record Approve(Requester by, UUID id, boolean approved, Optional<String> note, Optional<Shown> seen)
            implements Message {}

    /**
     * A request with everything that its page shows.
     *
     * @param orderer name of the person who ordered
     * @param timeline the states it had, the oldest first
     * @param usual usual length of a state: the median of the last 90 days; states without one are absent
     * @param missingApprovals number of approvals that are still needed, by role
     * @param approvals what members have said; nodes of an older version never send it
     * @param approvers members who can approve it now; nodes of an older version never send them
     */
    @MessageName("request.detail")
    public record Detail(
            CertificateRequest request,
            String orderer,
            Checklist checklist,
            List<StateSpan> timeline,
            Map<RequestState, Duration> usual,
            Map<Role, Integer> missingApprovals,
            List<Actor> waitsFor,
            List<ApprovalGiven> approvals,
            List<Approver> approvers)
            implements Message {

        public Detail {
            timeline = List.copyOf(timeline);
            usual = Map.copyOf(usual);
            missingApprovals = Map.copyOf(missingApprovals);
            waitsFor = List.copyOf(waitsFor);
            approvals = approvals == null ? List.of() : List.copyOf(approvals);
            approvers = approvers == null ? List.of() : List.copyOf(approvers);
        }
    }

    /** How a list is sorted; within equal values the highest number comes first. A state comes in the order of its enum. */
    public enum Order {
        NEWEST,
        OLDEST,
        HOLDER,
        STATE
    }

    /**
     * Asks for a page of the person's requests.
     *
     * @param states empty: all but cancelled ones
     * @param search part of a number, holder, establishment or product; accents and single typing errors do not matter
     * @param after cursor of the page before
     */
    @MessageName("request.list-requests")
    public record ListRequests(
            Requester by,
            Set<RequestState> states,
            Optional<String> search,
            Order order,
            Optional<String> after,
            int limit)
            implements Message {

        public ListRequests {
            states = Set.copyOf(states);
        }
    }

    /**
     * A line of the list.
     *
     * @param approvable whether it waits for the approval of the reader
     */
    public record Line(
            UUID id,
            int number,
            UUID orderedBy,
            Instant at,
            String product,
            Optional<String> establishment,
            String holder,
            RequestState state,
            int version,
            boolean approvable) {

        Line waiting() {
            return new Line(id, number, orderedBy, at, product, establishment, holder, state, version, true);
        }
    }

    /**
     * A page of the list.
     *
     * @param next cursor of the page after; empty on the last
     */
    @MessageName("request.page")
    public record Page(List<Line> lines, Optional<String> next) implements Message {

        public Page {
            lines = List.copyOf(lines);
        }
    }
}
