package eu.parvis.desk;

import eu.parvis.account.Account;
import eu.parvis.bus.Failure;
import eu.parvis.company.Verification;
import eu.parvis.company.VerificationStore;
import eu.parvis.db.Sql;
import eu.parvis.desk.DeskApi.AskFile;
import eu.parvis.desk.DeskApi.AskQueue;
import eu.parvis.desk.DeskApi.DeskFile;
import eu.parvis.desk.DeskApi.Operator;
import eu.parvis.desk.DeskApi.Queue;
import eu.parvis.desk.DeskApi.QueueLine;
import eu.parvis.desk.QueueRepository.Page;
import eu.parvis.request.CertificateRequest;
import eu.parvis.request.Holder;
import eu.parvis.request.RequestState;
import eu.parvis.request.SearchText;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Person;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads the queue, a request and the figures for operators. */
final class DeskReading {

    private static final int MOST_LINES = 100;
    private static final Set<RequestState> PENDING = states(RequestState::isPending);
    private static final Set<RequestState> ALL = states(state -> state != RequestState.DRAFT);

    private final DeskServices services;

    DeskReading(DeskServices services) {
        this.services = services;
    }

    private static Set<RequestState> states(Predicate<RequestState> wanted) {
        return Arrays.stream(RequestState.values()).filter(wanted).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads one line more than asked for, to know whether there is a next page. A search without letters and digits finds
     * nothing.
     */
    Future<Queue> queue(AskQueue query) {
        if (query.search().map(SearchText::typed).filter(SearchText::isEmpty).isPresent()) {
            return Future.succeededFuture(new Queue(List.of(), Optional.empty()));
        }
        var limit = Math.min(Math.max(query.limit(), 1), MOST_LINES);
        var page = new Page(query.after().map(QueueCursor::parse).orElse(QueueCursor.START), limit + 1);
        var states = query.states().isEmpty() ? query.search().isPresent() ? ALL : PENDING : query.states();
        var lines = query.search().isEmpty() && PENDING.containsAll(states)
                ? services.queue().queue(services.database(), query, states, page, services.now())
                : services.queue().all(services.database(), query, states, page, services.now());
        return lines.map(found -> page(found, limit));
    }

    private static Queue page(List<QueueLine> lines, int limit) {
        if (lines.size() <= limit) {
            return new Queue(lines, Optional.empty());
        }
        var shown = lines.subList(0, limit);
        return new Queue(
                shown, Optional.of(QueueCursor.after(shown.get(limit - 1)).text()));
    }

    // --- A request ----------------------------------------------------------------------------------------------

    Future<DeskFile> file(AskFile query) {
        return file(services.database(), query.by(), query.id());
    }

    /** Fails with {@code NOT_FOUND} for a draft: its customer has not given it to the desk. */
    Future<DeskFile> file(Sql sql, Operator by, UUID id) {
        return services.requests()
                .byId(sql, id)
                .map(found -> submitted(found))
                .compose(request -> file(sql, by, request));
    }

    static CertificateRequest submitted(Optional<CertificateRequest> found) {
        return found.filter(request -> request.submittedAt().isPresent()).orElseThrow(Failure::notFound);
    }

    private Future<DeskFile> file(Sql sql, Operator by, CertificateRequest request) {
        var detail = services.details().of(sql, request);
        var own = isOwn(sql, by, request);
        var heldBy = services.repository().heldBy(sql, request.id(), services.now());
        var faceToFace = services.repository().faceToFace(sql, request.id(), holder(request));
        var acceptances = services.repository().acceptances(sql, request.id());
        var organisation =
                ofOrganisation(request, id -> services.organisations().byId(sql, id));
        var verification = verification(sql, request);
        var validations = services.validations()
                .needed(sql, request.id(), services.progress().product(request), services.today());
        return Future.all(
                        List.of(detail, own, heldBy, faceToFace, acceptances, organisation, verification, validations))
                .map(read -> new DeskFile(
                        detail.result(),
                        own.result(),
                        heldBy.result(),
                        faceToFace.result(),
                        acceptances.result(),
                        organisation.result(),
                        verification.result(),
                        validations.result()));
    }

    static Future<Optional<Verification>> verification(Sql sql, CertificateRequest request) {
        return ofOrganisation(request, id -> VerificationStore.of(sql, id));
    }

    private static <T> Future<Optional<T>> ofOrganisation(
            CertificateRequest request, Function<UUID, Future<Optional<T>>> read) {
        return request.organisation().map(read).orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** Name and e-mail address of the person to be named. */
    static String holder(CertificateRequest request) {
        return request.holder().label()
                + request.holder()
                        .person()
                        .map(person -> " " + person.email().value())
                        .orElse("");
    }

    /** Whether the operator ordered the request or holds it, also where the holder is only known by e-mail address. */
    Future<Boolean> isOwn(Sql sql, Operator by, CertificateRequest request) {
        if (request.orderedBy().equals(by.account())
                || request.holder().account().equals(Optional.of(by.account()))) {
            return Future.succeededFuture(true);
        }
        return services.accounts()
                .byId(sql, by.account())
                .map(found -> found.map(Account::person).map(Person::email).map(EmailAddress::key))
                .map(key -> key.isPresent() && key.equals(email(request.holder())));
    }

    private static Optional<String> email(Holder holder) {
        return holder.person().map(Person::email).map(EmailAddress::key);
    }
}
