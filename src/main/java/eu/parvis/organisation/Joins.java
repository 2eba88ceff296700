package eu.parvis.organisation;

import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.References;
import eu.parvis.db.Sql;
import eu.parvis.organisation.JoinApi.Ask;
import eu.parvis.organisation.JoinApi.Follow;
import eu.parvis.organisation.JoinApi.ListRequests;
import eu.parvis.organisation.JoinApi.Request;
import eu.parvis.organisation.JoinApi.Requests;
import eu.parvis.organisation.JoinRequest.Asked;
import eu.parvis.organisation.JoinRequest.State;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Asking to be let in. */
final class Joins {

    private final Tools tools;
    private final JoinRepository repository;
    private final JoinLinks links;
    private final Administrators administrators;
    private final References references;
    private final Ids ids;

    Joins(Tools tools, JoinRepository repository, JoinLinks links, Administrators administrators, SecureRandom random) {
        this.tools = tools;
        this.repository = repository;
        this.links = links;
        this.administrators = administrators;
        this.references = new References(random);
        this.ids = new Ids(random);
    }

    Future<JoinApi.Asked> ask(Ask command) {
        return tools.inTransaction(sql -> tools.organisations()
                        .byNumber(sql, command.organisation())
                        .map(found -> found.orElseThrow(Joins::unknownOrganisation))
                        .compose(organisation -> ask(sql, command, organisation)))
                .map(request -> new JoinApi.Asked(
                        request.id(), links.following(request.id()), request.state(), request.reference()));
    }

    private static Failure unknownOrganisation() {
        return Failure.of(Failure.Kind.NOT_FOUND, "join.unknownOrganisation");
    }

    /**
     * Whoever asks for somebody who has asked already may be a stranger, and is answered in the same way: with a request
     * that nobody is asked about and that never tells more. The person has the link to the first one in a mail.
     */
    private Future<JoinRequest> ask(Sql sql, Ask command, Organisation organisation) {
        var request = request(command, organisation);
        return tools.requireCalm(sql, command.person().email(), Letters.TO_WHO_ASKS, "join.tooOften")
                .compose(calm -> repository.insert(sql, request))
                .compose(first -> first
                        ? tell(sql, request, command.address())
                        : repository.insert(sql, request.repeated()).map(request));
    }

    private JoinRequest request(Ask command, Organisation organisation) {
        var now = tools.now();
        return new JoinRequest(
                ids.next(),
                Optional.of(organisation.id()),
                organisation.name(),
                references.next(),
                command.person(),
                command.language(),
                State.OPEN,
                Asked.ADMINISTRATORS,
                now,
                now,
                Optional.empty());
    }

    private Future<JoinRequest> tell(Sql sql, JoinRequest request, String address) {
        var received = tools.letters()
                .joinReceived(request, JoinLinks.followingPath(request.id()), links.following(request.id()));
        var entry = Entry.done(Event.JOIN_ASKED)
                .in(request.organisation().orElseThrow())
                .on(request.reference())
                .from(address);
        return tools.mails()
                .queue(sql, received)
                .compose(queued -> tellAdministrators(sql, request))
                .compose(told -> tools.journal().record(sql, entry))
                .map(request);
    }

    private Future<Void> tellAdministrators(Sql sql, JoinRequest request) {
        return tools.organisations()
                .members(sql, request.organisation().orElseThrow())
                .compose(members -> tellEach(
                        sql,
                        request,
                        members.stream().filter(Member::administers).toList()));
    }

    /** They see it among their users in any case; nobody can have their letter boxes filled. */
    private Future<Void> tellEach(Sql sql, JoinRequest request, List<Member> members) {
        Future<Void> told = Future.succeededFuture();
        for (var member : members) {
            var letter = tools.letters().joinAsked(request, Addressee.of(member), "/users", Optional.empty());
            told = told.compose(before -> tools.tell(sql, member.person(), letter));
        }
        return told;
    }

    Future<Request> follow(Follow query) {
        return links.follows(query.id(), query.token())
                ? repository
                        .byId(tools.database(), query.id())
                        .map(found ->
                                new Request(found.orElseThrow(Tools::notFound).shown()))
                : Future.failedFuture(Tools.notFound());
    }

    Future<Requests> list(ListRequests query) {
        return administrators
                .require(query.by())
                .compose(administrator ->
                        repository.open(tools.database(), query.by().organisation()))
                .map(Requests::new);
    }
}
