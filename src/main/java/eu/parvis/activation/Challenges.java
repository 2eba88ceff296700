package eu.parvis.activation;

import eu.parvis.account.ChallengeStore;
import eu.parvis.activation.Steps.WizardUser;
import eu.parvis.bus.Bus;
import eu.parvis.crypto.HashingApi;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.organisation.OrganisationStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Validates, hashes and stores challenge sets, both the first one and its replacements. */
final class Challenges {

    private final Bus bus;
    private final Database database;
    private final OrganisationStore organisations = new OrganisationStore();
    private final ChallengeStore store = new ChallengeStore();

    Challenges(Bus bus, Database database) {
        this.bus = bus;
        this.database = database;
    }

    /** What others know of the person or can look up; answers must not contain it. */
    Future<List<String>> profile(WizardUser wizardUser) {
        var account = wizardUser.account();
        var known = new ArrayList<>(List.of(account.email(), account.identifier()));
        ChallengeSet.bothWays(
                        account.person().firstName().value(),
                        account.person().lastName().value())
                .forEach(known::add);
        Future<List<String>> profile = Future.succeededFuture(known);
        for (var membership : wizardUser.memberships()) {
            profile = profile.compose(collected -> organisations
                    .byId(database, membership.organisation())
                    .map(found -> {
                        found.ifPresent(organisation -> collected.addAll(List.of(
                                organisation.name(),
                                organisation.details().town().value())));
                        return collected;
                    }));
        }
        return profile;
    }

    Future<List<String>> hash(ChallengeSet set) {
        return bus.request(HashingApi.HASH_ALL, new HashingApi.HashAll(set.secrets()))
                .map(HashingApi.HashedAll::phcs);
    }

    /** Stores the set in place of the previous one. */
    Future<Void> store(Sql sql, UUID account, ChallengeSet set, List<String> phcs, Instant at) {
        return store.replace(sql, account, set.withHashes(phcs), ChallengeSet.codeOf(phcs), at);
    }
}
