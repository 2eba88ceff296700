package eu.parvis.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Json;
import eu.parvis.bus.Message;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.SecretBox;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.draft.DraftApi.Draft;
import eu.parvis.draft.DraftApi.Forget;
import eu.parvis.draft.DraftApi.Owner;
import eu.parvis.draft.DraftApi.Recall;
import eu.parvis.draft.DraftApi.Save;
import eu.parvis.draft.DraftRepository.StoredDraft;
import eu.parvis.draft.DraftStore.SavedForm;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The rules of drafts. The typed fields belong to the account and are encrypted at rest. Secrets are bound to the session,
 * have a short life, and are deleted when the form is accepted.
 */
final class FormDrafts {

    private static final TypeReference<Map<String, List<String>>> FIELDS = new TypeReference<>() {};
    private static final TypeReference<KeptSecrets> SECRETS = new TypeReference<>() {};
    private static final int LONGEST = 64 * 1024;
    private static final long MOST = 50;

    private final Database database;
    private final DraftRepository repository = new DraftRepository();
    private final SecretBox box;
    private final DraftSettings settings;
    private final Clock clock;

    FormDrafts(Database database, SecretBox box, DraftSettings settings, Clock clock) {
        this.database = database;
        this.box = box;
        this.settings = settings;
        this.clock = clock;
    }

    Future<Message.Done> save(Save command) {
        var fields = seal(command.fields(), context(command.owner(), command.form()));
        if (fields.length() > LONGEST) {
            throw Failure.of(Failure.Kind.INVALID, "problem.tooLarge");
        }
        var end = clock.instant().plus(settings.form());
        return database.inTransaction(sql -> repository
                        .save(sql, command.owner(), command.form(), fields, end, MOST)
                        .compose(saved -> saved ? saveSecrets(sql, command) : Future.failedFuture(tooMany())))
                .map(Message.DONE);
    }

    private Future<Void> saveSecrets(Sql sql, Save command) {
        if (command.secrets().isEmpty()) {
            return Future.succeededFuture();
        }
        var owner = command.owner();
        var secrets = command.secrets().get();
        return secrets.values().isEmpty()
                ? repository.deleteSecrets(sql, owner, command.form())
                : repository.saveSecrets(
                        sql,
                        owner,
                        command.form(),
                        seal(secrets, secretContext(owner, command.form())),
                        clock.instant().plus(settings.secrets()));
    }

    private Failure tooMany() {
        return Failure.rateLimited("problem.rateLimited", settings.form());
    }

    Future<Draft> recall(Recall question) {
        return repository
                .find(database, question.owner(), question.form(), clock.instant())
                .map(stored -> draft(stored, question));
    }

    private Draft draft(StoredDraft stored, Recall question) {
        var fields = Optional.ofNullable(stored.fields())
                .map(bytes -> open(bytes, context(question.owner(), question.form()), FIELDS));
        var secrets = Optional.ofNullable(stored.secrets())
                .map(bytes -> open(bytes, secretContext(question.owner(), question.form()), SECRETS));
        return new Draft(fields, secrets.orElse(KeptSecrets.NONE));
    }

    Future<List<SavedForm>> of(Sql sql, UUID account) {
        return repository
                .of(sql, account)
                .map(all -> all.stream()
                        .map(stored -> new SavedForm(
                                stored.form(),
                                open(stored.fields(), context(account, stored.scope(), stored.form()), FIELDS),
                                stored.expiresAt()))
                        .toList());
    }

    Future<Message.Done> forget(Forget command) {
        return repository.delete(database, command.owner(), command.form()).map(Message.DONE);
    }

    Future<Void> sweep(Instant now) {
        return repository.sweep(database, now);
    }

    private Buffer seal(Object value, String context) {
        try {
            return box.seal(new Secret(Json.mapper().writeValueAsString(value)), context);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T open(Buffer bytes, String context, TypeReference<T> type) {
        try {
            return Json.mapper().readValue(box.open(bytes, context).text(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A draft cannot be read", e);
        }
    }

    private static String context(Owner owner, String form) {
        return context(owner.account(), owner.scope(), form);
    }

    private static String context(UUID account, UUID scope, String form) {
        return "draft " + account + " " + scope + " " + form;
    }

    private static String secretContext(Owner owner, String form) {
        return "draft secrets " + owner.account() + " " + owner.session() + " " + form;
    }
}
