package eu.parvis.users;

import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.joining.JoinRequest;
import eu.parvis.mail.MailApi.MailState;
import eu.parvis.mail.MailApi.State;
import eu.parvis.membership.Member;
import eu.parvis.membership.MembershipApi.Found;
import eu.parvis.membership.MembershipApi.User;
import eu.parvis.membership.Role;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Page models of {@link UserListRoutes} and {@link UserRoutes}. */
final class UserPages {

    private UserPages() {}

    /**
     * All users of the organisation, and the form that adds one.
     *
     * @param requests to join, that an administrator can decide
     * @param administrator whether the reader is one
     * @param done a sentence about what was done just now
     * @param known the user who was to be added and is there already
     */
    @Template("users/users.html")
    record UsersPage(
            List<Row> people,
            List<Request> requests,
            boolean administrator,
            List<String> roles,
            Optional<String> done,
            Optional<Known> known,
            Form form)
            implements PageModel {

        static UsersPage of(
                List<User> users,
                List<JoinRequest> requests,
                UUID reader,
                boolean administrator,
                Optional<String> done,
                Optional<User> known,
                Form form) {
            return new UsersPage(
                    users.stream().map(user -> Row.of(user, reader)).toList(),
                    requests.stream().map(Request::of).toList(),
                    administrator,
                    allRoles(),
                    done,
                    known.map(Known::of),
                    form);
        }
    }

    /**
     * A user in the list.
     *
     * @param me whether it is the reader
     * @param mails the worst state of the mails of the invitation
     */
    record Row(
            String id,
            String name,
            String email,
            List<String> roles,
            Member.State state,
            boolean me,
            Optional<State> mails) {

        static Row of(User user, UUID reader) {
            return new Row(
                    user.id().toString(),
                    user.person().name(),
                    user.person().email().value(),
                    Role.names(user.roles()),
                    user.state(),
                    user.account().equals(reader),
                    worstState(user.mails()));
        }

        private static Optional<State> worstState(List<MailState> mails) {
            var bestFirst = List.of(State.SENT, State.QUEUED, State.DELAYED, State.REFUSED);
            return mails.stream().map(MailState::state).max(Comparator.comparing(bestFirst::indexOf));
        }
    }

    record Request(String id, String name, String email, Instant createdAt) {

        static Request of(JoinRequest request) {
            return new Request(
                    request.id().toString(),
                    request.person().name(),
                    request.person().email().value(),
                    request.createdAt());
        }
    }

    record Known(String id, String name) {

        static Known of(User user) {
            return new Known(user.id().toString(), user.person().name());
        }
    }

    /**
     * One user.
     *
     * @param shown hash of what the page shows
     * @param mails of the invitation
     * @param sendAgainIn seconds until the invitation can be sent again; empty for a user who needs none
     */
    @Template("users/user.html")
    record UserPage(
            Profile person,
            String shown,
            List<MailRow> mails,
            Optional<Long> sendAgainIn,
            boolean lastAdministrator,
            List<String> roles,
            Optional<String> done,
            Form form)
            implements PageModel {

        static UserPage of(Found found, UUID reader, Optional<String> done, Form form, Instant now, Language language) {
            var user = found.user();
            return new UserPage(
                    Profile.of(user, reader, language),
                    user.shown(),
                    MailRow.of(user.mails(), Words.of(language)),
                    sendAgainIn(user, now),
                    found.lastAdministrator(),
                    allRoles(),
                    done,
                    form);
        }

        private static Optional<Long> sendAgainIn(User user, Instant now) {
            return user.state() == Member.State.INVITED
                    ? user.sendAgainFrom()
                            .map(from -> Math.max(0, Duration.between(now, from).toSeconds()))
                            .or(() -> Optional.of(0L))
                    : Optional.empty();
        }
    }

    /** The user of a page; {@code me} where it is the reader. */
    record Profile(String id, String name, Person.Facts facts, Member.State state, boolean me) {

        static Profile of(User user, UUID reader, Language language) {
            return new Profile(
                    user.id().toString(),
                    user.person().name(),
                    user.person().facts(language),
                    user.state(),
                    user.account().equals(reader));
        }
    }

    /**
     * A mail of the invitation.
     *
     * @param number its position, because the contents depend on whether the user had an account
     */
    record MailRow(int number, State state, Instant at, Optional<String> reason) {

        static List<MailRow> of(List<MailState> mails, Words words) {
            return IntStream.range(0, mails.size())
                    .mapToObj(i -> of(i + 1, mails.get(i), words))
                    .toList();
        }

        private static MailRow of(int number, MailState mail, Words words) {
            return new MailRow(number, mail.state(), mail.at(), mail.reason().map(words::text));
        }
    }

    private static List<String> allRoles() {
        return Role.names(List.of(Role.values()));
    }
}
