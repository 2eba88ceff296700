package eu.parvis.signin.terms;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.ReturnPath;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.terms.AcceptanceApi.Accept;
import eu.parvis.signin.terms.AcceptanceApi.Accepted;
import eu.parvis.signin.terms.AcceptanceApi.Refuse;
import eu.parvis.signin.terms.TermsPages.AcceptPage;
import eu.parvis.signin.terms.TermsPages.Document;
import eu.parvis.signin.terms.TermsPages.RefusedPage;
import eu.parvis.signin.terms.TermsPages.TermsPage;
import eu.parvis.terms.TermsApi;
import eu.parvis.terms.TermsApi.AskPdf;
import eu.parvis.terms.TermsCatalogue;
import eu.parvis.terms.TermsDifference;
import eu.parvis.terms.TermsDue;
import eu.parvis.terms.TermsVersion;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The terms of use: public pages, and the page to accept or refuse them in a session. */
public final class TermsRoutes implements Routes {

    private static final String PAGE = "/terms";
    private static final String REFUSED = "/terms/refused";

    private static final Pattern PDF = Pattern.compile("(.+)\\.([a-z]+)\\.pdf");

    private enum Decision {
        ACCEPT,
        REFUSE
    }

    private final Site site;
    private final SessionGuard guard;
    private final TermsCatalogue terms;
    private final String publicUrl;

    public TermsRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
        this.terms = TermsCatalogue.of(site.configuration());
        this.publicUrl = site.configuration().http().publicUrl();
    }

    @Override
    public void pages(Router router) {
        router.get(SessionGuard.TERMS).handler(guard.anySession()).handler(answer(this::showAcceptance));
        router.post(SessionGuard.TERMS).handler(guard.anySession()).handler(answer(this::decide));
        site.publicPages().add(router, REFUSED, language -> new RefusedPage());
        site.publicPages().add(router, PAGE, language -> page(current(), language));
        router.get(PAGE + "/:id").handler(answer(this::showPdf));
        terms.versions()
                .forEach(version -> site.publicPages()
                        .add(router, PAGE + "/" + version.name(), language -> page(version, language)));
    }

    /** Loads the classes that render Markdown. */
    @Override
    public void warmUp() {
        terms.versions().forEach(version -> page(version, Language.FR));
    }

    private TermsVersion current() {
        return terms.current(site.clock().instant()).orElseThrow(Failure::notFound);
    }

    private PageModel page(TermsVersion version, Language language) {
        return new TermsPage(Document.of(version, version.text(language), publicUrl, 0));
    }

    /** {@code /terms/<version>.<language>.pdf}: the file never changes. */
    private Future<Void> showPdf(RoutingContext rc) {
        var name = PDF.matcher(rc.pathParam("id"));
        if (!name.matches()) {
            rc.next();
            return Future.succeededFuture();
        }
        var language = Language.of(name.group(2)).orElseThrow(Failure::notFound);
        return site.bus()
                .request(TermsApi.PDF, new AskPdf(name.group(1), language))
                .compose(pdf -> Answers.file(
                        rc,
                        "application/pdf",
                        rc.pathParam("id"),
                        Base64.getDecoder().decode(pdf.base64())));
    }

    // --- In a session -------------------------------------------------------------------------------------------

    private Future<Void> showAcceptance(RoutingContext rc) {
        var returnTo = ReturnPath.of(rc.request().getParam("returnTo")).orElse("");
        return SessionGuard.identity(rc)
                .terms()
                .map(due -> showAcceptance(rc, 200, due, false, returnTo))
                .orElseGet(() -> Answers.seeOther(rc, destination(rc, returnTo)));
    }

    private Future<Void> showAcceptance(
            RoutingContext rc, int status, TermsDue due, boolean outdated, String returnTo) {
        var version = current();
        var language = Visit.of(rc).language();
        var document = Document.of(version, version.text(language), publicUrl, 1);
        var deadline = Optional.of(due).filter(terms -> !terms.required()).map(TermsDue::deadline);
        var accepted = due.accepted();
        var changes = accepted.flatMap(terms::find)
                .map(earlier -> TermsDifference.between(earlier.text(language), version.text(language))
                        .sections())
                .orElse(List.of());
        return site.pages().show(rc, status, new AcceptPage(document, deadline, accepted, changes, outdated, returnTo));
    }

    private Future<Void> decide(RoutingContext rc) {
        var input = Input.of(rc);
        var decision = input.choice("decision", Decision.class);
        var version = input.text("version");
        var sha256 = input.text("sha256");
        var returnTo = ReturnPath.of(input.text("returnTo")).orElse("");
        return Answers.submit(
                rc,
                () -> {
                    input.end();
                    return decision == Decision.ACCEPT
                            ? accept(rc, version, sha256).compose(done -> respondWithNext(rc, done, returnTo))
                            : refuse(rc, version);
                },
                (status, faults) -> respondWithFault(rc, status, returnTo),
                Failure.Kind.CONFLICT);
    }

    /** A person who has accepted the current version has nothing to decide. */
    private Future<Void> respondWithFault(RoutingContext rc, int status, String returnTo) {
        return SessionGuard.identity(rc)
                .terms()
                .map(due -> showAcceptance(rc, status, due, status == Failure.Kind.CONFLICT.status(), returnTo))
                .orElseGet(() -> Answers.seeOther(rc, destination(rc, returnTo)));
    }

    private Future<Accepted> accept(RoutingContext rc, String version, String sha256) {
        var identity = SessionGuard.identity(rc);
        return site.bus()
                .request(
                        AcceptanceApi.ACCEPT,
                        new Accept(
                                identity.account().id(),
                                identity.session(),
                                guard.token(rc).orElseThrow(),
                                version,
                                sha256,
                                Visit.of(rc).address()));
    }

    private Future<Void> respondWithNext(RoutingContext rc, Accepted accepted, String returnTo) {
        guard.begin(rc, accepted.session());
        return Answers.seeOther(rc, destination(rc, returnTo));
    }

    private static String destination(RoutingContext rc, String returnTo) {
        return SessionGuard.identity(rc).kind() == SessionApi.Kind.ACTIVATION
                ? SessionGuard.WIZARD
                : ReturnPath.of(returnTo).orElse(SessionGuard.HOME);
    }

    private Future<Void> refuse(RoutingContext rc, String version) {
        var identity = SessionGuard.identity(rc);
        return site.bus()
                .request(
                        AcceptanceApi.REFUSE,
                        new Refuse(
                                identity.account().id(), version, Visit.of(rc).address()))
                .compose(recorded -> guard.signOut(rc, REFUSED));
    }
}
