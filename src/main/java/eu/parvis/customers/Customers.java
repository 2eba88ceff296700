package eu.parvis.customers;

import eu.parvis.account.Account;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.company.Verification;
import eu.parvis.company.VerificationStore;
import eu.parvis.customers.CustomersApi.AskOrganisation;
import eu.parvis.customers.CustomersApi.AskPending;
import eu.parvis.customers.CustomersApi.AskPerson;
import eu.parvis.customers.CustomersApi.Found;
import eu.parvis.customers.CustomersApi.OrganisationFile;
import eu.parvis.customers.CustomersApi.OrganisationLine;
import eu.parvis.customers.CustomersApi.Pending;
import eu.parvis.customers.CustomersApi.PersonFile;
import eu.parvis.customers.CustomersApi.Search;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds and reads organisations and people for operators. Opening a file is recorded. */
final class Customers {

    private static final int MOST_FOUND = 10;
    private static final int MOST_LINES = 100;

    private final CustomersServices services;

    Customers(CustomersServices services) {
        this.services = services;
    }

    Future<Found> search(Search query) {
        return services.search()
                .folded(services.database(), query.text())
                .compose(folded -> folded.isEmpty()
                        ? Future.succeededFuture(new Found(List.of(), false, List.of(), false))
                        : find(folded, isName(query.text())));
    }

    /**
     * Typing errors are forgiven in names alone: thousands of addresses of one domain are alike, and a number that is
     * nearly the same is another one.
     */
    private static boolean isName(String text) {
        return text.codePoints().noneMatch(letter -> Character.isDigit(letter) || letter == '@');
    }

    /** Reads one more than is shown, to know whether there are more. */
    private Future<Found> find(String folded, boolean forgiving) {
        var organisations = services.search().organisations(services.database(), folded, forgiving, MOST_FOUND + 1);
        var people = services.search().people(services.database(), folded, forgiving, MOST_FOUND + 1);
        return Future.all(organisations, people)
                .map(both -> new Found(
                        first(organisations.result(), MOST_FOUND),
                        organisations.result().size() > MOST_FOUND,
                        first(people.result(), MOST_FOUND),
                        people.result().size() > MOST_FOUND));
    }

    private static <T> List<T> first(List<T> all, int most) {
        return all.subList(0, Math.min(all.size(), most));
    }

    Future<Pending> pending(AskPending query) {
        var start = query.after().map(PendingCursor::parse).orElse(PendingCursor.START);
        var limit = Math.min(Math.max(query.limit(), 1), MOST_LINES);
        return services.search()
                .pending(services.database(), start, limit + 1)
                .map(lines -> new Pending(first(lines, limit), next(lines, limit)));
    }

    private static Optional<String> next(List<OrganisationLine> lines, int limit) {
        return lines.size() <= limit
                ? Optional.empty()
                : Optional.of(lines.get(limit - 1)).map(last -> new PendingCursor(last.createdAt(), last.id()).text());
    }

    // --- Files --------------------------------------------------------------------------------------------------

    Future<OrganisationFile> organisation(AskOrganisation query) {
        return services.database()
                .inTransaction(sql -> organisation(sql, query.id())
                        .compose(file -> services.journal()
                                .record(
                                        sql,
                                        Entry.done(CustomersEvent.ORGANISATION_CONSULTED)
                                                .by(query.by().account())
                                                .from(query.by().address())
                                                .in(query.id())
                                                .on(query.id()))
                                .map(file)));
    }

    Future<OrganisationFile> organisation(Sql sql, UUID id) {
        var organisation = services.organisations().byId(sql, id);
        var verification = VerificationStore.of(sql, id);
        var contacts = services.organisations().contacts(sql, id);
        var members = services.members().members(sql, id);
        var requests = services.repository().requestsOfOrganisation(sql, id);
        return Future.all(organisation, verification, contacts, members, requests)
                .compose(read -> decidedBy(sql, verification.result()))
                .map(decidedBy -> new OrganisationFile(
                        organisation.result().orElseThrow(Failure::notFound),
                        verification.result(),
                        decidedBy,
                        contacts.result(),
                        members.result(),
                        requests.result()));
    }

    private Future<Optional<String>> decidedBy(Sql sql, Optional<Verification> verification) {
        return verification
                .flatMap(Verification::decision)
                .flatMap(Verification.Decision::by)
                .map(operator -> services.accounts().byId(sql, operator).map(found -> found.map(Account::name)))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** The person sees in the own journal that the desk has looked, but not who. */
    Future<PersonFile> person(AskPerson query) {
        return services.database()
                .inTransaction(sql -> person(sql, query.id())
                        .compose(file -> services.journal()
                                .record(
                                        sql,
                                        Entry.done(CustomersEvent.PERSON_CONSULTED)
                                                .by(query.by().account())
                                                .from(query.by().address())
                                                .on(query.id()))
                                .map(file)));
    }

    private Future<PersonFile> person(Sql sql, UUID id) {
        var account = services.accounts().byId(sql, id);
        var memberships = services.members().memberships(sql, id);
        var requests = services.repository().requestsOfPerson(sql, id);
        return Future.all(account, memberships, requests)
                .compose(read -> services.repository()
                        .person(
                                sql,
                                account.result().orElseThrow(Failure::notFound),
                                memberships.result(),
                                requests.result()))
                .map(file -> file.orElseThrow(Failure::notFound));
    }
}
