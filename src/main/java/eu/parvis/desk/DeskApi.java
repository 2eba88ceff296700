package eu.parvis.desk;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.company.Verification;
import eu.parvis.crypto.Shown;
import eu.parvis.organisation.Organisation;
import eu.parvis.request.Refusal;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestState;
import eu.parvis.request.SupportingDocument;
import eu.parvis.validation.Check;
import eu.parvis.validation.NeededValidation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The registration desk. An act takes the request for the operator if nobody has it.
 *
 * <p>Failures of acts: {@code NOT_FOUND} for a draft, as for a request that does not exist; {@code FORBIDDEN desk.own}
 * for a request that the operator ordered or holds; {@code CONFLICT desk.held} while another operator has it; {@code
 * CONFLICT desk.decided} if it does not wait for the desk or the customer any more; {@code PRECONDITION_FAILED
 * problem.changed} if the customer has changed it since the operator saw it.
 */
public final class DeskApi {

    public static final Address<AskQueue, Queue> QUEUE =
            Address.of("desk.queue", AskQueue.class, Queue.class).asQuestion();

    public static final Address<AskFile, DeskFile> FILE =
            Address.of("desk.file", AskFile.class, DeskFile.class).asQuestion();

    public static final Address<AskFigures, Figures> FIGURES =
            Address.of("desk.figures", AskFigures.class, Figures.class).asQuestion();

    /** Finds the document that counts, and records that the operator opened it. */
    public static final Address<OpenDocument, OpenedDocument> OPEN_DOCUMENT =
            Address.of("desk.open-document", OpenDocument.class, OpenedDocument.class);

    public static final Address<Claim, DeskFile> CLAIM = Address.of("desk.claim", Claim.class, DeskFile.class);

    /** Gives the request back; without effect if the operator does not have it. */
    public static final Address<Release, Message.Done> RELEASE =
            Address.of("desk.release", Release.class, Message.Done.class);

    /** {@code PRECONDITION_FAILED problem.changed} if the document was replaced; {@code INVALID} at {@code reason}. */
    public static final Address<DecideDocument, DeskFile> DECIDE_DOCUMENT =
            Address.of("desk.decide-document", DecideDocument.class, DeskFile.class);

    /** {@code CONFLICT desk.noFaceToFace} if the product asks for none or no person is named. */
    public static final Address<RecordFaceToFace, DeskFile> RECORD_FACE_TO_FACE =
            Address.of("desk.record-face-to-face", RecordFaceToFace.class, DeskFile.class);

    /**
     * {@code NOT_FOUND} for a thing that the request does not need; {@code INVALID} at {@code method}, {@code checkedOn},
     * {@code evidence} or {@code domain}.
     */
    public static final Address<RecordValidation, DeskFile> RECORD_VALIDATION =
            Address.of("desk.record-validation", RecordValidation.class, DeskFile.class);

    /** Also after the request was decided. Once more, it changes nothing. */
    public static final Address<WithdrawValidation, Message.Done> WITHDRAW_VALIDATION =
            Address.of("desk.withdraw-validation", WithdrawValidation.class, Message.Done.class);

    /**
     * Accepts or refuses a request. An acceptance fails with {@code CONFLICT}: {@code desk.notInReview}, {@code
     * desk.documentsOpen}, {@code desk.faceToFaceMissing}, {@code desk.validationsOpen}. Under the two-person rule the first acceptance is stored and
     * the request released for another operator. The same decision once more changes nothing.
     */
    public static final Address<Decide, DeskFile> DECIDE = Address.of("desk.decide", Decide.class, DeskFile.class);

    private DeskApi() {}

    /**
     * An operator.
     *
     * @param address network address, for the journal
     */
    public record Operator(UUID account, String address) {}

    /** Whose requests are asked for. */
    public enum Held {
        ANYBODY,
        ME,
        NOBODY
    }

    /**
     * Asks for a page of the queue, or of all requests.
     *
     * @param states empty: those that wait, or all but drafts in a search
     * @param search as in {@link eu.parvis.request.RequestApi.ListRequests}
     * @param after cursor of the page before
     */
    @MessageName("desk.ask-queue")
    public record AskQueue(
            Operator by,
            Set<RequestState> states,
            Optional<String> product,
            Held held,
            Optional<String> search,
            Optional<String> after,
            int limit)
            implements Message {

        public AskQueue {
            states = Set.copyOf(states);
        }
    }

    /**
     * Who has a request.
     *
     * @param since when the operator took it
     * @param until when the claim lapses without a further act
     */
    public record HeldBy(UUID operator, String name, Instant since, Instant until) {}

    /**
     * A request in the queue.
     *
     * @param due until when the desk means to check it; empty if it does not wait for the desk
     */
    public record QueueLine(
            UUID id,
            int number,
            String product,
            Optional<String> establishment,
            String holder,
            RequestState state,
            Instant since,
            Optional<Instant> due,
            Optional<HeldBy> heldBy) {}

