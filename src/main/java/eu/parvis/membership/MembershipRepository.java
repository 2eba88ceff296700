package eu.parvis.membership;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.membership.MembershipApi.Actor;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Statements that only this package needs. */
final class MembershipRepository {

    private static final String SET_STATE = """
            UPDATE member SET state = $3, changed_at = $4 WHERE organisation_id = $1 AND account_id = $2
            """;

    private static final String CHANGED_AT = "SELECT changed_at FROM member WHERE organisation_id = $1 AND id = $2";

    private static final String COUNT_ADMINISTRATORS = """
            SELECT count(*)::int AS administrators
            FROM member
            JOIN account ON account.id = member.account_id
            WHERE member.organisation_id = $1
              AND member.state = 'ACTIVE'
              AND 'ADMINISTRATOR' = ANY (member.roles)
              AND account.state = 'ACTIVE'
            """;

    private static final String EXPECTED_SOMEWHERE = """
            SELECT 1 FROM member WHERE account_id = $1 AND state IN ('INVITED', 'ACTIVE') LIMIT 1
            """;

    private static final String SET_SUCCESSOR = """
            UPDATE member SET handed_over_to = $3 WHERE organisation_id = $1 AND account_id = $2
            """;

    private static final String IS_SUCCESSOR = """
            SELECT 1
            FROM member former
            JOIN member successor
              ON successor.organisation_id = former.organisation_id AND successor.account_id = former.handed_over_to
            WHERE former.organisation_id = $1 AND former.account_id = $2 AND former.state = 'ACTIVE'
              AND successor.id = $3 AND successor.state = 'ACTIVE' AND 'ADMINISTRATOR' = ANY (successor.roles)
            """;

    Future<Void> setState(Sql sql, UUID organisation, UUID account, Member.State state, Instant at) {
        return sql.run(SET_STATE, organisation, account, state, at).mapEmpty();
    }

    Future<Optional<Instant>> changedAt(Sql sql, UUID organisation, UUID user) {
        return sql.run(CHANGED_AT, organisation, user)
                .map(rows -> Rows.first(rows, row -> Rows.instant(row, "changed_at")));
    }

    Future<Integer> countAdministrators(Sql sql, UUID organisation) {
        return sql.run(COUNT_ADMINISTRATORS, organisation)
                .map(rows -> rows.iterator().next().getInteger("administrators"));
    }

    Future<Void> setSuccessor(Sql sql, UUID organisation, UUID account, UUID successor) {
        return sql.run(SET_SUCCESSOR, organisation, account, successor).mapEmpty();
    }

    /** Whether the actor handed the administration over to this user, who still has it. */
    Future<Boolean> isSuccessor(Sql sql, Actor former, UUID user) {
        return sql.run(IS_SUCCESSOR, former.organisation(), former.account(), user)
                .map(rows -> rows.size() > 0);
    }

    /** Whether the person is a member of any organisation or invited to one. */
    Future<Boolean> isMemberOrInvited(Sql sql, UUID account) {
        return sql.run(EXPECTED_SOMEWHERE, account).map(rows -> rows.size() > 0);
    }
}
