package eu.parvis.membership;

import static eu.parvis.http.Answers.answer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.company.CompanyApi;
import eu.parvis.http.Answers;
import eu.parvis.http.EntityTags;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.PersonInput;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.membership.MembershipApi.AddUser;
import eu.parvis.membership.MembershipApi.ChangeRoles;
import eu.parvis.membership.MembershipApi.Deactivate;
import eu.parvis.membership.MembershipApi.HandOver;
import eu.parvis.membership.MembershipApi.ListUsers;
import eu.parvis.membership.MembershipApi.Reactivate;
import eu.parvis.membership.MembershipApi.SendAgain;
import eu.parvis.membership.MembershipApi.ShowUser;
import eu.parvis.membership.MembershipApi.User;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.OrganisationApi;
import eu.parvis.organisation.OrganisationApi.AskDescription;
import eu.parvis.organisation.OrganisationApi.Description;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.session.ProvedGuard;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Person;
import io.vertx.core.Future;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The operations under {@code /users}, and the current organisation. */
public final class UserApiRoutes implements Routes {

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;
    private final ProvedGuard proved;

    /** Without the telephone number, which the contract does not show. */
    record UserView(UUID id, @JsonUnwrapped Person.View person, List<Role> roles, Member.State state) {

        static UserView of(User user) {
            return new UserView(user.id(), user.person().withoutPhone().view(), user.roles(), user.state());
        }
    }

    record UsersView(List<UserView> users) {}

    record ContactView(Contact.Kind kind, @JsonUnwrapped Person.View person) {

        static ContactView of(Contact contact) {
            return new ContactView(contact.kind(), contact.person().view());
        }
    }

    record OrganisationView(
            UUID id,
            @JsonUnwrapped OrganisationDetails.View details,
            CompanyApi.State verification,
            List<ContactView> contacts) {

        static OrganisationView of(Description description) {
            var organisation = description.organisation();
            return new OrganisationView(
                    organisation.id(),
                    organisation.details().view(),
                    description.verification().map(found -> found.state()).orElse(CompanyApi.State.UNVERIFIED),
                    description.contacts().stream().map(ContactView::of).toList());
        }
    }

