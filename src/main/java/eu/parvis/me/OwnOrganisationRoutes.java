package eu.parvis.me;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.MembershipApi.AskLeaving;
import eu.parvis.membership.MembershipApi.Leave;
import eu.parvis.membership.Role;
import eu.parvis.session.Identity;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The organisations of the person: which there are, acting for another one, leaving one. */
public final class OwnOrganisationRoutes implements Routes {

    private static final String PAGE = MeRoutes.OVERVIEW + "/organisations";
    private static final String LEFT = "left";

    /** The organisations; {@code left}: whether one was left just now. */
    @Template("me/organisations.html")
    private record OrganisationsPage(List<Row> rows, boolean left) implements PageModel {}

    record Row(String id, String name, List<String> roles, boolean current) {

        static Row of(Identity.Membership membership) {
            return new Row(
                    membership.organisation().toString(), membership.name(), membership.roles(), membership.current());
        }
    }

    /**
     * What leaving means, or what prevents it.
     *
     * @param current whether the person acts for this organisation now
     */
    @Template("me/leave.html")
    private record LeavePage(
            String id, String name, boolean current, boolean administrator, Optional<Obstacle> obstacle, Form form)
            implements PageModel {

        static LeavePage of(Identity.Membership membership, Optional<Obstacle> obstacle, Form form) {
            return new LeavePage(
                    membership.organisation().toString(),
                    membership.name(),
                    membership.current(),
                    membership.roles().contains(Role.ADMINISTRATOR.name()),
                    obstacle,
                    form);
        }
    }

    /** Why the person cannot leave, as in {@code me.leave.*}. */
    private enum Obstacle {
        LAST_ADMINISTRATOR,
        CONTACT;

        static Obstacle of(String failure) {
            return failure.equals("users.contact") ? CONTACT : LAST_ADMINISTRATOR;
        }
    }

    private final Site site;
    private final SessionGuard guard;

    public OwnOrganisationRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE).handler(guard.browser()).handler(answer(this::show));
        router.get(PAGE + "/:id").handler(guard.browser()).handler(answer(rc -> showLeave(rc, 200, Form.empty())));
        router.post(PAGE + "/:id").handler(guard.ownAccount()).handler(answer(this::submit));
    }

    @Override
    public void api(Router router) {
        router.delete("/me/organisations/:id")
                .handler(guard.api(Kind.OPEN))
                .handler(answer(rc -> leave(rc).compose(left -> Answers.nothing(rc))));
    }

    private Future<Void> show(RoutingContext rc) {
        var rows = SessionGuard.identity(rc).memberships().stream().map(Row::of).toList();
        var left = site.notices().take(rc).contains(LEFT);
        return site.pages().show(rc, 200, new OrganisationsPage(rows, left));
    }

    private Future<Void> showLeave(RoutingContext rc, int status, Form form) {
        var membership = membership(rc);
        return site.bus()
                .request(MembershipApi.LEAVING, new AskLeaving(actor(rc, membership)))
                .compose(leaving -> site.pages()
                        .show(
                                rc,
                                status,
                                LeavePage.of(membership, leaving.obstacle().map(Obstacle::of), form)));
    }

    private static Actor actor(RoutingContext rc, Identity.Membership membership) {
        return new Actor(
                membership.organisation(),
                MeRoutes.account(rc).id(),
                Visit.of(rc).address());
    }

    private static Identity.Membership membership(RoutingContext rc) {
        var id = PathId.of(rc);
        return SessionGuard.identity(rc).memberships().stream()
                .filter(membership -> membership.organisation().equals(id))
                .findFirst()
                .orElseThrow(Failure::notFound);
    }

    /** Needs a ticked box, so that one click does not end the access. */
    private Future<Void> submit(RoutingContext rc) {
        return Answers.submit(
                rc,
                () -> confirm(rc, Input.of(rc)).compose(left -> site.notices().seeOther(rc, PAGE, List.of(LEFT))),
                (status, faults) -> showFaults(rc, status, faults),
                Failure.Kind.CONFLICT);
    }

    private Future<Message.Done> confirm(RoutingContext rc, Input input) {
        if (!input.ticked("confirmation")) {
            input.refuse("confirmation", "error.confirmation.missing");
        }
        input.end();
        return leave(rc);
    }

    private Future<Message.Done> leave(RoutingContext rc) {
        return site.bus().request(MembershipApi.LEAVE, new Leave(actor(rc, membership(rc))));
    }

    private Future<Void> showFaults(RoutingContext rc, int status, List<FieldError> faults) {
        return showLeave(rc, status, Form.empty().with(faults, site.pages().words(rc)));
    }
}
