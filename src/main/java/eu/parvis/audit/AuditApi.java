package eu.parvis.audit;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import java.util.Optional;

/** Whether the journal is as it was written. */
public final class AuditApi {

    /** Walks a stretch of the chain; call again from {@link Verified#upTo()} until it is complete. */
    public static final Address<Verify, Verified> VERIFY = Address.of("audit.verify", Verify.class, Verified.class);

    private AuditApi() {}

    /** Starts behind this seal; 0 is the beginning. */
    @MessageName("audit.verify")
    public record Verify(long after) implements Message {}

    /**
     * What a walk found.
     *
     * @param upTo number of the last seal that holds
     * @param complete the end of the chain was reached
     * @param broken the entry of the journal at which the chain breaks: altered, removed, inserted or never sealed
     */
    @MessageName("audit.verified")
    public record Verified(long upTo, boolean complete, Optional<Long> broken) implements Message {}
}
