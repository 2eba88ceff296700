package eu.parvis.membership;

import eu.parvis.company.Verification;
import eu.parvis.company.VerificationStore;
import eu.parvis.company.VerificationStore.News;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.organisation.Organisation;
import eu.parvis.work.Backlog;
import eu.parvis.work.Claim;
import eu.parvis.work.Outcome;
import eu.parvis.work.WorkKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Mails a register's answer that came after the registration to the administrators (idea 6). Administrators without
 * active account see it on their first page instead.
 */
final class VerificationNotices implements WorkKind<News> {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final MembershipServices services;

    VerificationNotices(MembershipServices services) {
        this.services = services;
    }

    @Override
    public String name() {
        return "membership.notice";
    }

    @Override
    public Duration lease() {
        return LEASE;
    }

    @Override
    public Future<Claim<News>> claim(Instant now, Instant leaseUntil) {
        return VerificationStore.claimNews(services.database(), now, leaseUntil).map(Claim::of);
    }

    @Override
    public Future<Outcome<News>> run(News news) {
        return services.inTransaction(sql -> notifyAdministrators(sql, news)).map(Outcome.done());
    }

    private Future<Void> notifyAdministrators(Sql sql, News news) {
        return VerificationStore.takeNews(sql, news)
                .compose(answer -> answer.isPresent()
                        ? queueLetters(sql, news.organisationId(), answer.get())
                        : Future.succeededFuture());
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

    @Override
    public Future<Backlog> backlog(Instant now) {
        return VerificationStore.newsBacklog(services.database(), now);
    }
}
