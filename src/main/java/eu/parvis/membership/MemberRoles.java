package eu.parvis.membership;

import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authorization.Authorization;
import io.vertx.ext.auth.authorization.AuthorizationProvider;
import io.vertx.ext.auth.authorization.RoleBasedAuthorization;
import java.util.stream.Collectors;

/** Gives a signed-in user the roles that they have, as of this request, in the organisation they act for. */
final class MemberRoles implements AuthorizationProvider {

    @Override
    public String getId() {
        return "member-roles";
    }

    @Override
    public Future<Void> getAuthorizations(User user) {
        var roles = SessionGuard.identity(user).roles().stream()
                .map(role -> (Authorization) RoleBasedAuthorization.create(role))
                .collect(Collectors.toUnmodifiableSet());
        user.authorizations().put(getId(), roles);
        return Future.succeededFuture();
    }
}
