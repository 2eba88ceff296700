package eu.parvis.session;

import eu.parvis.bus.Bus;
import eu.parvis.crypto.Secret;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.auth.authentication.Credentials;
import io.vertx.ext.auth.authentication.TokenCredentials;

/** Authenticates session tokens for Vert.x Auth. The {@link User} holds the {@link Identity}. */
final class SessionTokens implements AuthenticationProvider {

    private static final String IDENTITY = "identity";

    private final Bus bus;
    private final boolean counts;

    /** Takes {@code counts}: whether each authentication counts as activity of the person. */
    SessionTokens(Bus bus, boolean counts) {
        this.bus = bus;
        this.counts = counts;
    }

    /**
     * Fails with {@link SessionEnded} if the token has no valid session, with {@code UNAVAILABLE} if it could not be
     * looked up.
     */
    @Override
    public Future<User> authenticate(Credentials credentials) {
        return bus.request(SessionApi.RESOLVE, new SessionApi.Resolve(token(credentials), counts))
                .compose(resolved -> resolved.identity().isPresent()
                        ? Future.succeededFuture(user(resolved.identity().get()))
                        : Future.failedFuture(ended(resolved)));
    }

    static Identity identity(User user) {
        return user.get(IDENTITY);
    }

    private static Secret token(Credentials credentials) {
        return new Secret(((TokenCredentials) credentials).getToken());
    }

    private static User user(Identity identity) {
        var principal = new JsonObject().put("sub", identity.account().id().toString());
        identity.organisation()
                .ifPresent(here ->
                        principal.put("organisation", here.organisation().toString()));
        return User.create(principal, new JsonObject().put(IDENTITY, identity));
    }

    private static SessionEnded ended(SessionApi.ResolvedSession resolved) {
        return new SessionEnded(resolved.why(), resolved.late());
    }
}
