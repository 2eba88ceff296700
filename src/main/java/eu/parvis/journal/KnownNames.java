package eu.parvis.journal;

import eu.parvis.audit.PersonalEntry;
import eu.parvis.db.Sql;
import eu.parvis.membership.Member;
import eu.parvis.membership.Membership;
import eu.parvis.membership.MembershipStore;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The names that a reader may know: of the organisations that they belong to or have belonged to, and of the people of
 * those that they belong to now, as the page of users shows them.
 */
final class KnownNames {

    /** Names of people by the id of the account, as texts, because a subject may be another id. */
    record Names(Map<UUID, String> organisations, Map<UUID, Map<String, String>> people) {

        Optional<String> organisation(PersonalEntry entry) {
            return entry.organisationId().map(organisations::get);
        }

        /** Who did it or, of an act by the reader, whom it concerns. */
        Optional<String> other(PersonalEntry entry, UUID reader) {
            var own = entry.accountId().equals(Optional.of(reader));
            var id = own ? entry.subject() : entry.accountId().map(UUID::toString);
            return id.filter(person -> !person.equals(reader.toString()))
                    .flatMap(person -> entry.organisationId().map(people::get).map(members -> members.get(person)));
        }
    }

    private final Sql sql;
    private final MembershipStore members = new MembershipStore();

    KnownNames(Sql sql) {
        this.sql = sql;
    }

    Future<Names> of(UUID reader, List<PersonalEntry> entries) {
        return members.memberships(sql, reader)
                .compose(memberships ->
                        people(memberships, entries).map(people -> new Names(organisations(memberships), people)));
    }

    private static Map<UUID, String> organisations(List<Membership> memberships) {
        var names = new HashMap<UUID, String>();
        memberships.forEach(membership -> names.put(membership.organisation(), membership.name()));
        return names;
    }

    private Future<Map<UUID, Map<String, String>>> people(List<Membership> memberships, List<PersonalEntry> entries) {
        var shown = memberships.stream()
                .filter(membership -> membership.state() == Member.State.ACTIVE)
                .map(Membership::organisation)
                .filter(id -> entries.stream()
                        .anyMatch(entry -> entry.organisationId().equals(Optional.of(id))))
                .toList();
        var people = new HashMap<UUID, Map<String, String>>();
        Future<Void> read = Future.succeededFuture();
        for (var organisation : shown) {
            read = read.compose(next -> members.members(sql, organisation)).map(all -> {
                var names = new HashMap<String, String>();
                all.forEach(member ->
                        names.put(member.account().toString(), member.person().name()));
                people.put(organisation, names);
                return null;
            });
        }
        return read.map(people);
    }
}
