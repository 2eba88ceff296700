package eu.parvis.joining;

import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.References;
import eu.parvis.db.Sql;
import eu.parvis.joining.JoinApi.Ask;
import eu.parvis.joining.JoinApi.Follow;
import eu.parvis.joining.JoinApi.ListRequests;
import eu.parvis.joining.JoinApi.Request;
import eu.parvis.joining.JoinApi.Requests;
import eu.parvis.joining.JoinRequest.DecidingParty;
import eu.parvis.joining.JoinRequest.State;
import eu.parvis.membership.Member;
import eu.parvis.organisation.Organisation;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Requests to join, from the requester's side and as a list for administrators. */
final class JoinRequests {

    private final JoinServices services;
    private final References references;
    private final Ids ids;

    JoinRequests(JoinServices services, SecureRandom random) {
        this.services = services;
        this.references = new References(random);
        this.ids = new Ids(random);
    }

    Future<JoinApi.NewRequest> ask(Ask command) {
        return services.inTransaction(sql -> services.effects()
                .once(sql, command.once(), JoinApi.NewRequest.class, services.now(), () -> ask(sql, command)));
    }

    private Future<JoinApi.NewRequest> ask(Sql sql, Ask command) {
        return services.organisations()
                .byNumber(sql, command.organisation())
                .map(found -> found.orElseThrow(JoinRequests::unknownOrganisation))
                .compose(organisation -> ask(sql, command, organisation))
                .map(request -> new JoinApi.NewRequest(
                        request.id(),
                        services.links().requesterToken(request.id()),
                        request.state(),
                        request.reference()));
    }

    private static Failure unknownOrganisation() {
        return Failure.of(Failure.Kind.NOT_FOUND, "join.unknownOrganisation");
    }

    /**
     * Handles a second request for the same person, which may come from a stranger. The answer is the same, but the
     * request stays in state REPEATED and administrators do not see it. The person has the link to the first request by
     * mail.
     */
    private Future<JoinRequest> ask(Sql sql, Ask command, Organisation organisation) {
        var request = request(command, organisation);
        return services.mails()
                .requireQuota(sql, command.person().email(), JoinLetters.TO_REQUESTER, "join.tooOften")
                .compose(calm -> services.requests().insert(sql, request))
                .compose(first -> first
                        ? announce(sql, request, command.address())
                        : services.requests().insert(sql, request.asRepeated()).map(request));
    }

    private JoinRequest request(Ask command, Organisation organisation) {
        var now = services.now();
        return new JoinRequest(
                ids.next(),
                Optional.of(organisation.id()),
                organisation.name(),
                references.next(),
                command.person(),
                command.language(),
                State.OPEN,
                DecidingParty.ADMINISTRATORS,
                now,
                now,
                Optional.empty(),
                Optional.empty());
    }

    private Future<JoinRequest> announce(Sql sql, JoinRequest request, String address) {
        var received = services.letters()
                .joinReceived(
                        request,
                        JoinLinks.followingPath(request.id()),
                        services.links().requesterToken(request.id()));
        var entry = Entry.done(JoinEvent.JOIN_ASKED)
                .in(request.organisation().orElseThrow())
                .on(request.reference())
                .from(address);
        return services.mails()
                .queue(sql, received)
                .compose(queued -> notifyAdministrators(sql, request))
                .compose(notified -> services.journal().record(sql, entry))
                .map(request);
    }

    private Future<Void> notifyAdministrators(Sql sql, JoinRequest request) {
        return services.members()
                .members(sql, request.organisation().orElseThrow())
                .compose(members -> notifyEach(
                        sql,
                        request,
                        members.stream().filter(Member::administers).toList()));
    }

    /**
     * Notifies each administrator within the quota of their address. The request is on their page of users in any case.
     */
    private Future<Void> notifyEach(Sql sql, JoinRequest request, List<Member> members) {
        Future<Void> notified = Future.succeededFuture();
        for (var member : members) {
            var letter = services.letters().joinAsked(request, member.addressee(), "/users", Optional.empty());
            notified = notified.compose(previous ->
                    services.mails().queueWithinQuota(sql, member.person().email(), letter));
        }
        return notified;
    }

    Future<Request> follow(Follow query) {
        return services.links().follows(query.id(), query.token())
                ? services.requests()
                        .byId(services.database(), query.id())
                        .map(found ->
                                new Request(found.orElseThrow(Failure::notFound).forRequester()))
                : Future.failedFuture(Failure.notFound());
    }

    Future<Requests> list(ListRequests query) {
        return services.administrators()
                .require(services.database(), query.by())
                .compose(administrator ->
                        services.requests().open(services.database(), query.by().organisation()))
                .map(Requests::new);
    }
}
