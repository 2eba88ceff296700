package eu.parvis.mail;

import eu.parvis.config.Configuration;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.SecretBox;
import eu.parvis.db.Sql;
import eu.parvis.work.Outcome.Result;
import eu.parvis.work.RetryPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one mail and writes its outcome into its row.
 *
 * <p>Lives on one event loop.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final String GAVE_UP = "mail.reason.gaveUp";

    private static final RetryPolicy SOON =
            RetryPolicy.of(Duration.ofSeconds(20)).withJitter(0.5);

    /** At most eight tries in any day. */
    private static final RetryPolicy GROWING = RetryPolicy.of(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(45),
                    Duration.ofMinutes(135),
                    Duration.ofHours(6))
            .withJitter(0.2);

    private final DeliveryRepository repository = new DeliveryRepository();
    private final Vertx vertx;
    private final Function<MailApi.AskDocument, Future<MailApi.Document>> documents;
    private final Sql database;
    private final MailClient client;
    private final SecretBox box;
    private final LockLinks locks;
    private final Clock clock;
    private final Configuration configuration;
    private final Envelope envelope;
    private final RandomGenerator random;
    private final MailMeters meters;
    private final Duration lease;
    private final Duration giveUpAfter;
    private final Set<String> compiled = new HashSet<>();
    private Optional<Future<MailTemplates>> templates = Optional.empty();

    Delivery(
            Vertx vertx,
            Function<MailApi.AskDocument, Future<MailApi.Document>> documents,
            Sql database,
            MailClient client,
            Configuration configuration,
            SecretBox box,
            LockLinks locks,
            Clock clock,
            RandomGenerator random,
            MailMeters meters) {
        this.vertx = vertx;
        this.documents = documents;
        this.database = database;
        this.client = client;
        this.box = box;
        this.locks = locks;
        this.clock = clock;
        this.configuration = configuration;
        this.envelope = new Envelope(configuration);
        this.meters = meters;
        this.random = random;
        this.lease = configuration.get(MailSettings.class).lease();
        this.giveUpAfter = configuration.get(MailSettings.class).giveUpAfter();
    }

    /**
     * The outcome of one delivery.
     *
     * @param next mail of the group to the same reader, claimed when this one left
     */
    record Outcome(Result result, Optional<Outgoing> next) {}

    /** Fails only if the outcome could not be written. */
    Future<Outcome> deliver(Outgoing mail) {
        return templates()
                .compose(templates -> document(mail).compose(document -> render(templates, mail, document)))
                .transform(
                        outcome -> outcome.succeeded() ? send(mail, outcome.result()) : fault(mail, outcome.cause()));
    }

    /** Created with the first mail, because template engines and telephone numbering plans would delay the start. */
    private Future<MailTemplates> templates() {
        if (templates.isEmpty()) {
            templates = Optional.of(vertx.executeBlocking(() -> new MailTemplates(configuration, locks)));
        }
        return templates.get();
    }

    /** Loaded at each attempt: the outbox stores only its name. Other mails may speak of a document without carrying it. */
    private Future<Optional<MailApi.Document>> document(Outgoing mail) {
        return Optional.ofNullable(mail.content().get("document"))
                .filter(name -> Occasion.TERMS_ACCEPTED.folder().equals(mail.occasion()))
                .map(name -> documents
                        .apply(new MailApi.AskDocument(name, mail.language()))
                        .map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** The first mail of an occasion compiles its templates, which would block the event loop. */
    private Future<MailMessage> render(MailTemplates templates, Outgoing mail, Optional<MailApi.Document> document) {
        if (compiled.contains(mail.occasion())) {
            return Future.succeededFuture(message(templates, mail, document));
        }
        return vertx.executeBlocking(() -> message(templates, mail, document), false)
                .onSuccess(done -> compiled.add(mail.occasion()));
    }

    private MailMessage message(MailTemplates templates, Outgoing mail, Optional<MailApi.Document> document) {
        return envelope.around(templates.write(mail, secretOf(mail), document), mail, document, clock.instant());
    }

    private Optional<String> secretOf(Outgoing mail) {
        return mail.sealed()
                .map(bytes -> box.open(bytes, Outgoing.context(mail.id())))
                .map(Secret::text);
    }

    private Future<Outcome> fault(Outgoing mail, Throwable cause) {
        LOG.error("Mail {} ({}) could not be rendered", mail.id(), mail.occasion(), cause);
        return failed(mail, Verdict.without(Verdict.Kind.FAULT));
    }

    private Future<Outcome> send(Outgoing mail, MailMessage message) {
        return client.sendMail(message)
                .timeout(lease.toMillis(), TimeUnit.MILLISECONDS)
                .transform(outcome -> outcome.succeeded() ? sent(mail) : failed(mail, verdict(mail, outcome.cause())));
    }

    private Future<Outcome> sent(Outgoing mail) {
        var now = clock.instant();
        meters.sent();
        return repository.sent(database, mail, now, now.plus(lease)).map(next -> new Outcome(Result.DONE, next));
    }

    /** Logs the codes of the answer, but not its text, which may repeat the address of the recipient. */
    private static Verdict verdict(Outgoing mail, Throwable cause) {
        var verdict = Verdict.of(cause);
        LOG.warn("Mail {} did not leave: {}, {}", mail.id(), verdict.kind(), Verdict.codes(cause));
        return verdict;
    }

    private Future<Outcome> failed(Outgoing mail, Verdict verdict) {
        var now = clock.instant();
        var next = nextAttempt(mail, verdict.kind(), now);
        return next.isPresent() ? delayed(mail, verdict, next.get(), now) : refused(mail, verdict, now);
    }

    /** Empty if the mail will not be tried again. */
    private Optional<Instant> nextAttempt(Outgoing mail, Verdict.Kind kind, Instant now) {
        var soon = switch (kind) {
            // Our own mail server is unreachable: mails must leave within a minute of its return.
            case AWAY -> true;
            case BROKEN -> mail.deferrals() == 0;
            case LATER, FAULT, REFUSED -> false;
        };
        return kind == Verdict.Kind.REFUSED
                ? Optional.empty()
                : (soon ? SOON : GROWING)
                        .giveUpAfter(giveUpAfter)
                        .next(mail.deferrals() + 1, mail.createdAt(), now, random);
    }

    private Future<Outcome> delayed(Outgoing mail, Verdict verdict, Instant next, Instant now) {
        var reason = verdict.kind().reason();
        meters.delayed();
        var recorded = verdict.kind() == Verdict.Kind.AWAY
                ? repository.postponeAll(database, mail, reason, next, now)
                : repository.delayed(database, mail, reason, verdict.answer(), next, now);
        return recorded.map(new Outcome(Result.PUT_OFF, Optional.empty()));
    }

    private Future<Outcome> refused(Outgoing mail, Verdict verdict, Instant now) {
        var reason = verdict.kind() == Verdict.Kind.REFUSED ? verdict.kind().reason() : GAVE_UP;
        meters.refused();
        return repository
                .refused(database, mail, reason, verdict.answer(), now)
                .map(new Outcome(Result.GIVEN_UP, Optional.empty()));
    }
}
