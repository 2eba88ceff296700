package eu.parvis.joining;

import static eu.parvis.http.Answers.answer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import eu.parvis.bus.Bus;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Answers;
import eu.parvis.http.BearerToken;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.PersonInput;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi.Ask;
import eu.parvis.joining.JoinApi.Decide;
import eu.parvis.joining.JoinApi.Decision;
import eu.parvis.joining.JoinApi.Follow;
import eu.parvis.joining.JoinApi.ListRequests;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.MemberInput;
import eu.parvis.membership.Role;
import eu.parvis.organisation.NumberInput;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Country;
import eu.parvis.values.Person;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The API operations under {@code /join-requests}. */
public final class JoinApiRoutes implements Routes {

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;

    record Created(UUID id, String token, JoinRequest.State state) {}

    /** JSON form of a request; the person is included for administrators only. */
    record View(
            UUID id,
            JoinRequest.State state,
            Optional<JoinRequest.DecidingParty> asked,
            Instant createdAt,
            Optional<Instant> decidedAt,
            @JsonUnwrapped Person.View person) {

        static View forRequester(JoinRequest request) {
            return of(request, Optional.empty());
        }

        static View forAdministrator(JoinRequest request) {
            return of(request, Optional.of(request.person()));
        }

        private static View of(JoinRequest request, Optional<Person> person) {
            return new View(
                    request.id(),
                    request.state(),
                    Optional.of(request.asked()).filter(asked -> request.state() == JoinRequest.State.OPEN),
                    request.createdAt(),
                    request.decidedAt(),
                    person.map(Person::view).orElse(null));
        }
    }

    record Views(List<View> joinRequests) {}

    private enum Verdict {
        APPROVE,
        REFUSE
    }

    public JoinApiRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
    }

    @Override
    public void api(Router router) {
        router.post("/join-requests").handler(site.idempotency()).handler(answer(this::ask));
        router.get("/join-requests")
                .handler(guard.api(Kind.OPEN))
                .handler(MemberGuard.role(Role.ADMINISTRATOR))
                .handler(answer(this::list));
        router.get("/join-requests/:id").handler(answer(this::follow));
        router.patch("/join-requests/:id")
                .handler(guard.api(Kind.OPEN))
                .handler(MemberGuard.role(Role.ADMINISTRATOR))
                .handler(answer(this::decide));
    }

    private Future<Void> ask(RoutingContext rc) {
        var input = Input.of(rc);
        var number = NumberInput.number(input.object("organisation"));
        var person = PersonInput.withOptionalPhone(input.object("person"), Country.FRANCE);
        var language = PersonInput.language(input);
        input.end();
        var address = Visit.of(rc).address();
        site.limits().spend(JoinApi.REGISTRATIONS, rc);
        return bus.request(
                        JoinApi.ASK,
                        new Ask(
                                number,
                                person,
                                language,
                                address,
                                site.idempotency().once(rc)))
                .compose(asked -> Answers.created(
                        rc,
                        "/join-requests/" + asked.id(),
                        new Created(asked.id(), asked.token().text(), asked.state())));
    }

    private Future<Void> list(RoutingContext rc) {
        return bus.request(JoinApi.LIST, new ListRequests(MemberGuard.actor(rc)))
                .compose(open -> Answers.json(
                        rc,
                        200,
                        new Views(open.requests().stream()
                                .map(View::forAdministrator)
                                .toList())));
    }

    private Future<Void> follow(RoutingContext rc) {
        return bus.request(JoinApi.FOLLOW, new Follow(PathId.of(rc), new Secret(BearerToken.required(rc))))
                .compose(found -> Answers.json(rc, 200, View.forRequester(found.request())));
    }

    private Future<Void> decide(RoutingContext rc) {
        var input = Input.of(rc);
        var verdict = input.choice("decision", Verdict.class);
        var roles = MemberInput.roles(input, Role.OF_NEWCOMER);
        input.end();
        var decision = new Decision(verdict == Verdict.APPROVE, roles);
        return bus.request(JoinApi.DECIDE, new Decide(MemberGuard.actor(rc), PathId.of(rc), decision))
                .compose(decided -> Answers.json(rc, 200, View.forAdministrator(decided.request())));
    }
}
