package eu.parvis.validation;

import eu.parvis.catalogue.CheckedThing;
import eu.parvis.catalogue.Product;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads and writes validations inside the caller's transaction. */
public final class ValidationStore {

    /** What the request names, and for each thing every validation that counts. $2 methods for the names below a domain. */
    private static final String NEEDED = """
            SELECT need.thing AS needed, need.label AS named, found.*
            FROM request
            """ + ValidationColumns.NEEDS + """
            LEFT JOIN LATERAL (
            """ + ValidationColumns.SELECT + """
                WHERE validation.thing = need.thing AND validation.subject = ANY (name.keys)
                  AND (validation.subject = need.subject OR validation.method = ANY ($2))
                  AND (need.applicant IS NULL OR need.applicant = coalesce(request.organisation_id, request.ordered_by))
                  AND validation.withdrawn_at IS NULL) found ON true
            WHERE request.id = $1 AND need.subject IS NOT NULL
            """;

    private static final String ADD = """
            INSERT INTO validation (id, thing, subject, label, method, evidence, checked_on, request_id, recorded_by,
                                    recorded_at)
            SELECT $1, need.thing, coalesce($4, need.subject), coalesce($4, need.label), $5, $6, $7, request.id, $8, $9
            FROM request
            """ + ValidationColumns.NEEDS + """
            WHERE request.id = $2 AND need.thing = $3 AND need.subject IS NOT NULL
              AND ($4::text IS NULL OR $4 = ANY (name.keys))
            """;

    private static final String WITHDRAW = """
            UPDATE validation SET withdrawn_by = $2, withdrawn_at = $3, withdrawal_reason = $4
            WHERE id = $1 AND withdrawn_at IS NULL
            """;

    /** A check face to face has no evidence of its own: that is the record of the request. */
    private static final String WITHDRAW_MET = """
            UPDATE validation SET withdrawn_by = $2, withdrawn_at = $3
            WHERE request_id = $1 AND method = 'FACE_TO_FACE' AND evidence IS NULL AND withdrawn_at IS NULL
            """;

    private static final String HOLD =
            "SELECT id FROM validation WHERE id = ANY ($1::text[]::uuid[]) AND withdrawn_at IS NULL FOR SHARE";

    private static final String BY_ID = ValidationColumns.SELECT + "WHERE validation.id = $1";

    /** What this product needs for what the request names, in the order of {@link CheckedThing}. */
    public Future<List<NeededValidation>> needed(Sql sql, UUID request, Product product, LocalDate today) {
        var covering = ValidationMethod.of(CheckedThing.DOMAIN).stream()
                .filter(ValidationMethod::coversNamesBelow)
                .toList();
        return sql.run(NEEDED, request, covering).map(rows -> {
            var found = Rows.all(
                    rows,
                    row -> new Candidate(
                            Rows.constant(row, "needed", CheckedThing.class),
                            row.getString("named"),
                            row.getUUID("id") == null
                                    ? Optional.empty()
                                    : Optional.of(ValidationColumns.validation(row))));
            return best(found, product, today);
        });
    }

    private record Candidate(CheckedThing thing, String subject, Optional<Validation> validation) {}

    private record Ending(Validation validation, LocalDate until) {}

    private static List<NeededValidation> best(List<Candidate> found, Product product, LocalDate today) {
        return found.stream()
                .filter(candidate -> product.reuse().containsKey(candidate.thing()))
                .collect(Collectors.groupingBy(Candidate::thing))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> best(entry.getKey(), entry.getValue(), ReusePolicy.of(product), today))
                .toList();
    }

    private static NeededValidation best(
            CheckedThing thing, List<Candidate> found, ReusePolicy policy, LocalDate today) {
        var longest = found.stream()
                .flatMap(candidate -> candidate.validation().stream())
                .flatMap(validation -> policy.lastDay(validation.method(), validation.checkedOn()).stream()
                        .map(until -> new Ending(validation, until)))
                .max(Comparator.comparing(Ending::until)
                        .thenComparing(ending -> ending.validation().recordedAt()));
        var met = found.stream()
                .flatMap(candidate -> candidate.validation().stream())
                .filter(Validation::isMet)
                .flatMap(validation -> policy.lastDay(validation.method(), validation.checkedOn()).stream())
                .anyMatch(until -> !until.isBefore(today));
        return new NeededValidation(
                thing,
                found.get(0).subject(),
                longest.map(Ending::validation),
                longest.map(Ending::until),
                longest.filter(ending -> !ending.until().isBefore(today)).isPresent(),
                met,
                ValidationMethod.of(thing).stream()
                        .filter(method -> policy.lastDay(method, today).isPresent())
                        .toList());
    }

    /** False, without an effect, if the request names no such thing, or another domain. */
    public Future<Boolean> add(Sql sql, UUID id, UUID request, Check check, UUID operator, Instant at) {
        return sql.run(
                        ADD,
                        id,
                        request,
                        check.thing(),
                        check.domain(),
                        check.method(),
                        check.evidence(),
                        check.checkedOn(),
                        operator,
                        at)
                .map(Rows::changed);
    }

    /** Another check face to face of the same request replaces the former one. */
    public Future<Void> replaceFaceToFace(Sql sql, UUID id, UUID request, LocalDate metOn, UUID operator, Instant at) {
        var check = new Check(
                CheckedThing.PERSON, Optional.empty(), ValidationMethod.FACE_TO_FACE, Optional.empty(), metOn);
        return sql.run(WITHDRAW_MET, request, operator, at)
                .compose(withdrawn -> add(sql, id, request, check, operator, at))
                .mapEmpty();
    }

    /** False if it counted no more already. */
    public Future<Boolean> withdraw(Sql sql, UUID id, String reason, UUID operator, Instant at) {
        return sql.run(WITHDRAW, id, operator, at, reason).map(Rows::changed);
    }

    /** Whether they still count; nobody withdraws one before the transaction ends. */
    public Future<Boolean> hold(Sql sql, Collection<UUID> ids) {
        return sql.run(HOLD, ids).map(rows -> rows.size() == ids.size());
    }

    public Future<Optional<Validation>> byId(Sql sql, UUID id) {
        return sql.run(BY_ID, id).map(rows -> Rows.first(rows, ValidationColumns::validation));
    }
}
