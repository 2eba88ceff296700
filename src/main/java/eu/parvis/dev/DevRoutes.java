package eu.parvis.dev;

import static eu.parvis.http.Answers.answer;

import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Pages of the sandbox: the mails that were sent, and the clock. */
final class DevRoutes implements Routes {

    /**
     * The mailbox of the sandbox.
     *
     * @param to the address whose mails are shown; empty for all
     */
    @Template("dev/mailbox.html")
    private record MailboxPage(List<Row> mails, String to, Instant now, List<FictionalCompanies.Example> companies)
            implements PageModel {}

    private record Row(String to, String subject, String text, List<String> links, Instant receivedAt) {

        static Row of(SandboxMails.Mail mail) {
            return new Row(mail.to(), mail.subject(), mail.text(), mail.links(), mail.receivedAt());
        }
    }

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
                .map(found -> mailboxPage(rc, found))
                .compose(page -> site.pages().show(rc, page));
    }

    private MailboxPage mailboxPage(RoutingContext rc, List<SandboxMails.Mail> found) {
        return new MailboxPage(
                found.stream().map(Row::of).toList(), to(rc), clock.instant(), FictionalCompanies.sirets());
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
