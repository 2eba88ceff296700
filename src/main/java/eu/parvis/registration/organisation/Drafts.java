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
import eu.parvis.registration.organisation.RegistrationApi.BeginDraft;
import eu.parvis.registration.organisation.RegistrationApi.Begun;
import eu.parvis.registration.organisation.RegistrationApi.Discarded;
import eu.parvis.registration.organisation.RegistrationApi.Draft;
import eu.parvis.registration.organisation.RegistrationApi.DraftToken;
import eu.parvis.registration.organisation.RegistrationApi.Listed;
import eu.parvis.registration.organisation.RegistrationApi.ListedDrafts;
import eu.parvis.registration.organisation.RegistrationApi.Outcome;
import eu.parvis.registration.organisation.RegistrationApi.SaveDraft;
import eu.parvis.registration.organisation.RegistrationRepository.StoredRegistration;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores unfinished forms in expiring rows, encrypted because they contain personal data of people who are not
 * customers yet. A reload, another tab or a restart of the portal loses nothing.
 */
final class Drafts {

    /** Registrations of one browser, those submitted in the last days included. */
    static final int MOST = 10;

    private static final TypeReference<Map<String, List<String>>> FIELDS = new TypeReference<>() {};

    private final Database database;
    private final RegistrationRepository repository;
    private final SecretBox box;
    private final Tokens tokens;
    private final Ids ids;
    private final RegistrationSettings settings;
    private final Clock clock;

    /** A registration and the token that opens it. */
    private record Opened(StoredRegistration row, String token) {}

    Drafts(RegistrationServices services) {
        this.database = services.database();
        this.repository = services.repository();
        this.box = services.box();
        this.tokens = services.tokens();
        this.ids = services.ids();
        this.settings = services.configuration().get(RegistrationSettings.class);
        this.clock = services.clock();
    }

    /** The draft was submitted before, perhaps in another tab. */
    static Failure submitted() {
        return Failure.of(Failure.Kind.CONFLICT, "registration.submitted");
    }

    // --- Writing ------------------------------------------------------------------------------------------------

    /**
     * A second click, a reload, or a visitor who goes back and corrects something, continues the draft that they began
     * before.
     */
    Future<Begun> begin(BeginDraft command) {
        var typed = DraftFields.of(command.fields());
        return open(command.known())
                .compose(known -> known.stream()
                        .filter(one -> !one.row.submitted())
                        .filter(one -> fields(one.row).isOfSameNewForm(typed)
                                || (!command.another() && fields(one.row).isOfSameOrganisation(typed)))
                        .findFirst()
                        .map(same -> save(new SaveDraft(Optional.of(same.token), command.language(), command.fields()))
                                .map(new Begun(same.row.id(), same.token)))
                        .orElseGet(() -> known.size() < MOST
                                ? create(database, command.language(), typed)
                                : Future.failedFuture(Failure.of(Failure.Kind.CONFLICT, "registration.tooMany"))));
    }

    private Future<Begun> create(Sql sql, Language language, DraftFields typed) {
        var id = ids.next();
        var token = tokens.next();
        var now = clock.instant();
        return repository
                .insert(sql, id, token, language, seal(id, typed), now, now.plus(settings.draft()))
                .map(new Begun(id, token));
    }

    /** Each part replaces only its own fields, so that two tabs with different parts do not overwrite each other. */
    Future<DraftToken> save(SaveDraft command) {
        var typed = DraftFields.of(command.fields());
        return command.token()
                .map(token -> database.inTransaction(sql -> repository
                        .lock(sql, token, clock.instant())
                        .compose(known -> update(sql, command.language(), typed, requireDraft(known)))
                        .map(new DraftToken(token))))
                .orElseGet(
                        () -> create(database, command.language(), typed).map(begun -> new DraftToken(begun.token())));
    }

    private static StoredRegistration requireDraft(Optional<StoredRegistration> known) {
        var registration = known.orElseThrow(Drafts::expired);
        if (registration.submitted()) {
            throw submitted();
        }
        return registration;
    }

    private Future<Void> update(Sql sql, Language language, DraftFields typed, StoredRegistration known) {
        return repository.updateDraft(
                sql,
                known.id(),
                seal(known.id(), fields(known).with(typed)),
                language,
                clock.instant().plus(settings.draft()));
    }

    Future<Discarded> discard(String token) {
        return repository.deleteDraft(database, token).map(new Discarded());
    }

    // --- Reading ------------------------------------------------------------------------------------------------

    Future<Draft> recall(String token) {
        return repository
                .byToken(database, token, clock.instant())
                .map(known -> draft(known.orElseThrow(Drafts::expired)));
    }

    private static Failure expired() {
        return Failure.of(Failure.Kind.EXPIRED, "registration.draft.expired");
    }

    private Draft draft(StoredRegistration registration) {
        if (!registration.submitted()) {
            return new Draft(false, fields(registration).values(), Optional.empty());
        }
        var submission = submission(registration);
        var outcome = new Outcome(registration.at(), submission.organisation(), submission.administrator());
        return new Draft(true, Map.of(), Optional.of(outcome));
    }

    Future<ListedDrafts> list(List<String> some) {
        return open(some)
                .map(known -> known.stream()
                        .sorted(Comparator.comparing((Opened one) -> one.row.at())
                                .reversed())
                        .map(this::listed)
                        .toList())
                .map(ListedDrafts::new);
    }

    private Future<List<Opened>> open(List<String> some) {
        var now = clock.instant();
        var rows = some.stream()
                .map(token ->
                        repository.byToken(database, token, now).map(row -> row.map(one -> new Opened(one, token))))
                .toList();
        return Future.all(rows)
                .map(all -> rows.stream().flatMap(row -> row.result().stream()).toList());
    }

    private Listed listed(Opened one) {
        var row = one.row;
        if (!row.submitted()) {
            return new Listed(row.id(), one.token, fields(row).organisationName(), Optional.empty(), false, row.at());
        }
        var organisation = submission(row).organisation();
        return new Listed(row.id(), one.token, organisation.name().value(), organisation.number(), true, row.at());
    }

    // --- Encrypted ----------------------------------------------------------------------------------------------

    private DraftFields fields(StoredRegistration registration) {
        try {
            var text =
                    box.open(registration.draft(), context(registration.id())).text();
            return DraftFields.of(Json.mapper().readValue(text, FIELDS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A draft cannot be read", e);
        }
    }

    private Buffer seal(UUID id, DraftFields fields) {
        try {
            return box.seal(new Secret(Json.mapper().writeValueAsString(fields.values())), context(id));
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
}
