package eu.parvis.organisation;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.company.Verification;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The data of an organisation, for its members. */
public final class OrganisationApi {

    /** Fails with {@code NOT_FOUND} if the account is not an active member. */
    public static final Address<AskDescription, Description> DESCRIBE = Address.of(
                    "organisation.describe", AskDescription.class, Description.class)
            .asQuestion();

    private OrganisationApi() {}

    /**
     * Asks for the data of an organisation.
     *
     * @param account of the member who asks
     */
    @MessageName("organisation.ask-description")
    public record AskDescription(UUID organisation, UUID account) implements Message {}

    @MessageName("organisation.description")
    public record Description(Organisation organisation, Optional<Verification> verification, List<Contact> contacts)
            implements Message {

        public Description {
            contacts = List.copyOf(contacts);
        }
    }
}
