package eu.parvis.dev;

import static eu.parvis.http.Answers.answer;

import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/** The test bench under {@code /dev}: lists the mails and telephone messages sent, and advances the clock. */
final class DevRoutes implements Routes {

    private record Now(Instant now) {}

    private final Site site;
    private final SandboxMails mails;
    private final SandboxClock clock;

    DevRoutes(Site site, SandboxMails mails, SandboxClock clock) {
        this.site = site;
        this.mails = mails;
        this.clock = clock;
    }

    @Override
    public void pages(Router router) {
        router.get("/dev/mailbox").handler(answer(this::mailbox));
        router.get("/dev/mails").handler(answer(this::listMails));
        router.get("/dev/phones").handler(answer(rc -> Answers.json(rc, 200, List.of())));
        router.post("/dev/clock").handler(answer(this::advance));
    }

    private Future<Void> mailbox(RoutingContext rc) {
        return mailsTo(rc)
                .compose(found -> site.pages()
                        .show(
                                rc,
                                "dev/mailbox.html",
                                Map.of(
                                        "mails",
                                        found,
                                        "to",
                                        to(rc),
                                        "now",
                                        clock.instant(),
                                        "companies",
                                        FictionalCompanies.sirets())));
    }

    private Future<Void> listMails(RoutingContext rc) {
        return mailsTo(rc).compose(found -> Answers.json(rc, 200, found));
    }

    private Future<Void> advance(RoutingContext rc) {
        var json = rc.request().getHeader("Content-Type") != null
                && rc.request().getHeader("Content-Type").startsWith("application/json");
        var by = duration(
                json
                        ? Input.json(rc.body().buffer()).text("advance")
                        : rc.request().getFormAttribute("advance"));
        var now = clock.advance(by);
        return json ? Answers.json(rc, 200, new Now(now)) : Answers.seeOther(rc, "/dev/mailbox");
    }

    private Future<List<SandboxMails.Mail>> mailsTo(RoutingContext rc) {
        var to = to(rc);
        return site.vertx().executeBlocking(() -> mails.to(to));
    }

    private static String to(RoutingContext rc) {
        return rc.queryParams().contains("to") ? rc.queryParams().get("to").strip() : "";
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("advance is an ISO 8601 duration such as PT31M", e);
        }
    }
}
