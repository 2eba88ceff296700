package eu.parvis.signin.password;

import eu.parvis.account.Account;
import eu.parvis.account.AttemptStore;
import eu.parvis.account.Credential;
import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.HashingApi;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.auth.authentication.Credentials;
import java.time.Instant;
import java.util.Optional;

/**
 * Authenticates accounts for Vert.x Auth. Unknown account, closed account and wrong password run the same statements,
 * compute one hash and fail in the same way.
 */
final class PasswordAuthentication implements AuthenticationProvider {

    private static final String PROVEN = "proven";

    /**
     * The result of a successful verification.
     *
     * @param subject of the attempt, to remove it from the count
     * @param outdated whether the stored hash is weaker than the current parameters
     */
    record ProvenPassword(Credential credential, Buffer subject, Instant at, boolean outdated) {

        Account account() {
            return credential.account();
        }
    }

    private final SigninServices services;
    private final KnownDevices devices;

    PasswordAuthentication(SigninServices services, KnownDevices devices) {
        this.services = services;
        this.devices = devices;
    }

    static ProvenPassword proven(User user) {
        return user.get(PROVEN);
    }

    @Override
    public Future<User> authenticate(Credentials credentials) {
        var typed = (TypedPassword) credentials;
        return services.accounts()
                .credentialByLogin(services.database(), typed.login())
                .compose(found -> verify(typed, found));
    }

    private Future<User> verify(TypedPassword typed, Optional<Credential> found) {
        var now = services.now();
        var subject = subject(typed, found);
        return services.attempts()
                .spend(services.database(), subject, now)
                .compose(last -> services.bus()
                        .request(HashingApi.VERIFY, new HashingApi.Verify(typed.password(), found.map(Credential::phc)))
                        .compose(verified -> found.filter(credential -> verified.matches() && opens(credential, now))
                                .map(credential -> new ProvenPassword(credential, subject, now, verified.outdated()))
                                .map(proven -> Future.succeededFuture(user(proven)))
                                .orElseGet(() -> refuse(typed, found, last))));
    }

    private Buffer subject(TypedPassword typed, Optional<Credential> found) {
        return found.map(Credential::account)
                .map(account -> devices.device(account, typed.mark())
                        .map(device -> AttemptStore.of(account.id(), device))
                        .orElseGet(() -> AttemptStore.of(account.id())))
                .orElseGet(() -> AttemptStore.of(typed.login()));
    }

    private static boolean opens(Credential credential, Instant now) {
        return credential.account().state() != Account.State.CLOSED && !credential.expired(now);
    }

    /**
     * Records a failed attempt in the journal. The typed login is not recorded: it may be a password typed in the wrong
     * field. Throttling is recorded once, with the last allowed attempt, not with each later refusal.
     */
    private Future<User> refuse(TypedPassword typed, Optional<Credential> found, boolean last) {
        return recordFailure(typed, found, typed.event())
                .compose(written ->
                        last ? recordFailure(typed, found, SigninEvent.SIGN_IN_THROTTLED) : Future.succeededFuture())
                .compose(written -> Future.failedFuture(Failure.of(Failure.Kind.UNAUTHENTICATED, "signin.refused")));
    }

    private Future<Void> recordFailure(TypedPassword typed, Optional<Credential> found, Event event) {
        var anonymous = Entry.refused(event).from(typed.address());
        var entry =
                found.map(credential -> anonymous.by(credential.account().id())).orElse(anonymous);
        return services.journal().record(services.database(), entry);
    }

    private static User user(ProvenPassword proven) {
        return User.create(
                new JsonObject().put("sub", proven.account().id().toString()), new JsonObject().put(PROVEN, proven));
    }
}
