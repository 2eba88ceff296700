package eu.parvis.help;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.crypto.References;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Limits;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailApi.Check;
import eu.parvis.mail.MailApi.SentMail;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;

/**
 * Public pages: the landing page, help, accessibility, and the check whether a mail was sent by the portal. Also
 * robots.txt and security.txt.
 */
public final class HelpRoutes implements Routes {

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

    /** RFC 9116: where to report a vulnerability, and until when this file is valid. */
    private static final String SECURITY = """
            Contact: mailto:%s
            Expires: %s
            Preferred-Languages: fr, en
            Canonical: %s/.well-known/security.txt
            """;

    private static final Duration SECURITY_BELIEVED = Duration.ofDays(180);

    /**
     * Result of a mail check, for the template.
     *
     * @param mails mails sent with this reference; empty if none
     * @param since mails sent before this time are no longer known
     */
    private record Answer(String reference, List<SentMail> mails, Instant since) {}

    private final Site site;
    private final String portal;

    public HelpRoutes(Site site) {
        this.site = site;
        this.portal = site.configuration().http().origin();
    }

    @Override
    public void pages(Router router) {
        var everybody = site.publicPages();
        everybody.add(router, "/", "help/landing.html");
        everybody.add(router, "/help", "help/support.html");
        everybody.add(router, "/accessibility", "help/accessibility.html");
        router.get("/mail-check").handler(answer(this::mailCheck));
        router.get("/robots.txt").handler(answer(rc -> text(rc, ROBOTS)));
        router.get("/.well-known/security.txt").handler(answer(rc -> text(rc, security())));
        router.get("/favicon.ico").handler(answer(Answers::nothing));
    }

    private Future<Void> mailCheck(RoutingContext rc) {
        return rc.queryParams().contains("reference") ? check(rc) : show(rc, 200, Form.empty(), null);
    }

    private Future<Void> check(RoutingContext rc) {
        site.limits().spend(Limits.Act.MAIL_CHECK, rc);
        var input = Input.form(rc.queryParams());
        var reference = input.required("reference", References::parse);
        try {
            input.end();
        } catch (Failure refused) {
            return show(
                    rc, 400, input.form().with(refused.fields(), site.pages().words(rc)), null);
        }
        return site.bus()
                .request(MailApi.CHECK, new Check(reference))
                .compose(checked -> show(rc, 200, input.form(), known(reference, checked)));
    }

    private Answer known(String reference, MailApi.Checked checked) {
        var since = site.clock().instant().minus(site.configuration().mail().keep());
        return new Answer(reference, checked.mails(), since);
    }

    private Future<Void> show(RoutingContext rc, int status, Form form, Answer answer) {
        var model = new HashMap<String, Object>();
        model.put("form", form);
        model.put("portal", portal);
        model.put("answer", answer);
        return site.pages().show(rc, status, "help/mail-check.html", model);
    }

    private String security() {
        var today = site.clock().instant().truncatedTo(ChronoUnit.DAYS);
        return SECURITY.formatted(site.configuration().brand().supportEmail(), today.plus(SECURITY_BELIEVED), portal);
    }

    private static Future<Void> text(RoutingContext rc, String text) {
        rc.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=3600");
        return rc.response().end(text);
    }
}
