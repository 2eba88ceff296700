package eu.parvis.home;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.company.Verification;
import eu.parvis.membership.Membership;
import eu.parvis.membership.ReceivedInvitation;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.Organisation;
import eu.parvis.request.OpenRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The first page of the customer area. */
public final class HomeApi {

    public static final Address<AskHome, Home> HOME =
            Address.of("home.home", AskHome.class, Home.class).asQuestion();

    private HomeApi() {}

    /**
     * Asks for the first page of a person.
     *
     * @param organisation empty for a person who belongs to none
     */
    @MessageName("home.ask-home")
    public record AskHome(UUID account, Optional<UUID> organisation) implements Message {}

    /**
     * What the person has to do, and an overview of their organisation.
     *
     * @param membership empty for a person who belongs to no organisation
     * @param users number of users of the organisation, including invited ones
     * @param administrators number of active administrators
     * @param joinRequests number of open requests to join; 0 if the person may not decide them
     * @param unnamed contacts of the organisation that are to be named
     * @param verification the answer of the public register
     * @param invitations the person's open invitations to organisations
     * @param questionsMissing the person has not chosen security questions yet
     * @param requests for certificates, the newest first; nodes of an older version never send them
     * @param approvals requests that wait for the person's approval; nodes of an older version never send them
     */
    @MessageName("home.home")
    public record Home(
            Optional<Membership> membership,
            Optional<Organisation> organisation,
            int users,
            int invited,
            int administrators,
            int joinRequests,
            List<Contact.Kind> unnamed,
            Optional<Verification> verification,
            List<ReceivedInvitation> invitations,
            boolean questionsMissing,
            List<OpenRequest> requests,
            List<OpenRequest> approvals)
            implements Message {

        public Home {
            unnamed = unnamed == null ? List.of() : List.copyOf(unnamed);
            invitations = List.copyOf(invitations);
            requests = requests == null ? List.of() : List.copyOf(requests);
            approvals = approvals == null ? List.of() : List.copyOf(approvals);
        }

        public boolean administrator() {
            return membership
                    .filter(found -> found.roles().contains(Role.ADMINISTRATOR))
                    .isPresent();
        }
    }
}
