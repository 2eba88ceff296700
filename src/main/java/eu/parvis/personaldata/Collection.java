package eu.parvis.personaldata;

import eu.parvis.capability.Foundation;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.draft.DraftStore;
import eu.parvis.personaldata.PersonalDataApi.Collect;
import eu.parvis.personaldata.PersonalDataApi.Collected;
import eu.parvis.personaldata.PersonalDataApi.Rows;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** Reads all sets of a person. */
final class Collection {

    private final Database database;
    private final PersonalDataRepository repository = new PersonalDataRepository();
    private final DraftStore drafts;

    Collection(Foundation foundation) {
        this.database = foundation.database();
        this.drafts = new DraftStore(foundation);
    }

    Future<Collected> collect(Collect query) {
        return database.inTransaction(sql -> {
            Future<List<Rows>> all = Future.succeededFuture(new ArrayList<>());
            for (var set : DataSet.values()) {
                all = all.compose(read -> rows(sql, set, query.account()).map(rows -> {
                    read.add(new Rows(set, rows.encode()));
                    return read;
                }));
            }
            return all.map(Collected::new);
        });
    }

    private Future<JsonArray> rows(Sql sql, DataSet set, UUID account) {
        return set == DataSet.DRAFTS ? drafts(sql, account) : repository.rows(sql, set, account);
    }

    private Future<JsonArray> drafts(Sql sql, UUID account) {
        return drafts.of(sql, account)
                .map(all -> new JsonArray(all.stream()
                        .map(draft -> new JsonObject()
                                .put("form", draft.form())
                                .put("fields", new JsonObject(new TreeMap<>(draft.fields())))
                                .put("expiresAt", draft.expiresAt()))
                        .toList()));
    }
}
