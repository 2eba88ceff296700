package eu.parvis.organisation;

import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.db.Sql;
import eu.parvis.organisation.JoinRequest.Asked;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Requests that nobody answers go to the next who is asked, and in the end expire; old ones are deleted. */
final class JoinSweep {

    private static final int AT_ONCE = 50;
    private static final int FORGOTTEN_AT_ONCE = 500;

    private final Tools tools;
    private final JoinRepository repository;
    private final JoinLinks links;

    JoinSweep(Tools tools, JoinRepository repository, JoinLinks links) {
        this.tools = tools;
        this.repository = repository;
        this.links = links;
    }

    /** How many were looked at. */
    Future<Integer> sweep() {
        var patience = tools.configuration().registration().joinAnswerWithin();
        return repository
                .unanswered(tools.database(), tools.now().minus(patience), AT_ONCE)
                .compose(requests -> tools.each(requests, JoinRequest::id, this::passOn));
    }

    /** How many were of no use to anybody any more. */
    Future<Integer> forget() {
        var keep = tools.configuration().registration().keepJoinRequests();
        return repository.deleteOld(tools.database(), tools.now().minus(keep), FORGOTTEN_AT_ONCE);
    }

    private Future<Void> passOn(Sql sql, JoinRequest request) {
        if (request.organisation().isEmpty()) {
            return expire(sql, request);
        }
        return switch (request.asked()) {
            case ADMINISTRATORS ->
                legalRepresentative(sql, request)
                        .compose(found -> found.isPresent()
                                ? ask(sql, request, Asked.LEGAL_REPRESENTATIVE, found.get())
                                : ask(sql, request, Asked.OPERATOR, operator()));
            case LEGAL_REPRESENTATIVE -> ask(sql, request, Asked.OPERATOR, operator());
            case OPERATOR -> expire(sql, request);
        };
    }

    private Future<Optional<Addressee>> legalRepresentative(Sql sql, JoinRequest request) {
        var organisation = request.organisation().orElseThrow();
        return tools.organisations()
                .contact(sql, organisation, Contact.Kind.LEGAL_REPRESENTATIVE)
                .compose(contact -> tools.organisations()
                        .members(sql, organisation)
                        .map(members -> contact.map(
                                found -> Addressee.of(found.person(), language(found, members, request.language())))));
    }

    /** Their own where they have an account, else the one in which the organisation registered. */
    private static Language language(Contact contact, List<Member> members, Language otherwise) {
        return members.stream()
                .filter(member ->
                        contact.account().map(member.account()::equals).orElse(member.founder()))
                .map(Member::language)
                .findFirst()
                .orElse(otherwise);
    }

    private Addressee operator() {
        var brand = tools.configuration().brand();
        return new Addressee(brand.name(), brand.operatorEmail(), Language.FR);
    }

    private Future<Void> ask(Sql sql, JoinRequest request, Asked next, Addressee to) {
        var letter = tools.letters()
                .joinAsked(
                        request,
                        to,
                        JoinLinks.decidingPath(request.id()),
                        Optional.of(links.deciding(request.id(), next)));
        return repository
                .passOn(sql, request, next, tools.now())
                .compose(mine -> mine
                        ? tools.mails()
                                .queue(sql, letter)
                                .compose(queued -> record(
                                        sql,
                                        request,
                                        Entry.done(Event.JOIN_ESCALATED).with("asked", next)))
                        : Future.succeededFuture());
    }

    private Future<Void> expire(Sql sql, JoinRequest request) {
        return repository
                .expire(sql, request, tools.now())
                .compose(mine -> mine
                        ? tools.mails()
                                .queue(sql, tools.letters().joinExpired(request))
                                .compose(queued -> record(sql, request, Entry.done(Event.JOIN_EXPIRED)))
                        : Future.succeededFuture());
    }

    private Future<Void> record(Sql sql, JoinRequest request, Entry entry) {
        var told = entry.on(request.reference());
        return tools.journal().record(sql, request.organisation().map(told::in).orElse(told));
    }
}
