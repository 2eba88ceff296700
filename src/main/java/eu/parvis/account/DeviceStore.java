package eu.parvis.account;

import eu.parvis.capability.Foundation;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Signature;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Browsers and programs in which the account's owner has signed in before. Each has its own attempt limit, so that
 * strangers cannot lock the owner out (7.11; OWASP device cookies). A browser has a signed mark, a program a token whose
 * hash is stored. Neither gives access.
 */
public final class DeviceStore {

    private static final String PURPOSE = "known device";
    private static final char BETWEEN = ' ';

    private static final String FIND = "SELECT account_id, coalesce(used_at, created_at) AS seen_at FROM device"
            + " WHERE token_hash = $1 AND expires_at > $2";

    private static final String TOUCH = """
            UPDATE device SET used_at = $3, expires_at = $4 WHERE token_hash = $1 AND account_id = $2
            AND expires_at > $3
            """;

    private static final String ADD =
            "INSERT INTO device (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";

    /** Programs that have never sent their token go first: they drew one at each sign-in. */
    private static final String DROP_OTHERS = """
            DELETE FROM device WHERE token_hash IN (
                SELECT token_hash FROM device WHERE account_id = $1 AND token_hash <> $2
                ORDER BY used_at DESC NULLS LAST, created_at DESC OFFSET $3::int - 1)
            """;

    private static final String DROP_OLD = "DELETE FROM device WHERE expires_at <= $1";

    private static final String FORGET = "DELETE FROM device WHERE account_id = $1";

    /**
     * A browser or program of an account.
     *
     * @param seenAt when the person last signed in there
     */
    public record Device(UUID account, String id, Instant seenAt) {

        /** Whether the owner of this account has signed in there, and since the account was last locked. */
        public boolean isKnownTo(Credential credential) {
            return account.equals(credential.account().id())
                    && credential.lockedAt().filter(seenAt::isBefore).isEmpty();
        }
    }

    private final Signature signature;
    private final Ids ids;
    private final Tokens tokens;
    private final DeviceSettings settings;

    public DeviceStore(Foundation foundation) {
        this.signature = foundation.signature();
        this.ids = new Ids(foundation.random());
        this.tokens = new Tokens(foundation.random());
        this.settings = foundation.configuration().get(DeviceSettings.class);
    }

    /** The device of a browser's mark or of a program's token; empty if it is none of ours. */
    public Future<Optional<Device>> find(Sql sql, Optional<Secret> shown, Instant now) {
        var signed = shown.flatMap(this::signed);
        return shown.isEmpty() || signed.isPresent()
                ? Future.succeededFuture(signed)
                : stored(sql, Tokens.sha256(shown.get().text()), now);
    }

    private Optional<Device> signed(Secret mark) {
        return signature.verify(PURPOSE, mark.text()).map(DeviceStore::device);
    }

    private static Device device(String payload) {
        var parts = payload.split(String.valueOf(BETWEEN), 3);
        // An older version signed no time.
        var seenAt = parts.length < 3 ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(parts[2]));
        return new Device(UUID.fromString(parts[0]), parts[1], seenAt);
    }

    private Future<Optional<Device>> stored(Sql sql, Buffer tokenHash, Instant now) {
        return sql.run(FIND, tokenHash, now)
                .map(rows -> Rows.first(
                        rows,
                        row -> new Device(
                                row.getUUID("account_id"),
                                HexFormat.of().formatHex(tokenHash.getBytes()),
                                Rows.instant(row, "seen_at"))));
    }

    /** What a browser or a program shows at its next sign-in: the mark or the token. */
    public Future<Secret> remember(Sql sql, UUID account, boolean browser, Optional<Secret> shown, Instant now) {
        return browser ? Future.succeededFuture(mark(account, shown, now)) : token(sql, account, shown, now);
    }

    /** The mark of a browser: with the device id of the given one if it is the account's, else with a new id. */
    public Secret mark(UUID account, Optional<Secret> shown, Instant now) {
        var device = shown.flatMap(this::signed)
                .filter(known -> known.account().equals(account))
                .map(Device::id)
                .orElseGet(() -> ids.next().toString());
        return new Secret(
                signature.sign(PURPOSE, account.toString() + BETWEEN + device + BETWEEN + now.toEpochMilli()));
    }

    /** The token of a program: the given one if it is the account's, else a new one. */
    private Future<Secret> token(Sql sql, UUID account, Optional<Secret> shown, Instant now) {
        return shown.map(token -> sql.run(TOUCH, Tokens.sha256(token.text()), account, now, now.plus(settings.keep()))
                        .map(rows -> Rows.changed(rows) ? shown : Optional.<Secret>empty()))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .compose(known -> known.map(Future::succeededFuture).orElseGet(() -> add(sql, account, now)));
    }

    private Future<Secret> add(Sql sql, UUID account, Instant now) {
        var token = new Secret(tokens.next());
        var tokenHash = Tokens.sha256(token.text());
        // Pipelined: one round trip.
        return Future.all(
                        sql.run(ADD, tokenHash, account, now, now.plus(settings.keep())),
                        sql.run(DROP_OTHERS, account, tokenHash, settings.programs()))
                .map(token);
    }

    /** Forgets the programs of an account; its browsers are forgotten by {@link LockStore#lock}. */
    public Future<Void> forgetPrograms(Sql sql, UUID account) {
        return sql.run(FORGET, account).mapEmpty();
    }

    public Future<Void> deleteOld(Sql sql, Instant now) {
        return sql.run(DROP_OLD, now).mapEmpty();
    }
}
