package eu.parvis.validation;

import eu.parvis.catalogue.CheckedThing;
import eu.parvis.db.Rows;
import io.vertx.sqlclient.Row;

/** Reads the rows of validations, and says what requests need. */
final class ValidationColumns {

    static final String SELECT = """
            SELECT validation.id, validation.thing, validation.label, validation.method, validation.evidence,
                   validation.checked_on, validation.request_id, request.number, validation.recorded_at,
                   operator.first_name || ' ' || operator.last_name AS recorded_by, validation.withdrawn_at,
                   validation.withdrawal_reason, withdrawer.first_name || ' ' || withdrawer.last_name AS withdrawn_by
            FROM validation
            JOIN request ON request.id = validation.request_id
            JOIN account operator ON operator.id = validation.recorded_by
            LEFT JOIN account withdrawer ON withdrawer.id = validation.withdrawn_by
            """;

    /**
     * Joined to {@code request}: what its data name. A person is a name and an address, as for a check face to face. A
     * domain has keys: the name of the server and every domain above it. Who controls a domain or a mailbox is checked
     * for one applicant (BR 3.2.2.4, SBR 3.2.2).
     */
    static final String NEEDS = """
            CROSS JOIN LATERAL (VALUES
                ('ORGANISATION', request.organisation_id::text, request.establishment, NULL::uuid),
                ('DOMAIN', CASE WHEN request.holder_kind = 'SERVICE' THEN lower(request.holder_name) END,
                           request.holder_name, coalesce(request.organisation_id, request.ordered_by)),
                ('MAILBOX', lower(request.holder_email), request.holder_email, coalesce(request.organisation_id, request.ordered_by)),
                ('PERSON', lower(request.holder_first_name || ' ' || request.holder_last_name || ' '
                                 || request.holder_email),
                           request.holder_first_name || ' ' || request.holder_last_name || ', '
                           || request.holder_email, NULL)) need (thing, subject, label, applicant)
            CROSS JOIN LATERAL (
                SELECT CASE need.thing
                       WHEN 'DOMAIN' THEN (SELECT array_agg(array_to_string(label[level:], '.'))
                                           FROM string_to_array(need.subject, '.') label,
                                                generate_series(1, cardinality(label)) level)
                       ELSE ARRAY[need.subject] END AS keys) name
            """;

    private ValidationColumns() {}

    static Validation validation(Row row) {
        return new Validation(
                row.getUUID("id"),
                Rows.constant(row, "thing", CheckedThing.class),
                row.getString("label"),
                Rows.constant(row, "method", ValidationMethod.class),
                Rows.optionalText(row, "evidence"),
                row.getLocalDate("checked_on"),
                row.getUUID("request_id"),
                row.getInteger("number"),
                row.getString("recorded_by"),
                Rows.instant(row, "recorded_at"),
                Rows.optionalInstant(row, "withdrawn_at")
                        .map(at -> new Validation.Withdrawal(
                                row.getString("withdrawn_by"), at, Rows.optionalText(row, "withdrawal_reason"))));
    }
}
