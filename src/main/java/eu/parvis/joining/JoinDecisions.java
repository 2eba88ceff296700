package eu.parvis.joining;

import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.Secret;
import eu.parvis.db.Sql;
import eu.parvis.joining.JoinApi.Consider;
import eu.parvis.joining.JoinApi.Decide;
import eu.parvis.joining.JoinApi.DecideAtDesk;
import eu.parvis.joining.JoinApi.DecideByLink;
import eu.parvis.joining.JoinApi.Decision;
import eu.parvis.joining.JoinApi.Find;
import eu.parvis.joining.JoinApi.Outcome;
import eu.parvis.joining.JoinApi.Request;
import eu.parvis.joining.JoinRequest.DecidingParty;
import eu.parvis.joining.JoinRequest.State;
import eu.parvis.membership.ActingAdministrator;
import eu.parvis.membership.Invitation;
import eu.parvis.membership.Member;
import eu.parvis.membership.Role;
import eu.parvis.membership.TemporaryPassword;
import eu.parvis.organisation.Contact;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Approves and refuses requests to join. */
final class JoinDecisions {

    private final JoinServices services;

    /**
     * The author of a decision.
     *
     * @param account empty for a decision by a mailed link of a person without an account
     * @param name that the mails show: the organisation or the provider, never a person
     * @param reason of an operator
     */
    private record Decider(Optional<UUID> account, String name, String address, Optional<String> reason) {

        private Decider(Optional<UUID> account, String name, String address) {
            this(account, name, address, Optional.empty());
        }
    }

    JoinDecisions(JoinServices services) {
        this.services = services;
    }

    /** Changes nothing. */
    Future<Request> find(Find query) {
        return services.administrators()
                .require(services.database(), query.by())
                .compose(administrator -> services.requests().byId(services.database(), query.id()))
                .map(found -> requireVisible(found, query.by().organisation()))
                .map(request -> new Request(requireOpen(request, Failure.Kind.EXPIRED)));
    }

    /** Changes nothing. */
    Future<Outcome> outcome(Find query) {
        var organisation = query.by().organisation();
        return services.administrators()
                .require(services.database(), query.by())
                .compose(administrator -> services.requests().byId(services.database(), query.id()))
                .map(found -> requireVisible(found, organisation))
                .compose(request -> request.decidedBy()
                        .map(account -> services.members().member(services.database(), organisation, account))
                        .orElse(Future.succeededFuture(Optional.empty()))
                        .map(author -> new Outcome(
                                request, author.map(member -> member.person().name()))));
    }

    /** Requests of other organisations and repeated requests are treated as unknown. */
    private static JoinRequest requireVisible(Optional<JoinRequest> found, UUID organisation) {
        return found.filter(request -> request.organisation().equals(Optional.of(organisation)))
                .filter(request -> request.state() != State.REPEATED)
                .orElseThrow(Failure::notFound);
    }

    Future<Request> decide(Decide command) {
        return services.administrators()
                .require(services.database(), command.by())
                .compose(administrator -> services.drawPassword())
                .compose(password -> services.inTransaction(sql -> services.administrators()
                        .lock(sql, command.by())
                        .compose(acting -> decide(sql, acting, command, password))));
    }

    private Future<Request> decide(Sql sql, ActingAdministrator acting, Decide command, TemporaryPassword password) {
        var decider = new Decider(
                Optional.of(acting.account()),
                acting.organisationName(),
                acting.actor().address());
        return services.requests()
                .lock(sql, command.id())
                .map(found -> requireVisible(found, acting.organisation()))
                .compose(request -> isRepeated(request, command)
                        ? Future.succeededFuture(new Request(request))
                        : carryOut(
                                sql,
                                requireOpen(request, Failure.Kind.CONFLICT),
                                command.decision(),
                                decider,
                                password));
    }

    /** The second of two clicks. */
    private static boolean isRepeated(JoinRequest request, Decide command) {
        var state = command.decision().approved() ? State.APPROVED : State.REFUSED;
        return request.state() == state
                && request.decidedBy().equals(Optional.of(command.by().account()));
    }

    static JoinRequest requireOpen(JoinRequest request, Failure.Kind otherwise) {
        if (request.state() != State.OPEN) {
            throw Failure.of(otherwise, request.state() == State.EXPIRED ? "join.expired" : "join.decided");
        }
        return request;
    }

    /** Changes nothing. */
    Future<Request> consider(Consider query) {
        return decidingParty(query.id(), query.token())
                .compose(asked -> services.requests()
                        .byId(services.database(), query.id())
                        .map(found -> requireVisible(found, asked)))
                .map(Request::new);
    }

    private Future<DecidingParty> decidingParty(UUID id, Secret token) {
        return services.links()
                .decidingParty(id, token)
                .map(Future::succeededFuture)
                .orElse(Future.failedFuture(Failure.notFound()));
    }

