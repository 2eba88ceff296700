package eu.parvis.joining;

import eu.parvis.audit.Entry;
import eu.parvis.db.OneByOne;
import eu.parvis.db.Sql;
import eu.parvis.joining.JoinRequest.DecidingParty;
import eu.parvis.mail.Addressee;
import eu.parvis.membership.Member;
import eu.parvis.organisation.Contact;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Escalates requests without answer until they expire, and deletes old ones. */
final class JoinSweep {

    private static final int AT_ONCE = 50;
    private static final int DELETED_AT_ONCE = 500;

    private final JoinServices services;

    JoinSweep(JoinServices services) {
        this.services = services;
    }

    /** Returns the number of requests without an answer in time. */
    Future<Integer> sweep() {
        var patience = services.configuration().get(JoinSettings.class).joinAnswerWithin();
        return services.requests()
                .unanswered(services.database(), services.now().minus(patience), AT_ONCE)
                .compose(requests -> each(requests));
    }

    /** Returns the number of deleted requests. */
    Future<Integer> deleteOld() {
        var keep = services.configuration().get(JoinSettings.class).keepJoinRequests();
        return services.requests().deleteOld(services.database(), services.now().minus(keep), DELETED_AT_ONCE);
    }

    private Future<Integer> each(List<JoinRequest> requests) {
        return OneByOne.each(
                        requests, JoinRequest::id, request -> services.inTransaction(sql -> escalate(sql, request)))
                .map(requests.size());
    }

    private Future<Void> escalate(Sql sql, JoinRequest request) {
        if (request.organisation().isEmpty()) {
            return expire(sql, request);
        }
        return switch (request.asked()) {
            case ADMINISTRATORS ->
                legalRepresentative(sql, request)
                        .compose(found -> found.isPresent()
                                ? ask(sql, request, DecidingParty.LEGAL_REPRESENTATIVE, found.get())
                                : ask(sql, request, DecidingParty.OPERATOR, operator()));
            case LEGAL_REPRESENTATIVE -> ask(sql, request, DecidingParty.OPERATOR, operator());
            case OPERATOR -> expire(sql, request);
        };
    }

    private Future<Optional<Addressee>> legalRepresentative(Sql sql, JoinRequest request) {
        var organisation = request.organisation().orElseThrow();
        return services.organisations()
                .contact(sql, organisation, Contact.Kind.LEGAL_REPRESENTATIVE)
                .compose(contact -> services.members()
                        .members(sql, organisation)
                        .map(members -> contact.map(
                                found -> Addressee.of(found.person(), language(found, members, request.language())))));
    }

    /** The language of the contact's account, else that of the founder, else the given one. */
    private static Language language(Contact contact, List<Member> members, Language otherwise) {
        return members.stream()
                .filter(member ->
                        contact.account().map(member.account()::equals).orElse(member.founder()))
                .map(Member::language)
                .findFirst()
                .orElse(otherwise);
    }

    private Addressee operator() {
        var brand = services.configuration().brand();
        return new Addressee(brand.name(), brand.operatorEmail(), Language.FR);
    }

    private Future<Void> ask(Sql sql, JoinRequest request, DecidingParty next, Addressee to) {
        var letter = services.letters()
                .joinAsked(
                        request,
                        to,
                        JoinLinks.decidingPath(request.id()),
                        Optional.of(services.links().decisionToken(request.id(), next)));
        return services.requests()
                .passOn(sql, request, next, services.now())
                .compose(updated -> updated
                        ? services.mails()
                                .queue(sql, letter)
                                .compose(queued -> record(
                                        sql,
                                        request,
                                        Entry.done(JoinEvent.JOIN_ESCALATED).with("asked", next)))
                        : Future.succeededFuture());
    }

    private Future<Void> expire(Sql sql, JoinRequest request) {
        return services.requests()
                .expire(sql, request, services.now())
                .compose(updated -> updated
                        ? services.mails()
                                .queue(sql, services.letters().joinExpired(request))
                                .compose(queued -> record(sql, request, Entry.done(JoinEvent.JOIN_EXPIRED)))
                        : Future.succeededFuture());
    }

    private Future<Void> record(Sql sql, JoinRequest request, Entry entry) {
        var escalated = entry.on(request.reference());
        return services.journal()
                .record(sql, request.organisation().map(escalated::in).orElse(escalated));
    }
}
