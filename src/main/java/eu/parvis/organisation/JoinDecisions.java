package eu.parvis.organisation;

import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.Secret;
import eu.parvis.db.Sql;
import eu.parvis.organisation.JoinApi.Consider;
import eu.parvis.organisation.JoinApi.Decide;
import eu.parvis.organisation.JoinApi.DecideByLink;
import eu.parvis.organisation.JoinApi.Decision;
import eu.parvis.organisation.JoinApi.Find;
import eu.parvis.organisation.JoinApi.Request;
import eu.parvis.organisation.JoinRequest.Asked;
import eu.parvis.organisation.JoinRequest.State;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Letting in, or not. */
final class JoinDecisions {

    private final Tools tools;
    private final JoinRepository repository;
    private final JoinLinks links;
    private final Administrators administrators;
    private final Memberships memberships;

    /**
     * Who decided, as far as it is known.
     *
     * @param name for the mails: nobody's own
     */
    private record Decider(Optional<UUID> account, String name, String address) {}

    JoinDecisions(
            Tools tools,
            JoinRepository repository,
            JoinLinks links,
            Administrators administrators,
            Memberships memberships) {
        this.tools = tools;
        this.repository = repository;
        this.links = links;
        this.administrators = administrators;
        this.memberships = memberships;
    }

    /** Changes nothing, however often it is looked at. */
    Future<Request> find(Find query) {
        return administrators
                .require(query.by())
                .compose(administrator -> repository.byId(tools.database(), query.id()))
                .map(found -> theirs(found, query.by().organisation()))
                .map(request -> new Request(stillOpen(request, Failure.Kind.EXPIRED)));
    }

    /** Of another organisation, or asked again by a stranger: as if there were none. */
    private static JoinRequest theirs(Optional<JoinRequest> found, UUID organisation) {
        return found.filter(request -> request.organisation().equals(Optional.of(organisation)))
                .filter(request -> request.state() != State.REPEATED)
                .orElseThrow(Tools::notFound);
    }

    Future<Request> decide(Decide command) {
        return administrators
                .require(command.by())
                .compose(administrator -> tools.drawPassword())
                .compose(password ->
                        administrators.act(command.by(), (acting, sql) -> decide(sql, acting, command, password)));
    }

    private Future<Request> decide(Sql sql, Acting acting, Decide command, TemporaryPassword password) {
        var decider = new Decider(
                Optional.of(acting.account()),
                acting.organisationName(),
                acting.actor().address());
        return repository
                .lock(sql, command.id())
                .map(found -> theirs(found, acting.organisation()))
                .map(request -> stillOpen(request, Failure.Kind.CONFLICT))
                .compose(request -> carryOut(sql, request, command.decision(), decider, password));
    }

    private static JoinRequest stillOpen(JoinRequest request, Failure.Kind otherwise) {
        if (request.state() != State.OPEN) {
            throw Failure.of(otherwise, request.state() == State.EXPIRED ? "join.expired" : "join.decided");
        }
        return request;
    }

    /** Changes nothing, however often it is looked at. */
    Future<Request> consider(Consider query) {
        return asked(query.id(), query.token())
                .compose(asked -> repository.byId(tools.database(), query.id()).map(found -> theirs(found, asked)))
                .map(Request::new);
    }

    private Future<Asked> asked(UUID id, Secret token) {
        return links.asked(id, token).map(Future::succeededFuture).orElse(Future.failedFuture(Tools.notFound()));
    }

    private static JoinRequest theirs(Optional<JoinRequest> found, Asked asked) {
        var request = stillOpen(found.orElseThrow(Tools::notFound), Failure.Kind.EXPIRED);
        if (request.asked() != asked || request.organisation().isEmpty()) {
            throw Failure.of(Failure.Kind.EXPIRED, "join.passedOn");
        }
        return request;
    }

    Future<Request> decide(DecideByLink command) {
        return consider(new Consider(command.id(), command.token()))
                .compose(open -> tools.drawPassword())
                .compose(password -> tools.inTransaction(sql -> decide(sql, command, password)));
    }

    private Future<Request> decide(Sql sql, DecideByLink command, TemporaryPassword password) {
        return asked(command.id(), command.token())
                .compose(asked -> repository.lock(sql, command.id()).map(found -> theirs(found, asked)))
                .compose(request -> decider(sql, request, command.address())
                        .compose(decider -> carryOut(sql, request, command.decision(), decider, password)));
    }

    private Future<Decider> decider(Sql sql, JoinRequest request, String address) {
        var brand = tools.configuration().brand().name();
        if (request.asked() == Asked.OPERATOR) {
            return Future.succeededFuture(new Decider(Optional.empty(), brand, address));
        }
        return tools.organisations()
                .contact(sql, request.organisation().orElseThrow(), Contact.Kind.LEGAL_REPRESENTATIVE)
                .map(contact -> contact.map(found -> new Decider(found.account(), request.organisationName(), address))
                        .orElse(new Decider(Optional.empty(), brand, address)));
    }

    private Future<Request> carryOut(
            Sql sql, JoinRequest request, Decision decision, Decider decider, TemporaryPassword password) {
        return (decision.approved()
                        ? approve(sql, request, decision, decider, password)
                        : refuse(sql, request, decider))
                .compose(carriedOut -> repository.byId(sql, request.id()))
                .map(decided -> new Request(decided.orElseThrow()));
    }

    private Future<Void> approve(
            Sql sql, JoinRequest request, Decision decision, Decider decider, TemporaryPassword password) {
        var invitation = new Invitation(
                request.organisation().orElseThrow(),
                Optional.empty(),
                decider.name(),
                request.person(),
                decision.roles(),
                request.language(),
                password);
        return record(sql, request, State.APPROVED, decision.roles(), decider)
                .compose(recorded -> tools.mails().queue(sql, tools.letters().joinApproved(request, decision.roles())))
                .compose(queued -> tools.invitations().invite(sql, invitation, tools.now()))
                .compose(invited ->
                        invited.before() ? readmit(sql, invitation, invited.account()) : Future.succeededFuture());
    }

    /** Whoever had been deactivated is back; whoever is there stays as they are. */
    private Future<Void> readmit(Sql sql, Invitation invitation, UUID account) {
        var organisation = invitation.organisation();
        return tools.organisations()
                .member(sql, organisation, account)
                .map(Optional::orElseThrow)
                .compose(member -> member.state() == Member.State.DEACTIVATED
                        ? tools.organisations()
                                .setRoles(sql, organisation, account, invitation.roles(), tools.now())
                                .compose(set -> memberships.readmit(sql, member))
                        : Future.succeededFuture());
    }

    private Future<Void> refuse(Sql sql, JoinRequest request, Decider decider) {
        return record(sql, request, State.REFUSED, List.of(), decider)
                .compose(recorded -> tools.mails().queue(sql, tools.letters().joinRefused(request)));
    }

    private Future<Void> record(Sql sql, JoinRequest request, State state, List<Role> roles, Decider decider) {
        var event = state == State.APPROVED ? Event.JOIN_APPROVED : Event.JOIN_REFUSED;
        var entry = Entry.done(event)
                .in(request.organisation().orElseThrow())
                .on(request.reference())
                .from(decider.address())
                .with("decider", request.asked());
        return repository
                .decide(sql, request.id(), state, roles, decider.account(), tools.now())
                .compose(decided -> tools.journal()
                        .record(sql, decider.account().map(entry::by).orElse(entry)));
    }
}
