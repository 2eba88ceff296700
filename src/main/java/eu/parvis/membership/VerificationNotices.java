package eu.parvis.membership;

import eu.parvis.company.Verification;
import eu.parvis.company.VerificationStore;
import eu.parvis.db.OneByOne;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.organisation.Organisation;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Mails a register's answer that came after the registration to the administrators (idea 6). Administrators without
 * active account see it on their first page instead.
 */
final class VerificationNotices {

    private static final int AT_ONCE = 50;

    private final MembershipServices services;

    VerificationNotices(MembershipServices services) {
        this.services = services;
    }

    /** Returns the number of organisations with a new answer. */
    Future<Integer> sweep() {
        return VerificationStore.withNews(services.database(), AT_ONCE).compose(this::each);
    }

    private Future<Integer> each(List<UUID> organisations) {
        return OneByOne.each(
                        organisations,
                        Function.identity(),
                        organisation -> services.inTransaction(sql -> notifyAdministrators(sql, organisation)))
                .map(organisations.size());
    }

    private Future<Void> notifyAdministrators(Sql sql, UUID organisation) {
        return VerificationStore.takeNews(sql, organisation)
                .compose(news ->
                        news.isPresent() ? queueLetters(sql, organisation, news.get()) : Future.succeededFuture());
    }

    private Future<Void> queueLetters(Sql sql, UUID id, Verification news) {
        return services.organisations()
                .byId(sql, id)
                .compose(organisation -> services.members()
                        .members(sql, id)
                        .map(members -> letters(organisation.orElseThrow(), members, news)))
                .compose(letters -> services.mails().queue(sql, letters));
    }

    private Letter[] letters(Organisation organisation, List<Member> members, Verification news) {
        return members.stream()
                .filter(Member::administers)
                .map(member -> services.letters().verificationResult(member.addressee(), organisation.name(), news))
                .toArray(Letter[]::new);
    }
}
