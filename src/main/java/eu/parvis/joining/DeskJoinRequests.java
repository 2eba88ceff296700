package eu.parvis.joining;

import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.db.Sql;
import eu.parvis.joining.JoinApi.AskAtDesk;
import eu.parvis.joining.JoinApi.AskUnanswered;
import eu.parvis.joining.JoinApi.AtDesk;
import eu.parvis.joining.JoinApi.RemindAdministrators;
import eu.parvis.joining.JoinApi.Unanswered;
import eu.parvis.membership.Member;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Requests to join that nobody has answered, for the registration desk; and its mails to the administrators. */
final class DeskJoinRequests {

    private static final Duration BETWEEN_REMINDERS = Duration.ofDays(1);

    private final JoinServices services;
    private final UnansweredRepository repository = new UnansweredRepository();

    DeskJoinRequests(JoinServices services) {
        this.services = services;
    }

    Future<Unanswered> list(AskUnanswered query) {
        return repository
                .open(services.database(), query.madeBefore(), query.afterTime(), query.afterId(), query.most())
                .map(Unanswered::new);
    }

    Future<AtDesk> find(AskAtDesk query) {
        return repository.byId(services.database(), query.id()).map(found -> found.orElseThrow(Failure::notFound));
    }

    Future<AtDesk> remind(RemindAdministrators command) {
        return services.inTransaction(sql -> services.requests()
                .lock(sql, command.id())
                .compose(locked -> repository.byId(sql, command.id()))
                .map(found -> requireAdministrators(found.orElseThrow(Failure::notFound)))
                .compose(found -> remind(sql, command, found.request()))
                .compose(reminded -> repository.byId(sql, command.id()))
                .map(found -> found.orElseThrow(Failure::notFound)));
    }

    private static AtDesk requireAdministrators(AtDesk found) {
        JoinDecisions.requireOpen(found.request(), Failure.Kind.CONFLICT);
        if (found.administrators().isEmpty()) {
            throw Failure.of(Failure.Kind.CONFLICT, "join.noAdministrator");
        }
        return found;
    }

    private Future<Void> remind(Sql sql, RemindAdministrators command, JoinRequest request) {
        var now = services.now();
        return repository
                .remind(sql, request.id(), now, now.minus(BETWEEN_REMINDERS))
                .compose(first -> {
                    if (!first) {
                        throw Failure.of(Failure.Kind.CONFLICT, "join.remindedToday");
                    }
                    return services.members()
                            .members(sql, request.organisation().orElseThrow())
                            .compose(members -> mail(
                                    sql,
                                    request,
                                    members.stream().filter(Member::administers).toList()))
                            .compose(mailed -> services.journal().record(sql, entry(command, request)));
                });
    }

    /** Within the quota of each address. */
    private Future<Void> mail(Sql sql, JoinRequest request, List<Member> administrators) {
        Future<Void> mailed = Future.succeededFuture();
        for (var administrator : administrators) {
            var letter = services.letters().joinAsked(request, administrator.addressee(), "/users", Optional.empty());
            mailed = mailed.compose(previous -> services.mails()
                    .queueWithinQuota(sql, administrator.person().email(), letter));
        }
        return mailed;
    }

    private static Entry entry(RemindAdministrators command, JoinRequest request) {
        return Entry.done(JoinEvent.JOIN_ADMINISTRATORS_REMINDED)
                .by(command.operator())
                .from(command.address())
                .in(request.organisation().orElseThrow())
                .on(request.reference());
    }
}
