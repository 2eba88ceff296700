package eu.parvis.help;

import static eu.parvis.http.Answers.answer;

import eu.parvis.config.Limit;
import eu.parvis.crypto.References;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailApi.Check;
import eu.parvis.mail.MailApi.SentMail;
import eu.parvis.mail.MailSettings;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Public pages: the first page, help, and the check whether a mail came from the portal. */
public final class HelpRoutes implements Routes {

    /** Checks of a mail's reference: enough for a careful reader, too few to search for references. */
    private static final Limit MAIL_CHECKS = new Limit("mailChecks", Duration.ofHours(1), configuration -> 60);

    private static final String ROBOTS = """
            User-agent: *
            Allow: /$
            Allow: /static/
            Allow: /help$
            Allow: /mail-check$
            Allow: /accessibility$
            Allow: /register$
            Allow: /sign-in$
            Disallow: /
            """;

    /** RFC 9116: where to report a weakness. */
    private static final String SECURITY = """
            Contact: mailto:%s
            Expires: %s
            Preferred-Languages: fr, en
            Canonical: %s/.well-known/security.txt
            """;

    private static final Duration SECURITY_VALID = Duration.ofDays(180);

    /**
     * The page that says whether a mail came from the portal.
     *
     * @param portal address of the portal
     */
    @Template("help/mail-check.html")
    private record MailCheckPage(Form form, String portal, Optional<Answer> answer) implements PageModel {}

    /** The mails that were sent under a reference since then. */
    private record Answer(String reference, List<SentMail> mails, Instant since) {}

    private final Site site;
    private final String portal;

    public HelpRoutes(Site site) {
        this.site = site;
        this.portal = site.configuration().http().origin();
    }

    @Override
    public void pages(Router router) {
        var everyone = site.publicPages();
        everyone.add(router, "/", "help/landing.html");
        everyone.add(router, "/help", "help/support.html");
        everyone.add(router, "/accessibility", "help/accessibility.html");
        router.get("/mail-check").handler(answer(this::mailCheck));
        router.get("/robots.txt").handler(answer(rc -> text(rc, ROBOTS)));
        router.get("/.well-known/security.txt").handler(answer(rc -> text(rc, security())));
        router.get("/favicon.ico").handler(answer(Answers::nothing));
    }

    private Future<Void> mailCheck(RoutingContext rc) {
        return rc.queryParams().contains("reference") ? check(rc) : show(rc, 200, Form.empty(), Optional.empty());
    }

    private Future<Void> check(RoutingContext rc) {
        site.limits().spend(MAIL_CHECKS, rc);
        var input = Input.form(rc.queryParams());
        return Answers.submit(
                rc,
                () -> find(input).compose(answer -> show(rc, 200, input.form(), Optional.of(answer))),
                (status, faults) ->
                        show(rc, status, input.form().with(faults, site.pages().words(rc)), Optional.empty()));
    }

    private Future<Answer> find(Input input) {
        var reference = input.required("reference", References::parse);
        input.end();
        return site.bus().request(MailApi.CHECK, new Check(reference)).map(checked -> found(reference, checked));
    }

    private Answer found(String reference, MailApi.Checked checked) {
        var since = site.clock()
                .instant()
                .minus(site.configuration().get(MailSettings.class).keep());
        return new Answer(reference, checked.mails(), since);
    }

    private Future<Void> show(RoutingContext rc, int status, Form form, Optional<Answer> answer) {
        return site.pages().show(rc, status, new MailCheckPage(form, portal, answer));
    }

    private String security() {
        var today = site.clock().instant().truncatedTo(ChronoUnit.DAYS);
        return SECURITY.formatted(site.configuration().brand().supportEmail(), today.plus(SECURITY_VALID), portal);
    }

    private static Future<Void> text(RoutingContext rc, String text) {
        rc.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=3600");
        return rc.response().end(text);
    }
}
