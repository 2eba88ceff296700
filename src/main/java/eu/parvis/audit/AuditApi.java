package eu.parvis.audit;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import java.util.Optional;

/** Verifies that the journal is unaltered. */
public final class AuditApi {

    /** Verifies a limited part of the chain. Call again from {@link Verified#upTo()} until the answer is complete. */
    public static final Address<Verify, Verified> VERIFY =
            Address.of("audit.verify", Verify.class, Verified.class).asQuestion();

    private AuditApi() {}

    /** Starts after the seal with this number; 0 starts at the beginning. */
    @MessageName("audit.verify")
    public record Verify(long after) implements Message {}

    /**
     * The result of verifying a part of the chain.
     *
     * @param upTo number of the last valid seal
     * @param complete whether the end of the chain was reached
     * @param broken id of the first journal entry that was altered, removed, inserted or never sealed
     */
    @MessageName("audit.verified")
    public record Verified(long upTo, boolean complete, Optional<Long> broken) implements Message {}
}
