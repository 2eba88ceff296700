package eu.parvis.me;

import static eu.parvis.http.Answers.answer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.me.MeApi.AskOverview;
import eu.parvis.me.MeApi.Overview;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.AskInvitations;
import eu.parvis.membership.ReceivedInvitation;
import eu.parvis.membership.Role;
import eu.parvis.session.DeviceGuard;
import eu.parvis.session.Identity;
import eu.parvis.session.ProvedGuard;
import eu.parvis.session.RotatedSession;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.EndOne;
import eu.parvis.session.SessionApi.EndOthers;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionApi.ListSessions;
import eu.parvis.session.SessionApi.OpenSession;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.password.PasswordGuard;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The account of the caller as API operations, as described in {@code openapi.yaml}. */
public final class MeApiRoutes implements Routes {

    private final Site site;
    private final SessionGuard guard;
    private final ProvedGuard proved;
    private final PasswordGuard passwords;
    private final DeviceGuard devices;

    record Me(
            UUID id,
            String identifier,
            @JsonUnwrapped Person.View person,
            String language,
            Instant passwordChangedAt,
            Optional<Instant> challengesSince,
            Optional<EmailChange> emailChange,
            Optional<Instant> deletionDueAt,
            List<Organisation> organisations,
            List<Invitation> invitations) {

        static Me of(Identity identity, Overview overview, List<ReceivedInvitation> received) {
            var account = identity.account();
            return new Me(
                    account.id(),
                    account.identifier(),
                    account.person().view(),
                    account.language().code(),
                    overview.passwordChangedAt(),
                    overview.challengesSince(),
                    overview.pendingEmail()
                            .map(pending ->
                                    new EmailChange(pending.email().value(), pending.askedAt(), pending.expiresAt())),
                    identity.deletionDueAt(),
                    identity.memberships().stream().map(Organisation::of).toList(),
                    received.stream().map(Invitation::of).toList());
        }

        Me with(Person other, Language spoken) {
            return new Me(
                    id,
                    identifier,
                    other.view(),
                    spoken.code(),
                    passwordChangedAt,
                    challengesSince,
                    emailChange,
                    deletionDueAt,
                    organisations,
                    invitations);
        }
    }

    record EmailChange(String email, Instant askedAt, Instant expiresAt) {}

    record Organisation(UUID id, String name, List<String> roles, boolean current) {

        static Organisation of(Identity.Membership membership) {
            return new Organisation(
                    membership.organisation(), membership.name(), membership.roles(), membership.current());
        }
    }

    record Invitation(UUID id, Inviting organisation, Optional<String> inviter, List<Role> roles) {

        static Invitation of(ReceivedInvitation received) {
            return new Invitation(
                    received.id(),
                    new Inviting(received.organisation(), received.organisationName()),
                    received.inviter(),
                    received.roles());
        }
    }

    record Inviting(UUID id, String name) {}

    record Sessions(List<Session> sessions) {}

    record Session(
            UUID id,
            boolean current,
            Channel channel,
            Optional<String> device,
            Optional<String> address,
            Instant createdAt,
            Instant lastActivity) {

        static Session of(OpenSession open, UUID current) {
            return new Session(
                    open.id(),
                    open.id().equals(current),
                    open.channel(),
                    open.device(),
                    open.address(),
                    open.createdAt(),
                    open.lastActivity());
        }
    }

    record ChangedPassword(RotatedSession session) {}

    public MeApiRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
        this.proved = new ProvedGuard(site);
        this.passwords = new PasswordGuard(site);
        this.devices = new DeviceGuard(site);
    }

    @Override
    public void api(Router router) {
        var open = guard.api(Kind.OPEN);
        router.get("/me").handler(open).handler(answer(rc -> me(rc).compose(me -> Answers.json(rc, 200, me))));
        router.patch("/me").handler(open).handler(answer(this::changeProfile));
        router.put("/me/password").handler(open).handler(answer(this::changePassword));
        router.get("/me/sessions").handler(open).handler(answer(this::listSessions));
        router.delete("/me/sessions").handler(open).handler(answer(this::endOthers));
        router.delete("/me/sessions/:id").handler(open).handler(answer(this::endSession));
    }

    // --- Profile ------------------------------------------------------------------------------------------------

    private Future<Me> me(RoutingContext rc) {
        var identity = SessionGuard.identity(rc);
        var id = identity.account().id();
        var overview = site.bus().request(MeApi.OVERVIEW, new AskOverview(id));
        var received = site.bus().request(MembershipApi.INVITATIONS, new AskInvitations(id));
        return Future.all(overview, received)
                .map(all -> Me.of(identity, overview.result(), received.result().invitations()));
    }

    private Future<Void> changeProfile(RoutingContext rc) {
        var account = MeRoutes.account(rc);
        var command = MeInput.changes(Input.of(rc), MeRoutes.by(rc), account);
        if (!command.person().phone().equals(account.person().phone())) {
            proved.require(rc);
        }
        return site.bus()
                .request(MeApi.CHANGE_PROFILE, command)
                .compose(changed -> me(rc))
                .compose(me -> Answers.json(rc, 200, me.with(command.person(), command.language())));
    }

    // --- Password -----------------------------------------------------------------------------------------------

    private Future<Void> changePassword(RoutingContext rc) {
        var input = Input.of(rc);
        var keep = input.ticked("keepOtherSessions");
        var command = MeInput.password(input, MeRoutes.by(rc), !keep, devices.mark(rc));
        return passwords
                .limit(rc, () -> site.bus().request(MeApi.CHANGE_PASSWORD, command))
                .compose(changed -> Answers.json(rc, 200, new ChangedPassword(RotatedSession.of(changed.session()))));
    }

    // --- Sessions -----------------------------------------------------------------------------------------------

    private Future<Void> listSessions(RoutingContext rc) {
        var by = MeRoutes.by(rc);
        return site.bus()
                .request(SessionApi.LIST, new ListSessions(by.account()))
                .compose(open -> Answers.json(
                        rc,
                        200,
                        new Sessions(open.sessions().stream()
                                .map(one -> Session.of(one, by.session()))
                                .toList())));
    }

    private Future<Void> endSession(RoutingContext rc) {
        var by = MeRoutes.by(rc);
        return site.bus()
                .request(SessionApi.END_ONE, new EndOne(by.account(), PathId.of(rc), by.address()))
                .compose(ended -> Answers.nothing(rc));
    }

    /** Needs the parameter, so that a program that lost the id of a session does not end all others. */
    private Future<Void> endOthers(RoutingContext rc) {
        if (!rc.queryParams().contains("others")) {
            throw Failure.invalid(FieldError.of("others", "error.required"));
        }
        var by = MeRoutes.by(rc);
        return site.bus()
                .request(SessionApi.END_OTHERS, new EndOthers(by.account(), by.session(), by.address()))
                .compose(ended -> Answers.nothing(rc));
    }
}
