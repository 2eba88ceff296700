package eu.parvis.activation;

import static eu.parvis.activation.ActivationRoutes.by;
import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Account.Step;
import eu.parvis.activation.ActivationApi.Enter;
import eu.parvis.activation.ActivationApi.Show;
import eu.parvis.activation.ActivationApi.Standing;
import eu.parvis.activation.ActivationApi.StepResult;
import eu.parvis.bus.Bus;
import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.session.RotatedSession;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The wizard as API operations, one for each step. */
public final class ActivationApiRoutes implements Routes {

    private final Bus bus;
    private final SessionGuard guard;

    public ActivationApiRoutes(Site site, SessionGuard guard) {
        this.bus = site.bus();
        this.guard = guard;
    }

    @Override
    public void api(Router router) {
        router.get("/challenge-questions").handler(answer(this::catalogue));
        router.get("/activation").handler(signedIn()).handler(answer(this::show));
        step(router, Step.PASSWORD, (typed, standing) -> bus.request(ActivationApi.CHOOSE_PASSWORD, typed.password()));
        step(
                router,
                Step.CONTACTS,
                (typed, standing) -> bus.request(ActivationApi.NAME_CONTACTS, typed.contacts(standing)));
        step(router, Step.USERS, (typed, standing) -> bus.request(ActivationApi.ADD_USERS, typed.users(standing)));
        step(
                router,
                Step.CHALLENGES,
                (typed, standing) -> bus.request(ActivationApi.SET_CHALLENGES, typed.challenges()));
    }

    private void step(Router router, Step step, BiFunction<ActivationInput, Standing, Future<StepResult>> body) {
        router.put(ActivationPages.path(step)).handler(signedIn()).handler(answer(rc -> take(rc, step, body)));
    }

    /** Also accepts activated persons; the answer says that no step is left. */
    private AuthenticationHandler signedIn() {
        return guard.api(Kind.ACTIVATION, Kind.OPEN);
    }

    private record Catalogue(List<Question> questions) {}

    private record Question(String id, String text) {}

    private record Activation(Step step, Optional<RotatedSession> session) {}

    private Future<Void> catalogue(RoutingContext rc) {
        return Answers.json(rc, 200, catalogue(Visit.of(rc).language()));
    }

    private static Catalogue catalogue(Language language) {
        return new Catalogue(ChallengeQuestion.CATALOGUE.stream()
                .map(id -> new Question(id, ChallengeQuestion.sentence(id, language)))
                .toList());
    }

    private Future<Void> show(RoutingContext rc) {
        return bus.request(ActivationApi.SHOW, new Show(by(rc).account()))
                .compose(standing -> respond(rc, standing.way().step(), Optional.empty()));
    }

    private Future<Void> take(
            RoutingContext rc, Step step, BiFunction<ActivationInput, Standing, Future<StepResult>> body) {
        return bus.request(ActivationApi.ENTER, new Enter(by(rc), step))
                .compose(standing -> body.apply(ActivationInput.ofJson(Input.of(rc), by(rc)), standing))
                .compose(moved -> respond(rc, moved.next(), moved.session().map(RotatedSession::of)));
    }

    private static Future<Void> respond(RoutingContext rc, Step step, Optional<RotatedSession> session) {
        return Answers.json(rc, 200, new Activation(step, session));
    }
}
