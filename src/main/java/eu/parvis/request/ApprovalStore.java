package eu.parvis.request;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.Product.Approval;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.membership.Role;
import eu.parvis.request.RequestApi.Approve;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Approvals: what was said, and which requests wait for which members by the rules of the catalogue. */
public final class ApprovalStore {

    /** A member to be mailed about a request. */
    record Due(UUID request, UUID account) {}

    /** A rule of a product: this many members with the role must approve. */
    private record Rule(String product, Approval approval) {}

    private static final String APPROVALS = """
            SELECT account_id, role, approved, note, decided_at,
                   CASE WHEN account.state = 'CLOSED' THEN '' ELSE first_name || ' ' || last_name END AS name
            FROM request_approval JOIN account ON account.id = account_id
            WHERE request_id = $1 ORDER BY decided_at
            """;

    private static final String ADD_APPROVAL = """
            INSERT INTO request_approval (request_id, account_id, role, approved, note, decided_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    private static final String FORGET_APPROVALS = "DELETE FROM request_approval WHERE request_id = $1";

    private static final String OWN = "(%1$s.account_id = request.ordered_by OR %1$s.account_id = request.holder_id)";

    /** $1 to $3 the rules: products, roles, numbers. Nobody approves an own request, unless nobody else can. */
    private static final String WAITING = """
            FROM unnest($1::text[], $2::text[], $3::int[]) AS rule (product, role, needed)
            JOIN request ON request.product = rule.product AND request.state = 'REGISTERED'
            JOIN member ON member.organisation_id = request.organisation_id AND member.state = 'ACTIVE'
                AND rule.role = ANY (member.roles)
            JOIN account ON account.id = member.account_id
            WHERE NOT EXISTS (SELECT FROM request_approval given
                              WHERE given.request_id = request.id
                                AND (given.account_id = member.account_id OR NOT given.approved))
              AND rule.needed > (SELECT count(*) FROM request_approval given
                                 WHERE given.request_id = request.id AND given.approved AND given.role = rule.role)
              AND (request.holder_declined_at IS NULL OR request.holder_confirmed_at IS NOT NULL)
              AND (%s IS NOT TRUE
                   OR NOT EXISTS (SELECT FROM member other
                                  WHERE other.organisation_id = request.organisation_id AND other.state = 'ACTIVE'
                                    AND rule.role = ANY (other.roles) AND %s IS NOT TRUE))
            """.formatted(OWN.formatted("member"), OWN.formatted("other"));

    private static final String APPROVERS =
            "SELECT DISTINCT ON (account.id) account.id, rule.role, first_name || ' ' || last_name AS name " + WAITING
                    + "AND request.id = $4 ORDER BY account.id, rule.role";

    private static final String AMONG =
            "SELECT DISTINCT request.id " + WAITING + "AND account.id = $4 AND request.id = ANY ($5::text[]::uuid[])";

    private static final String OF_MEMBER =
            "SELECT DISTINCT request.id, request.number, request.product, request.state " + WAITING
                    + "AND account.id = $4 AND request.organisation_id = $5 ORDER BY request.number LIMIT $6";

    /**
     * $4 now, $5 a day ago, $6 the earliest last change, $7 the only request or null, $8 the limit. Each member gets one
     * mail, about the oldest request.
     */
    private static final String TAKE = """
            WITH due AS (
                SELECT DISTINCT ON (account.id) account.id AS account_id, request.id AS request_id
                %s
                  AND request.changed_at > $6 AND ($7::uuid IS NULL OR request.id = $7)
                  AND NOT EXISTS (SELECT FROM request_approval_mail recent
                                  WHERE recent.account_id = member.account_id AND recent.sent_at > $5)
                ORDER BY account.id, request.number
                LIMIT $8),
            mailed AS (
                INSERT INTO request_approval_mail AS former (account_id, sent_at) SELECT account_id, $4 FROM due
                ON CONFLICT (account_id) DO UPDATE SET sent_at = $4 WHERE former.sent_at <= $5
                RETURNING account_id)
            SELECT request_id, account_id FROM due JOIN mailed USING (account_id)
            """.formatted(WAITING);

    private static final Duration DAY = Duration.ofDays(1);

    /** A request that waits longer stays on the first page, but is mailed about no more. */
    private static final Duration LAST = Duration.ofDays(5);

    private static final int MOST_AT_ONCE = 100;

    private final List<Rule> rules;

    public ApprovalStore(Catalogue catalogue) {
        this.rules = catalogue.products().stream()
                .flatMap(product -> product.approvals().stream().map(approval -> new Rule(product.code(), approval)))
                .toList();
    }

    Future<List<ApprovalGiven>> given(Sql sql, UUID id) {
        return sql.run(APPROVALS, id).map(rows -> Rows.all(rows, RequestColumns::approval));
    }

    Future<Void> add(Sql sql, UUID id, UUID account, Role role, Approve answer, Instant at) {
        return sql.run(ADD_APPROVAL, id, account, role, answer.approved(), answer.note(), at)
                .mapEmpty();
    }

    /** Deletes the approvals of a request that is not as it was approved any more. */
    Future<Void> forget(Sql sql, UUID id) {
        return sql.run(FORGET_APPROVALS, id).mapEmpty();
    }

    /** The requests of the organisation that wait for this member, the oldest first. */
    public Future<List<OpenRequest>> waitingFor(Sql sql, UUID account, UUID organisation, int most) {
        return sql.run(OF_MEMBER, arguments(account, organisation, most))
                .map(rows -> Rows.all(
                        rows,
                        row -> new OpenRequest(
                                row.getUUID("id"),
                                row.getInteger("number"),
                                row.getString("product"),
                                Rows.constant(row, "state", RequestState.class),
                                true)));
    }

    /** Those of the requests that wait for this person. */
    Future<Set<UUID>> among(Sql sql, UUID account, List<Role> roles, List<UUID> requests) {
        return rules.stream().anyMatch(rule -> roles.contains(rule.approval().role()))
                ? sql.run(AMONG, arguments(account, requests))
                        .map(rows -> Rows.all(rows, row -> row.getUUID("id")).stream()
                                .collect(Collectors.toSet()))
                : Future.succeededFuture(Set.of());
    }

    /** The members who can approve the request now. */
    Future<List<Approver>> approvers(Sql sql, UUID request) {
        return sql.run(APPROVERS, arguments(request)).map(rows -> Rows.all(rows, ApprovalStore::approver));
    }

    private static Approver approver(Row row) {
        return new Approver(row.getUUID("id"), row.getString("name"), Rows.constant(row, "role", Role.class));
    }

    /**
     * The members who are due for a mail; they count as mailed from now on.
     *
     * @param only the request that was just submitted or changed; empty: all that wait
     */
    Future<List<Due>> takeDue(Sql sql, Optional<UUID> only, Instant now) {
        return sql.run(TAKE, arguments(now, now.minus(DAY), now.minus(LAST), only, MOST_AT_ONCE))
                .map(rows -> Rows.all(rows, row -> new Due(row.getUUID("request_id"), row.getUUID("account_id"))));
    }

    private Object[] arguments(Object... more) {
        var arguments = new ArrayList<Object>(List.of(
                rules.stream().map(Rule::product).toList(),
                rules.stream().map(rule -> rule.approval().role()).toList(),
                rules.stream().map(rule -> rule.approval().number()).toArray(Integer[]::new)));
        arguments.addAll(List.of(more));
        return arguments.toArray();
    }
}
