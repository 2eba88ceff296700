package eu.parvis.membership;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Shown;
import eu.parvis.mail.MailApi.MailState;
import eu.parvis.values.Person;
import eu.parvis.words.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The people of an organisation and invitations to it. Every member may read the people; only administrators may make
 * changes.
 *
 * <p>Failures: {@code FORBIDDEN users.administratorsOnly}; {@code NOT_FOUND} for a user of another organisation, as for
 * one that does not exist; {@code PRECONDITION_FAILED problem.changed} for an act whose {@code shown} is not {@link
 * User#shown} any more, unless what it asks for holds already.
 */
public final class MembershipApi {

    public static final Address<ListUsers, Users> LIST_USERS =
            Address.of("membership.list-users", ListUsers.class, Users.class).asQuestion();

    public static final Address<ShowUser, User> SHOW_USER =
            Address.of("membership.show-user", ShowUser.class, User.class);

    /** For administrators. */
    public static final Address<FindUser, Found> FIND_USER =
            Address.of("membership.find-user", FindUser.class, Found.class).asQuestion();

    /** For administrators: the last change of a user, also of one whose invitation is gone. */
    public static final Address<AskChange, Change> FIND_CHANGE =
            Address.of("membership.find-change", AskChange.class, Change.class).asQuestion();

    /** For an invited person: what became of the invitation; {@code NOT_FOUND} as for another person's. */
    public static final Address<AskOutcome, Change> INVITATION_OUTCOME = Address.of(
                    "membership.invitation-outcome", AskOutcome.class, Change.class)
            .asQuestion();

    /**
     * Adds a user. An existing user is returned unchanged and gets no mail. {@code RATE_LIMITED users.sentTooOften},
     * {@code RATE_LIMITED users.invitedTooMany}.
     */
    public static final Address<AddUser, AddedUser> ADD_USER =
            Address.of("membership.add-user", AddUser.class, AddedUser.class);

    /**
     * {@code CONFLICT users.lastAdministrator}, {@code CONFLICT users.contact}, {@code CONFLICT users.deactivated} for the
     * role of a contact.
     */
    public static final Address<ChangeRoles, User> CHANGE_ROLES =
            Address.of("membership.change-roles", ChangeRoles.class, User.class);

    /** {@code CONFLICT users.lastAdministrator}, {@code CONFLICT users.contact}. */
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

    /** For every signed-in person. */
    public static final Address<AskInvitations, Invitations> INVITATIONS = Address.of(
                    "membership.invitations", AskInvitations.class, Invitations.class)
            .asQuestion();

    /**
     * For the invited person. Accepting twice has the same effect as once. {@code NOT_FOUND} for an invitation that was
     * withdrawn or declined, as for another person's.
     */
    public static final Address<AnswerInvitation, Message.Done> ANSWER_INVITATION =
            Address.of("membership.answer-invitation", AnswerInvitation.class, Message.Done.class);

    /** Handing over twice has the same effect and answer as once. {@code CONFLICT users.notActive}. */
    public static final Address<HandOver, User> HAND_OVER =
            Address.of("membership.hand-over", HandOver.class, User.class);

    /**
     * For every member: ends the own access. {@code NOT_FOUND} for an organisation that the person is no member of;
     * {@code CONFLICT users.lastAdministrator}, {@code CONFLICT users.contact}.
     */
    public static final Address<Leave, Message.Done> LEAVE =
            Address.of("membership.leave", Leave.class, Message.Done.class);

    /** What prevents a member from leaving. */
    public static final Address<AskLeaving, Leaving> LEAVING =
            Address.of("membership.leaving", AskLeaving.class, Leaving.class).asQuestion();

    private MembershipApi() {}

    /**
     * Who acts, and for which organisation. Their rights are checked in the transaction of the act.
     *
     * @param address network address, for the journal
     */
    public record Actor(UUID organisation, UUID account, String address) {}

    @MessageName("membership.leave")
    public record Leave(Actor by) implements Message {}

    @MessageName("membership.ask-leaving")
    public record AskLeaving(Actor by) implements Message {}

    /** The failure that {@link #LEAVE} would answer now; empty if there is none. */
    @MessageName("membership.leaving")
    public record Leaving(Optional<String> obstacle) implements Message {}

    @MessageName("membership.ask-invitations")
    public record AskInvitations(UUID account) implements Message {}

    @MessageName("membership.invitations")
    public record Invitations(List<ReceivedInvitation> invitations) implements Message {

        public Invitations {
            invitations = List.copyOf(invitations);
        }
    }

    /**
     * The answer to an invitation.
     *
     * @param address network address, for the journal
     */
    @MessageName("membership.answer-invitation")
    public record AnswerInvitation(
            UUID account, UUID invitation, boolean accepted, String address, Optional<Shown> shown) implements Message {

        public AnswerInvitation(UUID account, UUID invitation, boolean accepted, String address) {
            this(account, invitation, accepted, address, Optional.empty());
        }
    }

    @MessageName("membership.ask-outcome")
    public record AskOutcome(UUID account, UUID organisation, UUID invitation) implements Message {}

    @MessageName("membership.list-users")
    public record ListUsers(Actor by) implements Message {}

    /** Users sorted by name, including deactivated ones. Mail states are present only for administrators. */
    @MessageName("membership.users")
    public record Users(List<User> users) implements Message {

        public Users {
            users = List.copyOf(users);
        }
    }

    /**
     * A user of the organisation, as administrators see them.
     *
     * @param id member id in this organisation
     * @param account only to compare with the actor's account; never shown
     * @param mails the two mails of the invitation and their states, until the person accepts
     * @param sendAgainFrom when the mails may be sent again
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

        /** Hash of what its page and the API show of the user. */
        public String shown() {
            return Member.shown(person, roles, state);
        }
    }

    @MessageName("membership.show-user")
    public record ShowUser(Actor by, UUID user) implements Message {}

    @MessageName("membership.find-user")
    public record FindUser(Actor by, UUID user) implements Message {}

    /**
     * One user.
     *
     * @param lastAdministrator whether the user is the last administrator, who can neither leave nor lose that role
     */
    @MessageName("membership.found")
    public record Found(User user, boolean lastAdministrator) implements Message {}

    /**
     * Asks for the last change.
     *
     * @param user member id, or the id of the organisation for its contacts
     */
    @MessageName("membership.ask-change")
    public record AskChange(Actor by, UUID user) implements Message {}

    /**
     * What happened last to a user.
     *
     * @param event empty if only the time is known
     * @param by name of the person who did it, if still a member
     */
    @MessageName("membership.change")
    public record Change(Optional<MembershipEvent> event, Optional<String> by, Instant at) implements Message {

        public boolean is(MembershipEvent other) {
            return event.equals(Optional.of(other));
        }

        /** Takes the time as the page writes it. */
        public String sentence(Words words, String moment) {
            return words.text(
                    "users.change." + event.map(Enum::name).orElse("other"),
                    moment,
                    by.orElseGet(() -> words.text("users.change.somebody")));
        }
    }

    /**
     * Invites a person.
     *
     * @param once token of the call, the same when it is repeated; empty if it cannot be repeated
     */
    @MessageName("membership.add-user")
    public record AddUser(Actor by, Person person, List<Role> roles, Optional<String> once) implements Message {

        public AddUser(Actor by, Person person, List<Role> roles) {
            this(by, person, roles, Optional.empty());
        }
    }

    /**
     * The result of adding a user.
     *
     * @param before the person was already a user; nothing was changed
     */
    @MessageName("membership.added")
    public record AddedUser(User user, boolean before) implements Message {}

    @MessageName("membership.change-roles")
    public record ChangeRoles(Actor by, UUID user, List<Role> roles, Optional<Shown> shown) implements Message {

        public ChangeRoles(Actor by, UUID user, List<Role> roles) {
            this(by, user, roles, Optional.empty());
        }
    }

    @MessageName("membership.deactivate")
    public record Deactivate(Actor by, UUID user, Optional<Shown> shown) implements Message {

        public Deactivate(Actor by, UUID user) {
            this(by, user, Optional.empty());
        }
    }

    @MessageName("membership.reactivate")
    public record Reactivate(Actor by, UUID user, Optional<Shown> shown) implements Message {

        public Reactivate(Actor by, UUID user) {
            this(by, user, Optional.empty());
        }
    }

    /**
     * Sends the mails of an invitation again.
     *
     * @param once as in {@link AddUser}
     */
    @MessageName("membership.send-again")
    public record SendAgain(Actor by, UUID user, Optional<String> once, Optional<Shown> shown) implements Message {

        public SendAgain(Actor by, UUID user) {
            this(by, user, Optional.empty(), Optional.empty());
        }
    }

    /** Makes the user an administrator and takes that role from the actor. */
    @MessageName("membership.hand-over")
    public record HandOver(Actor by, UUID user, Optional<Shown> shown) implements Message {

        public HandOver(Actor by, UUID user) {
            this(by, user, Optional.empty());
        }
    }
}
