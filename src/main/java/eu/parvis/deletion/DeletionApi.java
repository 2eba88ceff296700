package eu.parvis.deletion;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The deletion of one's own account. */
public final class DeletionApi {

    /** Whether a deletion was asked for, and what prevents it. */
    public static final Address<Describe, Description> DESCRIBE =
            Address.of("deletion.describe", Describe.class, Description.class).asQuestion();

    /**
     * Asks for the deletion; answers the same date if it was asked for before. {@code CONFLICT
     * deletion.onlyAdministrator}, {@code RATE_LIMITED deletion.tooOften}.
     */
    public static final Address<Ask, Asked> ASK = Address.of("deletion.ask", Ask.class, Asked.class);

    /** Keeps the account. Succeeds also if no deletion was asked for. */
    public static final Address<Cancel, Message.Done> CANCEL =
            Address.of("deletion.cancel", Cancel.class, Message.Done.class);

    private DeletionApi() {}

    @MessageName("deletion.describe")
    public record Describe(UUID account) implements Message {}

    /**
     * The state of a deletion.
     *
     * @param dueAt when the account is deleted; empty if no deletion was asked for
     * @param ifAsked when it is deleted if a deletion is asked for now
     * @param onlyAdministratorOf organisations that would have no administrator; while there are any, nothing is deleted
     */
    @MessageName("deletion.description")
    public record Description(Optional<Instant> dueAt, Instant ifAsked, List<Organisation> onlyAdministratorOf)
            implements Message {

        public Description {
            onlyAdministratorOf = List.copyOf(onlyAdministratorOf);
        }

        Instant end() {
            return dueAt.orElse(ifAsked);
        }
    }

    public record Organisation(UUID id, String name) {}

    /** The owner asks; {@code address} is the network address of the visitor. */
    @MessageName("deletion.ask")
    public record Ask(UUID account, String address) implements Message {}

    @MessageName("deletion.asked")
    public record Asked(Instant dueAt) implements Message {}

    /** The owner keeps the account; {@code address} is the network address of the visitor. */
    @MessageName("deletion.cancel")
    public record Cancel(UUID account, String address) implements Message {}
}
