package eu.parvis.organisation;

import eu.parvis.company.Verification;
import eu.parvis.company.VerificationStore;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * What a register answers after an organisation has registered is told to its administrators (idea 6). Who has not
 * activated the account yet reads it there.
 */
final class VerificationNews {

    private static final int AT_ONCE = 50;

    private final Tools tools;

    VerificationNews(Tools tools) {
        this.tools = tools;
    }

    /** How many organisations there was news of. */
    Future<Integer> sweep() {
        return VerificationStore.withNews(tools.database(), AT_ONCE)
                .compose(organisations -> tools.each(organisations, Function.identity(), this::tell));
    }

    private Future<Void> tell(Sql sql, UUID organisation) {
        return VerificationStore.takeNews(sql, organisation)
                .compose(news -> news.isPresent() ? tell(sql, organisation, news.get()) : Future.succeededFuture());
    }

    private Future<Void> tell(Sql sql, UUID id, Verification news) {
        return tools.organisations()
                .byId(sql, id)
                .compose(organisation -> tools.organisations()
                        .members(sql, id)
                        .map(members -> letters(organisation.orElseThrow(), members, news)))
                .compose(letters -> tools.mails().queue(sql, letters));
    }

    private Letter[] letters(Organisation organisation, List<Member> members, Verification news) {
        return members.stream()
                .filter(Member::administers)
                .map(member -> tools.letters().verificationResult(Addressee.of(member), organisation.name(), news))
                .toArray(Letter[]::new);
    }
}
