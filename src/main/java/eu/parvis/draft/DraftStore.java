package eu.parvis.draft;

import eu.parvis.capability.Foundation;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the drafts of a person inside the caller's transaction. */
public final class DraftStore {

    private final FormDrafts drafts;

    public DraftStore(Foundation foundation) {
        this.drafts = new FormDrafts(
                foundation.database(),
                foundation.box(),
                foundation.configuration().get(DraftSettings.class),
                foundation.clock());
    }

    /**
     * A form that was typed and not sent, without its secrets.
     *
     * @param form the address that it is sent to
     */
    public record SavedForm(String form, Map<String, List<String>> fields, Instant expiresAt) {

        public SavedForm {
            fields = Map.copyOf(fields);
        }
    }

    public Future<List<SavedForm>> of(Sql sql, UUID account) {
        return drafts.of(sql, account);
    }
}