    /**
     * A page: those to be checked first, the oldest first; of a search, the highest numbers first.
     *
     * @param next cursor of the page after; empty on the last
     */
    @MessageName("desk.queue")
    public record Queue(List<QueueLine> lines, Optional<String> next) implements Message {

        public Queue {
            lines = List.copyOf(lines);
        }
    }

    @MessageName("desk.ask-file")
    public record AskFile(Operator by, UUID id) implements Message {}

    /** An operator has accepted the request. */
    public record Acceptance(UUID operator, String name, Instant at) {}

    /** A recorded check face to face, with the name of the operator who recorded it. */
    public record RecordedFaceToFace(FaceToFace check, String recordedBy, Instant at) {}

    /**
     * Everything that the desk sees of a request.
     *
     * @param own whether the operator ordered or holds it, and so may not work on it
     * @param faceToFace of the present holder
     * @param acceptances so far; the product says how many are needed
     * @param verification what the public registers say of the organisation
     * @param validations what the product needs checked
     */
    @MessageName("desk.file")
    public record DeskFile(
            Detail detail,
            boolean own,
            Optional<HeldBy> heldBy,
            Optional<RecordedFaceToFace> faceToFace,
            List<Acceptance> acceptances,
            Optional<Organisation> organisation,
            Optional<Verification> verification,
            List<NeededValidation> validations)
            implements Message {

        public DeskFile {
            acceptances = List.copyOf(acceptances);
            validations = List.copyOf(validations);
        }
    }

    @MessageName("desk.open-document")
    public record OpenDocument(Operator by, UUID id, String kind) implements Message {}

    @MessageName("desk.opened-document")
    public record OpenedDocument(SupportingDocument document) implements Message {}

    @MessageName("desk.claim")
    public record Claim(Operator by, UUID id) implements Message {}

    @MessageName("desk.release")
    public record Release(Operator by, UUID id) implements Message {}

    /**
     * Accepts or refuses a document.
     *
     * @param kind code of the catalogue
     * @param document id of the one that the operator has seen; empty: the one that counts now
     * @param refusal empty: accepted
     */
    @MessageName("desk.decide-document")
    public record DecideDocument(
            Operator by, UUID id, String kind, Optional<UUID> document, Optional<Refusal> refusal, Optional<Shown> seen)
            implements Message {}

    @MessageName("desk.record-face-to-face")
    public record RecordFaceToFace(Operator by, UUID id, FaceToFace check, Optional<Shown> seen) implements Message {}

    @MessageName("desk.record-validation")
    public record RecordValidation(Operator by, UUID id, Check check, Optional<Shown> seen) implements Message {}

    /**
     * Withdraws a wrong entry of the validation calendar.
     *
     * @param id of the validation
     */
    @MessageName("desk.withdraw-validation")
    public record WithdrawValidation(Operator by, UUID id, String reason) implements Message {}

    /**
     * Decides on a request.
     *
     * @param refusal empty: accepted
     */
    @MessageName("desk.decide")
    public record Decide(Operator by, UUID id, Optional<Refusal> refusal, Optional<Shown> seen) implements Message {}

    @MessageName("desk.ask-figures")
    public record AskFigures(Operator by) implements Message {}

    /** Requests submitted on a day. */
    public record Arrivals(LocalDate day, int number) {}

    /**
     * Requests of a certain age.
     *
     * @param fromDays since at least so many days
     * @param toDays and since fewer than so many; empty: no limit
     */
    public record Age(int fromDays, Optional<Integer> toDays, int number) {}

    /**
     * Requests that are in a state.
     *
     * @param oldest since when the first of them is in it
     * @param ages by the time in this state
     */
    public record Waiting(RequestState state, int number, Instant oldest, List<Age> ages) {

        public Waiting {
            ages = List.copyOf(ages);
        }
    }

    /**
     * Refusals of documents and of requests for one reason.
     *
     * @param reason code of the catalogue; empty: typed
     */
    public record Refusals(boolean ofDocuments, Optional<String> reason, int number) {}

    /**
     * Figures of the desk.
     *
     * @param arrivals of the last 30 days, each of them
     * @param waiting the states in which requests wait, without those that have none
     * @param ages of all that wait, by the time since they were submitted
     * @param refusals of the last 90 days, the most frequent reasons first
     */
    @MessageName("desk.figures")
    public record Figures(List<Arrivals> arrivals, List<Waiting> waiting, List<Age> ages, List<Refusals> refusals)
            implements Message {

        public Figures {
            arrivals = List.copyOf(arrivals);
            waiting = List.copyOf(waiting);
            ages = List.copyOf(ages);
            refusals = List.copyOf(refusals);
        }
    }
}
