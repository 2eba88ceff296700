package eu.parvis.users;

import eu.parvis.capability.Capability;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class UsersCapability {

    public static final Capability DESCRIPTOR = Capability.of("users")
            .routes(site -> new UserListRoutes(site, new SessionGuard(site)))
            .routes(site -> new UserRoutes(site, new SessionGuard(site)));

    private UsersCapability() {}
}
