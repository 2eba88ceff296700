package eu.parvis.request;

import eu.parvis.catalogue.HolderKind;
import eu.parvis.db.Columns;
import eu.parvis.db.PersonColumns;
import eu.parvis.db.Rows;
import eu.parvis.membership.Role;
import eu.parvis.values.Person;
import io.vertx.sqlclient.Row;
import java.util.HexFormat;
import java.util.Optional;

/** Reads the rows of requests. */
final class RequestColumns {

    /** With the names and contact data of the holder as columns of a person. */
    static final String COLUMNS = """
            request.id, request.number, request.product, request.organisation_id, request.ordered_by,
            request.establishment, request.holder_kind, request.holder_id, request.holder_name,
            request.holder_confirmed_at, request.holder_ordered_name, request.holder_declined_at,
            request.holder_decline_reason, request.months, request.note, request.language, request.state,
            request.state_since, request.refusal_code, request.refusal_text, request.version, request.created_at,
            request.submitted_at, request.changed_at, %s
            """.formatted(PersonColumns.COLUMNS.each("request.holder_%1$s AS %1$s"));

    static final Columns HOLDER = new Columns("holder_first_name", "holder_last_name", "holder_email", "holder_phone");

    static final String DOCUMENT_COLUMNS = """
            id, request_id, kind, state, file_name, media_type, size, sha256, scan, uploaded_by, uploaded_at, decided_by,
            decided_at, refusal_code, refusal_text
            """;

    private RequestColumns() {}

    static CertificateRequest request(Row row) {
        return new CertificateRequest(
                row.getUUID("id"),
                row.getInteger("number"),
                row.getString("product"),
                Optional.ofNullable(row.getUUID("organisation_id")),
                row.getUUID("ordered_by"),
                Rows.optionalText(row, "establishment"),
                holder(row),
                Optional.ofNullable(row.getInteger("months")),
                Rows.optionalText(row, "note"),
                PersonColumns.language(row),
                Rows.constant(row, "state", RequestState.class),
                Rows.instant(row, "state_since"),
                refusal(row),
                row.getInteger("version"),
                Rows.instant(row, "created_at"),
                Rows.optionalInstant(row, "submitted_at"),
                Rows.instant(row, "changed_at"));
    }

    private static Holder holder(Row row) {
        return new Holder(
                Rows.constant(row, "holder_kind", HolderKind.class),
                Optional.ofNullable(row.getUUID("holder_id")),
                person(row),
                Rows.optionalText(row, "holder_name"),
                Rows.optionalInstant(row, "holder_confirmed_at"),
                Rows.optionalText(row, "holder_ordered_name"),
                Rows.optionalInstant(row, "holder_declined_at")
                        .map(at -> new Declined(at, Rows.optionalText(row, "holder_decline_reason"))));
    }

    private static Optional<Person> person(Row row) {
        return row.getString("email") == null ? Optional.empty() : Optional.of(PersonColumns.person(row));
    }

    private static Optional<Refusal> refusal(Row row) {
        var code = Rows.optionalText(row, "refusal_code");
        var text = Rows.optionalText(row, "refusal_text");
        return code.isEmpty() && text.isEmpty() ? Optional.empty() : Optional.of(new Refusal(code, text));
    }

    static SupportingDocument document(Row row) {
        return new SupportingDocument(
                row.getUUID("id"),
                row.getUUID("request_id"),
                row.getString("kind"),
                Rows.constant(row, "state", SupportingDocument.State.class),
                row.getString("file_name"),
                row.getString("media_type"),
                row.getInteger("size"),
                HexFormat.of().formatHex(row.getBuffer("sha256").getBytes()),
                Rows.constant(row, "scan", SupportingDocument.Scan.class),
                row.getUUID("uploaded_by"),
                Rows.instant(row, "uploaded_at"),
                Optional.ofNullable(row.getUUID("decided_by")),
                Rows.optionalInstant(row, "decided_at"),
                refusal(row));
    }

    static StateSpan span(Row row) {
        return new StateSpan(
                Rows.constant(row, "state", RequestState.class),
                Rows.instant(row, "since"),
                Rows.optionalInstant(row, "until"));
    }

    static ApprovalGiven approval(Row row) {
        return new ApprovalGiven(
                row.getUUID("account_id"),
                row.getString("name"),
                Rows.constant(row, "role", Role.class),
                row.getBoolean("approved"),
                Rows.optionalText(row, "note"),
                Rows.instant(row, "decided_at"));
    }
}
