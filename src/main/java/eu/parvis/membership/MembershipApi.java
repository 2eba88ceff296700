package eu.parvis.membership;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.mail.MailApi.MailState;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The people of an organisation, and invitations to it. Every member may see the people; only administrators change
 * anything.
 *
 * <p>Failures: {@code FORBIDDEN users.administratorsOnly}; {@code NOT_FOUND} for a user of another organisation and for
 * one that does not exist alike.
 */
public final class MembershipApi {

    public static final Address<ListUsers, Users> LIST_USERS =
            Address.of("membership.list-users", ListUsers.class, Users.class);

    /** For administrators. */
    public static final Address<FindUser, Found> FIND_USER =
            Address.of("membership.find-user", FindUser.class, Found.class);

    /**
     * Somebody who is there already is answered as they stand, and hears nothing. {@code RATE_LIMITED users.sentTooOften},
     * {@code RATE_LIMITED users.invitedTooMany}.
     */
    public static final Address<AddUser, Added> ADD_USER =
            Address.of("membership.add-user", AddUser.class, Added.class);

    /** {@code CONFLICT users.lastAdministrator}. */
    public static final Address<ChangeRoles, User> CHANGE_ROLES =
            Address.of("membership.change-roles", ChangeRoles.class, User.class);

    /** {@code CONFLICT users.lastAdministrator}. */
    public static final Address<Deactivate, User> DEACTIVATE =
            Address.of("membership.deactivate", Deactivate.class, User.class);

    public static final Address<Reactivate, User> REACTIVATE =
            Address.of("membership.reactivate", Reactivate.class, User.class);

    /**
     * {@code CONFLICT users.activated}, {@code CONFLICT users.deactivated}, {@code RATE_LIMITED users.sentJustNow},
     * {@code RATE_LIMITED users.sentTooOften}.
     */
    public static final Address<SendAgain, User> SEND_AGAIN =
            Address.of("membership.send-again", SendAgain.class, User.class);

    /** For anybody who is signed in. */
    public static final Address<AskInvitations, Invitations> INVITATIONS =
            Address.of("membership.invitations", AskInvitations.class, Invitations.class);

    /**
     * By whoever is invited. Accepting twice is accepting once. {@code NOT_FOUND} where it was withdrawn or declined, as
     * for one of somebody else.
     */
    public static final Address<AnswerInvitation, Message.Done> ANSWER_INVITATION =
            Address.of("membership.answer-invitation", AnswerInvitation.class, Message.Done.class);

    /** {@code CONFLICT users.notActive}. */
    public static final Address<HandOver, User> HAND_OVER =
            Address.of("membership.hand-over", HandOver.class, User.class);

    private MembershipApi() {}

    /**
     * Who acts, and for which organisation. Whether they may is looked up in the transaction of the act.
     *
     * @param address network address, for the journal
     */
    public record Actor(UUID organisation, UUID account, String address) {}

    @MessageName("membership.ask-invitations")
    public record AskInvitations(UUID account) implements Message {}

    @MessageName("membership.invitations")
    public record Invitations(List<ReceivedInvitation> invitations) implements Message {

        public Invitations {
            invitations = List.copyOf(invitations);
        }
    }

    /**
     * Yes or no.
     *
     * @param address network address, for the journal
     */
    @MessageName("membership.answer-invitation")
    public record AnswerInvitation(UUID account, UUID invitation, boolean accepted, String address)
            implements Message {}

    @MessageName("membership.list-users")
    public record ListUsers(Actor by) implements Message {}

    /** By name, deactivated ones included; what became of mails only for administrators. */
    @MessageName("membership.users")
    public record Users(List<User> users) implements Message {

        public Users {
            users = List.copyOf(users);
        }
    }

    /**
     * A person of the organisation, as its administrators see them.
     *
     * @param id theirs in this organisation
     * @param account for whoever asks whether it is their own; nobody is told
     * @param mails the two of their invitation and what became of them, until they have accepted
     * @param sendAgainFrom when these may be sent again
     */
    @MessageName("membership.user")
    public record User(
            UUID id,
            UUID account,
            Person person,
            List<Role> roles,
            Member.State state,
            List<MailState> mails,
            Optional<Instant> sendAgainFrom)
            implements Message {

        public User {
            roles = List.copyOf(roles);
            mails = List.copyOf(mails);
        }
    }

    @MessageName("membership.find-user")
    public record FindUser(Actor by, UUID user) implements Message {}

    /**
     * One user.
     *
     * @param lastAdministrator who can neither leave nor lose that role
     */
    @MessageName("membership.found")
    public record Found(User user, boolean lastAdministrator) implements Message {}

    @MessageName("membership.add-user")
    public record AddUser(Actor by, Person person, List<Role> roles) implements Message {}

    /**
     * A user whom somebody wanted to add.
     *
     * @param before they were a user then, and nothing has changed
     */
    @MessageName("membership.added")
    public record Added(User user, boolean before) implements Message {}

    @MessageName("membership.change-roles")
    public record ChangeRoles(Actor by, UUID user, List<Role> roles) implements Message {}

    @MessageName("membership.deactivate")
    public record Deactivate(Actor by, UUID user) implements Message {}

    @MessageName("membership.reactivate")
    public record Reactivate(Actor by, UUID user) implements Message {}

    @MessageName("membership.send-again")
    public record SendAgain(Actor by, UUID user) implements Message {}

    /** The user becomes an administrator, the actor ceases to be one. */
    @MessageName("membership.hand-over")
    public record HandOver(Actor by, UUID user) implements Message {}
}
