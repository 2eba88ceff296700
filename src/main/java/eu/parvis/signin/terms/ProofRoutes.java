package eu.parvis.signin.terms;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.http.Answers;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.session.SessionGuard;
import eu.parvis.terms.Acceptance;
import eu.parvis.terms.TermsApi;
import eu.parvis.terms.TermsApi.AskAcceptances;
import eu.parvis.terms.TermsApi.AskProof;
import eu.parvis.terms.TermsCatalogue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** The person's own acceptances, and the proof of each as a file (CS-12). */
public final class ProofRoutes implements Routes {

    private static final String PAGE = "/account/terms";
    private static final Pattern FILE = Pattern.compile("([0-9a-f-]{36})\\.(pdf|json)");

    /** The person's acceptances, the newest first. */
    @Template("terms/acceptances.html")
    private record AcceptancesPage(List<Row> acceptances) implements PageModel {}

    private record Row(UUID id, String version, String language, Instant acceptedAt, String address, String sha256) {

        static Row of(Acceptance acceptance) {
            return new Row(
                    acceptance.id(),
                    acceptance.version(),
                    acceptance.language().code(),
                    acceptance.acceptedAt(),
                    acceptance.address(),
                    acceptance.sha256());
        }
    }

    private final Site site;
    private final SessionGuard guard;
    private final TermsCatalogue terms;

    public ProofRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
        this.terms = TermsCatalogue.of(site.configuration());
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE).handler(guard.ownAccount()).handler(answer(this::show));
        router.get(PAGE + "/:id").handler(guard.ownAccount()).handler(answer(this::download));
    }

    private Future<Void> show(RoutingContext rc) {
        return acceptances(rc)
                .compose(all -> site.pages()
                        .show(rc, new AcceptancesPage(all.stream().map(Row::of).toList())));
    }

    private Future<List<Acceptance>> acceptances(RoutingContext rc) {
        return site.bus()
                .request(
                        TermsApi.ACCEPTANCES,
                        new AskAcceptances(SessionGuard.identity(rc).account().id()))
                .map(TermsApi.Acceptances::acceptances);
    }

    private Future<Void> download(RoutingContext rc) {
        var name = FILE.matcher(rc.pathParam("id"));
        if (!name.matches()) {
            throw Failure.notFound();
        }
        return acceptances(rc)
                .map(all -> all.stream()
                        .filter(one -> one.id().toString().equals(name.group(1)))
                        .findFirst()
                        .orElseThrow(Failure::notFound))
                .compose(acceptance ->
                        name.group(2).equals("pdf") ? downloadPdf(rc, acceptance) : downloadJson(rc, acceptance));
    }

    private Future<Void> downloadPdf(RoutingContext rc, Acceptance acceptance) {
        return site.bus()
                .request(
                        TermsApi.PROOF,
                        new AskProof(SessionGuard.identity(rc).account().id(), acceptance))
                .compose(pdf -> Answers.file(
                        rc,
                        "application/pdf",
                        file(acceptance, "pdf"),
                        Base64.getDecoder().decode(pdf.base64())));
    }

    /** With the text, so that its hash can be computed again. */
    private Future<Void> downloadJson(RoutingContext rc, Acceptance acceptance) {
        var account = SessionGuard.identity(rc).account();
        var json = new JsonObject()
                .put("id", acceptance.id().toString())
                .put("identifier", account.identifier())
                .put("name", account.name())
                .put("email", account.email())
                .put("version", acceptance.version())
                .put("language", acceptance.language().code())
                .put("sha256", acceptance.sha256())
                .put("acceptedAt", acceptance.acceptedAt().toString())
                .put("address", acceptance.address())
                .put("session", acceptance.session().toString())
                .put(
                        "text",
                        terms.find(acceptance.version())
                                .map(version ->
                                        version.text(acceptance.language()).markdown())
                                .orElse(null));
        return Answers.file(
                rc,
                "application/json",
                file(acceptance, "json"),
                json.toBuffer().getBytes());
    }

    private static String file(Acceptance acceptance, String type) {
        return "terms-" + acceptance.version() + "-"
                + acceptance.acceptedAt().toString().substring(0, 10) + "." + type;
    }
}
