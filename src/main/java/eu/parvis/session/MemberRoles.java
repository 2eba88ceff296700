package eu.parvis.session;

import io.vertx.core.Future;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authorization.Authorization;
import io.vertx.ext.auth.authorization.AuthorizationProvider;
import io.vertx.ext.auth.authorization.RoleBasedAuthorization;
import java.util.stream.Collectors;

/** Supplies the person's roles in the current organisation as Vert.x authorizations. */
final class MemberRoles implements AuthorizationProvider {

    @Override
    public String getId() {
        return "member-roles";
    }

    @Override
    public Future<Void> getAuthorizations(User user) {
        var roles = SessionTokens.identity(user).roles().stream()
                .map(role -> (Authorization) RoleBasedAuthorization.create(role))
                .collect(Collectors.toUnmodifiableSet());
        user.authorizations().put(getId(), roles);
        return Future.succeededFuture();
    }
}
