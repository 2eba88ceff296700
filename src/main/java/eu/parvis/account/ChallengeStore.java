package eu.parvis.account;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The four questions and the personal code (CG-51), which authenticate a person for emergency revocation and at the
 * support desk. They are replaced as a whole, never read back (D3), and never used to sign in (D17).
 */
public final class ChallengeStore {

    private static final String DELETE = "DELETE FROM challenge_set WHERE account_id = $1";

    private static final String INSERT_SET =
            "INSERT INTO challenge_set (account_id, personal_code_hash, created_at) VALUES ($1, $2, $3)";

    private static final String INSERT_QUESTION = """
            INSERT INTO challenge_question (account_id, position, catalogue_id, own_question, answer_hash)
            VALUES ($1, $2, $3, $4, $5)
            """;

    private static final String SINCE = "SELECT created_at FROM challenge_set WHERE account_id = $1";

    /**
     * One question with its answer.
     *
     * @param catalogueId id of a catalogue question; empty if the person wrote {@code ownQuestion}
     * @param answerHash PHC string of the normalised answer
     */
    public record Question(Optional<String> catalogueId, Optional<String> ownQuestion, String answerHash) {

        public static Question ofCatalogue(String id, String answerHash) {
            return new Question(Optional.of(id), Optional.empty(), answerHash);
        }

        public static Question own(String question, String answerHash) {
            return new Question(Optional.empty(), Optional.of(question), answerHash);
        }
    }

    public Future<Void> replace(
            Sql sql, UUID accountId, List<Question> questions, String personalCodeHash, Instant at) {
        var rows = IntStream.range(0, questions.size())
                .mapToObj(i -> row(accountId, i + 1, questions.get(i)))
                .toList();
        return sql.run(DELETE, accountId)
                .compose(deleted -> sql.run(INSERT_SET, accountId, personalCodeHash, at))
                .compose(inserted -> sql.batch(INSERT_QUESTION, rows))
                .mapEmpty();
    }

    /** When the set was given; empty if there is none. */
    public Future<Optional<Instant>> since(Sql sql, UUID account) {
        return sql.run(SINCE, account).map(rows -> Rows.first(rows, row -> Rows.instant(row, "created_at")));
    }

    private static Tuple row(UUID accountId, int position, Question question) {
        return Sql.parameters(
                accountId, position, question.catalogueId(), question.ownQuestion(), question.answerHash());
    }
}
