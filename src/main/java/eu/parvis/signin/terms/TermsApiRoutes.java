package eu.parvis.signin.terms;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Answers;
import eu.parvis.http.BearerToken;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.session.OpenedSession;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.terms.AcceptanceApi.Accept;
import eu.parvis.signin.terms.AcceptanceApi.Accepted;
import eu.parvis.terms.Acceptance;
import eu.parvis.terms.TermsApi;
import eu.parvis.terms.TermsApi.AskAcceptances;
import eu.parvis.terms.TermsCatalogue;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reading and accepting the terms of use as API operations. */
public final class TermsApiRoutes implements Routes {

    private static final String ACCEPTANCES = "/terms/acceptances";

    private final Site site;
    private final SessionGuard guard;
    private final TermsCatalogue terms;

    public TermsApiRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
        this.terms = TermsCatalogue.of(site.configuration());
    }

    @Override
    public void api(Router router) {
        var any = guard.api(Kind.ACTIVATION, Kind.OPEN, Kind.TERMS);
        router.get("/terms/current").handler(answer(this::showCurrent));
        router.get(ACCEPTANCES).handler(any).handler(answer(this::list));
        router.post(ACCEPTANCES).handler(any).handler(answer(this::accept));
    }

    private record Current(String version, String language, String sha256, Instant effectiveFrom, String text) {}

    private record Created(UUID id, Instant acceptedAt, Session session) {}

    private record Session(String token, Kind state, long idleSeconds, Instant expiresAt) {

        static Session of(OpenedSession opened) {
            return new Session(
                    opened.token().text(), opened.kind(), opened.idle().toSeconds(), opened.expiresAt());
        }
    }

    private record Listed(UUID id, String version, String language, String sha256, Instant acceptedAt, String address) {

        static Listed of(Acceptance acceptance) {
            return new Listed(
                    acceptance.id(),
                    acceptance.version(),
                    acceptance.language().code(),
                    acceptance.sha256(),
                    acceptance.acceptedAt(),
                    acceptance.address());
        }
    }

    private record Acceptances(List<Listed> acceptances) {}

    private Future<Void> showCurrent(RoutingContext rc) {
        var language = language(rc);
        var current = terms.current(site.clock().instant()).orElseThrow(Failure::notFound);
        var text = current.text(language);
        return Answers.json(
                rc,
                200,
                new Current(current.name(), language.code(), text.sha256(), current.effectiveFrom(), text.markdown()));
    }

    private static Language language(RoutingContext rc) {
        var asked = rc.request().getParam("language");
        return asked == null
                ? Visit.of(rc).language()
                : Language.of(asked).orElseThrow(() -> Failure.invalid(FieldError.of("language", "error.choice")));
    }

    private Future<Void> accept(RoutingContext rc) {
        var identity = SessionGuard.identity(rc);
        var input = Input.of(rc);
        var version = input.required("version", TermsApiRoutes::unchanged);
        var sha256 = input.required("sha256", TermsApiRoutes::unchanged);
        input.end();
        return site.bus()
                .request(
                        AcceptanceApi.ACCEPT,
                        new Accept(
                                identity.account().id(),
                                identity.session(),
                                new Secret(BearerToken.required(rc)),
                                version,
                                sha256,
                                Visit.of(rc).address()))
                .compose(accepted -> Answers.created(rc, ACCEPTANCES, created(accepted)));
    }

    /** Any text is compared with the current version. */
    private static String unchanged(String typed) {
        return typed;
    }

    private static Created created(Accepted accepted) {
        return new Created(
                accepted.acceptance().id(), accepted.acceptance().acceptedAt(), Session.of(accepted.session()));
    }

    private Future<Void> list(RoutingContext rc) {
        return site.bus()
                .request(
                        TermsApi.ACCEPTANCES,
                        new AskAcceptances(SessionGuard.identity(rc).account().id()))
                .compose(found -> Answers.json(
                        rc,
                        200,
                        new Acceptances(
                                found.acceptances().stream().map(Listed::of).toList())));
    }
}
