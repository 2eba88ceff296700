package eu.parvis.document;

import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.Signature;
import eu.parvis.db.Database;
import eu.parvis.document.DocumentApi.Open;
import eu.parvis.document.DocumentApi.Opened;
import eu.parvis.document.DocumentApi.Sign;
import eu.parvis.document.DocumentApi.Signed;
import eu.parvis.document.DocumentApi.Use;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Signs links to documents, so that a file needs no cookie, and opens them for a short time. */
final class Downloads {

    private static final String SAVE = "document";
    private static final String SHOW = "document.shown";
    private static final Duration VALID = Duration.ofMinutes(1);

    private final Database database;
    private final DocumentRepository repository;
    private final Signature signature;
    private final Clock clock;

    private Downloads(Database database, DocumentRepository repository, Signature signature, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.signature = signature;
        this.clock = clock;
    }

    static Downloads of(Foundation foundation) {
        return new Downloads(
                foundation.database(), new DocumentRepository(), foundation.signature(), foundation.clock());
    }

    private record Link(UUID id, Instant until, String fileName) {

        static Optional<Link> parse(String payload) {
            var parts = payload.split("/", 3);
            return parts.length < 3
                    ? Optional.empty()
                    : Optional.of(new Link(
                            UUID.fromString(parts[0]), Instant.ofEpochSecond(Long.parseLong(parts[1])), parts[2]));
        }

        String payload() {
            return id + "/" + until.getEpochSecond() + "/" + fileName;
        }
    }

    Future<Signed> sign(Sign command) {
        var link = new Link(command.id(), clock.instant().plus(VALID), command.fileName());
        return Future.succeededFuture(new Signed(signature.sign(purpose(command.use()), link.payload())));
    }

    private static String purpose(Use use) {
        return use == Use.SHOW ? SHOW : SAVE;
    }

    Future<Opened> open(Open query) {
        return signature
                .verify(purpose(query.use()), query.link())
                .flatMap(Link::parse)
                .filter(link -> clock.instant().isBefore(link.until()))
                .map(this::open)
                .orElseGet(() -> Future.failedFuture(Failure.notFound()));
    }

    private Future<Opened> open(Link link) {
        return repository
                .find(database, link.id())
                .map(found -> new Opened(found.orElseThrow(Failure::notFound), link.fileName()));
    }
}
