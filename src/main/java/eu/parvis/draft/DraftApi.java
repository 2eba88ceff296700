package eu.parvis.draft;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Saves and reads unsent forms. All addresses are local: secrets never leave the node. */
public final class DraftApi {

    /** Fails with {@code INVALID problem.tooLarge}, or with {@code RATE_LIMITED} if the person has too many drafts. */
    public static final Address<Save, Message.Done> SAVE = Address.local("draft.save", Save.class, Message.Done.class);

    public static final Address<Recall, Draft> RECALL = Address.local("draft.recall", Recall.class, Draft.class);

    /** Deletes a draft and its secrets. Succeeds also if there is none. */
    public static final Address<Forget, Message.Done> FORGET =
            Address.local("draft.forget", Forget.class, Message.Done.class);

    private DraftApi() {}

    /**
     * Who typed.
     *
     * @param scope the organisation that the person acts for; the account itself where there is none
     * @param session that secrets are bound to
     */
    public record Owner(UUID account, UUID scope, UUID session) {}

    /**
     * Replaces a draft.
     *
     * @param form the address that the form is sent to
     * @param fields without secrets
     * @param secrets replace those of the draft; if empty, these stay
     */
    @MessageName("draft.save")
    public record Save(Owner owner, String form, Map<String, List<String>> fields, Optional<KeptSecrets> secrets)
            implements Message {

        public Save {
            fields = Map.copyOf(fields);
        }
    }

    @MessageName("draft.recall")
    public record Recall(Owner owner, String form) implements Message {}

    /** A saved form. Either part may be missing. */
    @MessageName("draft.recalled")
    public record Draft(Optional<Map<String, List<String>>> fields, KeptSecrets secrets) implements Message {}

    @MessageName("draft.forget")
    public record Forget(Owner owner, String form) implements Message {}
}