    private static JoinRequest requireVisible(Optional<JoinRequest> found, DecidingParty asked) {
        var request = requireOpen(found.orElseThrow(Failure::notFound), Failure.Kind.EXPIRED);
        if (request.asked() != asked || request.organisation().isEmpty()) {
            throw Failure.of(Failure.Kind.EXPIRED, "join.passedOn");
        }
        return request;
    }

    /** Changes nothing. */
    Future<Outcome> outcomeByLink(Consider query) {
        return decidingParty(query.id(), query.token())
                .compose(asked -> services.requests().byId(services.database(), query.id()))
                .map(found -> new Outcome(found.orElseThrow(Failure::notFound), Optional.empty()));
    }

    Future<Request> decide(DecideByLink command) {
        return consider(new Consider(command.id(), command.token()))
                .compose(open -> services.drawPassword())
                .compose(password -> services.inTransaction(sql -> decide(sql, command, password)));
    }

    private Future<Request> decide(Sql sql, DecideByLink command, TemporaryPassword password) {
        return decidingParty(command.id(), command.token())
                .compose(
                        asked -> services.requests().lock(sql, command.id()).map(found -> requireVisible(found, asked)))
                .compose(request -> decider(sql, request, command.address())
                        .compose(decider -> carryOut(sql, request, command.decision(), decider, password)));
    }

    private Future<Decider> decider(Sql sql, JoinRequest request, String address) {
        var brand = services.configuration().brand().name();
        if (request.asked() == DecidingParty.OPERATOR) {
            return Future.succeededFuture(new Decider(Optional.empty(), brand, address));
        }
        return services.organisations()
                .contact(sql, request.organisation().orElseThrow(), Contact.Kind.LEGAL_REPRESENTATIVE)
                .map(contact -> contact.map(found -> new Decider(found.account(), request.organisationName(), address))
                        .orElse(new Decider(Optional.empty(), brand, address)));
    }

    // --- At the registration desk -------------------------------------------------------------------------------

    Future<Request> decide(DecideAtDesk command) {
        return services.drawPassword()
                .compose(password -> services.inTransaction(sql -> services.requests()
                        .lock(sql, command.id())
                        .map(found -> found.filter(request -> request.state() != State.REPEATED)
                                .orElseThrow(Failure::notFound))
                        .compose(request -> decide(sql, command, request, password))));
    }

    /** Locks the organisation, so that nobody becomes administrator meanwhile. */
    private Future<Request> decide(Sql sql, DecideAtDesk command, JoinRequest request, TemporaryPassword password) {
        requireOpen(request, Failure.Kind.CONFLICT);
        var organisation = request.organisation().orElseThrow(Failure::notFound);
        var decider = new Decider(
                Optional.of(command.operator()),
                services.configuration().brand().name(),
                command.address(),
                Optional.of(command.reason()));
        return services.organisations()
                .lock(sql, organisation)
                .compose(locked -> services.members().members(sql, organisation))
                .compose(members -> members.stream().anyMatch(Member::administers)
                        ? Future.failedFuture(Failure.of(Failure.Kind.CONFLICT, "join.administratorsDecide"))
                        : carryOut(sql, request, command.decision(), decider, password));
    }

    // --- All decisions ------------------------------------------------------------------------------------------

    private Future<Request> carryOut(
            Sql sql, JoinRequest request, Decision decision, Decider decider, TemporaryPassword password) {
        return (decision.approved()
                        ? approve(sql, request, decision, decider, password)
                        : refuse(sql, request, decider))
                .compose(carriedOut -> services.requests().byId(sql, request.id()))
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
                .compose(recorded ->
                        services.mails().queue(sql, services.letters().joinApproved(request, decision.roles())))
                .compose(queued -> services.invitations().invite(sql, invitation, services.now()))
                .compose(invited -> invited.alreadyMember()
                        ? services.invitations().readmit(sql, invitation, invited.account(), services.now())
                        : Future.succeededFuture());
    }

    private Future<Void> refuse(Sql sql, JoinRequest request, Decider decider) {
        return record(sql, request, State.REFUSED, List.of(), decider)
                .compose(recorded ->
                        services.mails().queue(sql, services.letters().joinRefused(request)));
    }

    private Future<Void> record(Sql sql, JoinRequest request, State state, List<Role> roles, Decider decider) {
        var event = state == State.APPROVED ? JoinEvent.JOIN_APPROVED : JoinEvent.JOIN_REFUSED;
        var entry = Entry.done(event)
                .in(request.organisation().orElseThrow())
                .on(request.reference())
                .from(decider.address())
                .with("decider", decider.reason().isPresent() ? "DESK" : request.asked());
        var reasoned =
                decider.reason().map(reason -> entry.with("reason", reason)).orElse(entry);
        return services.requests()
                .decide(sql, request.id(), state, roles, decider.account(), services.now())
                .compose(decided -> services.journal()
                        .record(sql, decider.account().map(reasoned::by).orElse(reasoned)));
    }
}
