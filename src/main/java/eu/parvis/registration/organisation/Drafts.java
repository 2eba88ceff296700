package eu.parvis.registration.organisation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Json;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.registration.organisation.RegistrationApi.Draft;
import eu.parvis.registration.organisation.RegistrationApi.DraftToken;
import eu.parvis.registration.organisation.RegistrationApi.SaveDraft;
import eu.parvis.registration.organisation.RegistrationRepository.StoredRegistration;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores unfinished forms in expiring rows, encrypted because they contain personal data of people who are not
 * customers yet. A reload, another tab or a restart of the portal loses nothing.
 */
final class Drafts {

    private static final TypeReference<Map<String, List<String>>> FIELDS = new TypeReference<>() {};
    private static final String PART_1 = "organisation";

    private final Database database;
    private final RegistrationRepository repository;
    private final SecretBox box;
    private final Tokens tokens;
    private final Ids ids;
    private final RegistrationSettings settings;
    private final Clock clock;

    Drafts(RegistrationServices services) {
        this.database = services.database();
        this.repository = services.repository();
        this.box = services.box();
        this.tokens = services.tokens();
        this.ids = services.ids();
        this.settings = services.configuration().get(RegistrationSettings.class);
        this.clock = services.clock();
    }

    /** Each part replaces only its own fields, so that two tabs with different parts do not overwrite each other. */
    Future<DraftToken> save(SaveDraft command) {
        return database.inTransaction(sql -> find(sql, command.token())
                .compose(known -> known.isPresent() ? save(sql, command, known.get()) : create(sql, command)));
    }

    /** After a submission, part 1 starts a new registration; part 2 is a repeated submission whose answer was lost. */
    private Future<DraftToken> save(Sql sql, SaveDraft command, StoredRegistration known) {
        if (!known.submitted()) {
            return update(sql, command, known);
        }
        return command.fields().keySet().stream().anyMatch(name -> part(name).equals(PART_1))
                ? create(sql, command)
                : Future.succeededFuture(new DraftToken(command.token().orElseThrow()));
    }

    private Future<Optional<StoredRegistration>> find(Sql sql, Optional<String> token) {
        return token.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : repository.lock(sql, token.get(), clock.instant());
    }

    private Future<DraftToken> update(Sql sql, SaveDraft command, StoredRegistration known) {
        var fields = new LinkedHashMap<>(fields(known));
        command.fields().keySet().stream()
                .map(Drafts::part)
                .distinct()
                .forEach(part -> fields.keySet().removeIf(name -> part(name).equals(part)));
        fields.putAll(command.fields());
        return repository
                .updateDraft(
                        sql,
                        known.id(),
                        seal(known.id(), fields),
                        command.language(),
                        clock.instant().plus(settings.draft()))
                .map(new DraftToken(command.token().orElseThrow()));
    }

    private Future<DraftToken> create(Sql sql, SaveDraft command) {
        var id = ids.next();
        var token = tokens.next();
        var now = clock.instant();
        return repository
                .insert(sql, id, token, command.language(), seal(id, command.fields()), now, now.plus(settings.draft()))
                .map(new DraftToken(token));
    }

    Future<Draft> recall(String token) {
        return repository
                .byToken(database, token, clock.instant())
                .map(known -> known.map(this::draft)
                        .orElseThrow(() -> Failure.of(Failure.Kind.EXPIRED, "registration.draft.expired")));
    }

    private Draft draft(StoredRegistration registration) {
        return registration.submitted() ? new Draft(true, Map.of()) : new Draft(false, fields(registration));
    }

    private Map<String, List<String>> fields(StoredRegistration registration) {
        try {
            return Json.mapper()
                    .readValue(
                            box.open(registration.draft(), context(registration.id()))
                                    .text(),
                            FIELDS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A draft cannot be read", e);
        }
    }

    private Buffer seal(UUID id, Map<String, List<String>> fields) {
        try {
            return box.seal(new Secret(Json.mapper().writeValueAsString(fields)), context(id));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    Submission submission(StoredRegistration registration) {
        return Submission.of(box.open(registration.draft(), context(registration.id())));
    }

    Buffer seal(UUID id, Submission submission) {
        return box.seal(submission.toSecret(), context(id));
    }

    private static String context(UUID id) {
        return "registration " + id;
    }

    /** The part of a field: {@link #PART_1} or {@code administrator}. */
    private static String part(String field) {
        return field.split("\\.", 2)[0];
    }
}
