package eu.parvis.signin.password;

import eu.parvis.account.Account;
import eu.parvis.account.Attempt;
import eu.parvis.account.AttemptStore.Counted;
import eu.parvis.account.Credential;
import eu.parvis.account.DeviceStore.Device;
import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.HashingApi;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.auth.authentication.Credentials;
import java.time.Instant;
import java.util.Optional;

/**
 * Authenticates accounts for Vert.x Auth. Unknown account, closed account, wrong password and a temporary
 * password without the identifier run the same statements,
 * compute one hash and fail in the same way.
 */
final class PasswordAuthentication implements AuthenticationProvider {

    private static final String PROVEN = "proven";

    /**
     * The result of a successful verification.
     *
     * @param attempt as it was counted, to take it back
     * @param outdated whether the stored hash is weaker than the current parameters
     */
    record ProvenPassword(Credential credential, Counted attempt, boolean outdated) {

        Account account() {
            return credential.account();
        }
    }

    private final SigninServices services;

    PasswordAuthentication(SigninServices services) {
        this.services = services;
    }

    static ProvenPassword proven(User user) {
        return user.get(PROVEN);
    }

    @Override
    public Future<User> authenticate(Credentials credentials) {
        var typed = (TypedPassword) credentials;
        // The device is looked for whether the account is found or not, so that both take the same time.
        var found = services.accounts().credentialByLogin(services.database(), typed.login());
        var device = services.devices().find(services.database(), typed.mark(), services.now());
        return Future.all(found, device)
                .compose(all -> verify(typed, found.result(), device.result()))
                .recover(Failure::withoutEffect);
    }

    private Future<User> verify(TypedPassword typed, Optional<Credential> found, Optional<Device> device) {
        return services.attempts()
                .spend(services.database(), attempt(typed, found, device))
                .compose(counted -> counted.evaluable() || !typed.confirms()
                        ? evaluate(typed, found, counted)
                        : services.attempts()
                                .<User>accountRateLimited(services.database(), counted.attempt())
                                .recover(cause -> giveBack(counted, cause)));
    }

    private Attempt attempt(TypedPassword typed, Optional<Credential> found, Optional<Device> device) {
        var account = found.map(credential -> credential.account().id());
        return device.filter(known -> found.filter(known::isKnownTo).isPresent())
                .map(known -> Attempt.onDevice(known.account(), known.id(), services.now()))
                .orElseGet(() -> Attempt.at(typed.login(), account, typed.address(), services.now()));
    }

    /** Without room at the account, the password is compared with nothing, which takes as long. */
    private Future<User> evaluate(TypedPassword typed, Optional<Credential> found, Counted counted) {
        var compared = found.filter(credential -> counted.evaluable());
        return services.bus()
                .request(HashingApi.VERIFY, new HashingApi.Verify(typed.password(), compared.map(Credential::phc)))
                .recover(cause -> giveBack(counted, cause))
                .compose(verified -> compared.filter(credential -> verified.matches()
                                && opens(typed, credential, counted.attempt().at()))
                        .map(credential -> new ProvenPassword(credential, counted, verified.outdated()))
                        .map(proven -> Future.succeededFuture(user(proven)))
                        .orElseGet(() -> refuse(typed, found, counted.last())));
    }

    /** Only a wrong password counts: nothing was evaluated, or the password was right. */
    <T> Future<T> giveBack(Counted counted, Throwable cause) {
        return services.attempts()
                .giveBack(services.database(), counted)
                .transform(given -> Future.failedFuture(cause));
    }

    /**
     * A temporary password needs the identifier: the mail that contains the password shows the address, and must be of
     * no use alone.
     */
    private static boolean opens(TypedPassword typed, Credential credential, Instant now) {
        return credential.account().state() != Account.State.CLOSED
                && !credential.expired(now)
                && !(credential.temporary() && typed.login().isAddress());
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
        var anonymous = typed.device().in(Entry.refused(event).from(typed.address()));
        var entry =
                found.map(credential -> anonymous.by(credential.account().id())).orElse(anonymous);
        return services.journal().record(services.database(), entry);
    }

    private static User user(ProvenPassword proven) {
        return User.create(
                new JsonObject().put("sub", proven.account().id().toString()), new JsonObject().put(PROVEN, proven));
    }
}
