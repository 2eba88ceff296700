package eu.parvis.terms;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** The texts as they were first published. */
final class TermsRepository {

    /** A text that the database knows. */
    record Published(String version, Language language, String sha256, Instant effectiveFrom) {}

    private static final String PUBLISH = """
            INSERT INTO terms_text (version, language, sha256, effective_from, published_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (version, language) DO NOTHING
            """;

    private static final String ALL =
            "SELECT version, language, sha256, effective_from FROM terms_text ORDER BY version, language";

    Future<Void> publish(Sql sql, TermsVersion version, Language language, Instant now) {
        return sql.run(
                        PUBLISH,
                        version.name(),
                        language.code(),
                        version.text(language).sha256(),
                        version.effectiveFrom(),
                        now)
                .mapEmpty();
    }

    Future<List<Published>> all(Sql sql) {
        return sql.run(ALL)
                .map(rows -> Rows.all(
                        rows,
                        row -> new Published(
                                row.getString("version"),
                                Language.of(row.getString("language")).orElseThrow(),
                                row.getString("sha256"),
                                Rows.instant(row, "effective_from"))));
    }
}