    public UserApiRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
        this.proved = new ProvedGuard(site);
    }

    @Override
    public void api(Router router) {
        router.get("/organisations/current").handler(guard.api(Kind.OPEN)).handler(answer(this::describeCurrent));
        router.get("/organisations/:id").handler(guard.api(Kind.OPEN)).handler(answer(this::describe));
        router.get("/users").handler(guard.api(Kind.OPEN)).handler(answer(this::list));
        router.get("/users/:id").handler(guard.api(Kind.OPEN)).handler(answer(this::show));
        administrators(router.post("/users")).handler(site.idempotency()).handler(answer(this::add));
        administrators(router.delete("/users/:id")).handler(proved.required()).handler(answer(this::deactivate));
        administrators(router.post("/users/:id/mails"))
                .handler(site.idempotency())
                .handler(answer(this::sendAgain));
        // A former administrator may ask again; the command checks it.
        router.patch("/users/:id").handler(guard.api(Kind.OPEN)).handler(answer(this::change));
        router.post("/users/:id/hand-over")
                .handler(guard.api(Kind.OPEN))
                .handler(proved.required())
                .handler(answer(this::handOver));
    }

    private Route administrators(Route route) {
        return route.handler(guard.api(Kind.OPEN)).handler(MemberGuard.role(Role.ADMINISTRATOR));
    }

    private Future<Void> describeCurrent(RoutingContext rc) {
        return describe(rc, MemberGuard.member(rc).organisation());
    }

    private Future<Void> describe(RoutingContext rc) {
        return describe(rc, PathId.of(rc));
    }

    private Future<Void> describe(RoutingContext rc, UUID organisation) {
        var account = SessionGuard.identity(rc).account().id();
        return bus.request(OrganisationApi.DESCRIBE, new AskDescription(organisation, account))
                .compose(description -> Answers.json(rc, 200, OrganisationView.of(description)));
    }

    private Future<Void> list(RoutingContext rc) {
        return bus.request(MembershipApi.LIST_USERS, new ListUsers(MemberGuard.actor(rc)))
                .compose(users -> Answers.json(
                        rc,
                        200,
                        new UsersView(users.users().stream().map(UserView::of).toList())));
    }

    private Future<Void> show(RoutingContext rc) {
        return respondWithTag(rc, find(rc));
    }

    private Future<User> find(RoutingContext rc) {
        return bus.request(MembershipApi.SHOW_USER, new ShowUser(MemberGuard.actor(rc), PathId.of(rc)));
    }

    private Future<Void> add(RoutingContext rc) {
        var input = Input.of(rc);
        var person = PersonInput.invited(input);
        var roles = MemberInput.roles(input);
        input.end();
        return bus.request(
                        MembershipApi.ADD_USER,
                        new AddUser(
                                MemberGuard.actor(rc),
                                person,
                                roles,
                                site.idempotency().once(rc)))
                .compose(added -> added.before()
                        ? Answers.json(rc, 200, UserView.of(added.user()))
                        : Answers.created(rc, "/users/" + added.user().id(), UserView.of(added.user())));
    }

    /**
     * Changes either roles or state. Both at once are refused, because one could fail and the caller would not know
     * which. Generated clients send an empty list for roles that were not set.
     */
    private Future<Void> change(RoutingContext rc) {
        var input = Input.of(rc);
        var roles = MemberInput.roles(input, List.of());
        if (!input.refused() && roles.isEmpty() != input.given("state")) {
            input.refuse("roles", "error.userChange");
        }
        return input.given("state") ? changeState(rc, input) : changeRoles(rc, input, roles);
    }

    private Future<Void> changeRoles(RoutingContext rc, Input input, List<Role> roles) {
        input.absent("state");
        input.end();
        proved.require(rc);
        return respondWithTag(
                rc,
                bus.request(
                        MembershipApi.CHANGE_ROLES,
                        new ChangeRoles(MemberGuard.actor(rc), PathId.of(rc), roles, EntityTags.ifMatch(rc))));
    }

    private enum WantedState {
        ACTIVE,
        DEACTIVATED
    }

    private Future<Void> changeState(RoutingContext rc, Input input) {
        var state = input.choice("state", WantedState.class);
        input.end();
        if (state == WantedState.DEACTIVATED) {
            proved.require(rc);
        }
        var by = MemberGuard.actor(rc);
        var user = PathId.of(rc);
        var seen = EntityTags.ifMatch(rc);
        return respondWithTag(
                rc,
                state == WantedState.ACTIVE
                        ? bus.request(MembershipApi.REACTIVATE, new Reactivate(by, user, seen))
                        : bus.request(MembershipApi.DEACTIVATE, new Deactivate(by, user, seen)));
    }

    private Future<Void> deactivate(RoutingContext rc) {
        var command = new Deactivate(MemberGuard.actor(rc), PathId.of(rc), EntityTags.ifMatch(rc));
        return withPresentTag(rc, bus.request(MembershipApi.DEACTIVATE, command))
                .compose(user -> user.state() == Member.State.WITHDRAWN
                        ? Answers.json(rc, 200, UserView.of(user))
                        : Answers.nothing(rc));
    }

    private Future<Void> sendAgain(RoutingContext rc) {
        return respond(
                rc,
                202,
                bus.request(
                        MembershipApi.SEND_AGAIN,
                        new SendAgain(
                                MemberGuard.actor(rc),
                                PathId.of(rc),
                                site.idempotency().once(rc),
                                Optional.empty())));
    }

    private Future<Void> handOver(RoutingContext rc) {
        return respond(
                rc, 200, bus.request(MembershipApi.HAND_OVER, new HandOver(MemberGuard.actor(rc), PathId.of(rc))));
    }

    private static Future<Void> respond(RoutingContext rc, int status, Future<User> user) {
        return user.compose(found -> Answers.json(rc, status, UserView.of(found)));
    }

    private Future<Void> respondWithTag(RoutingContext rc, Future<User> user) {
        return withPresentTag(rc, user).compose(found -> {
            EntityTags.put(rc, found.shown());
            return Answers.json(rc, 200, UserView.of(found));
        });
    }

    /** A caller whose tag is not the present one gets that. */
    private Future<User> withPresentTag(RoutingContext rc, Future<User> user) {
        return user.recover(cause ->
                cause instanceof Failure failure && failure.kind() == Failure.Kind.PRECONDITION_FAILED
                        ? find(rc).transform(found -> {
                            if (found.succeeded()) {
                                EntityTags.put(rc, found.result().shown());
                            }
                            return Future.failedFuture(cause);
                        })
                        : Future.failedFuture(cause));
    }
}
