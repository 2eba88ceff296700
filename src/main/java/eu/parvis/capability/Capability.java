package eu.parvis.capability;

import eu.parvis.config.SettingsGroup;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import io.vertx.core.Deployable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The verticle, routes and settings of one capability. Each package of a capability or a journey declares one.
 *
 * @param name also the kind of its verticle: {@code verticles.<name>.instances} is the number of its instances on this
 *     node; and the prefix of its migrations: {@code V12__<name>_expiry.sql}
 * @param verticle answers its addresses on the bus; empty if the package has no verticle
 * @param passwords in which messages of the verticle passwords travel; they stay on one node
 * @param routes its pages and API operations, created for each HTTP verticle
 * @param settings the groups of settings that it reads
 */
public record Capability(
        String name,
        Optional<Function<Foundation, Deployable>> verticle,
        Set<Passwords> passwords,
        List<Function<Site, Routes>> routes,
        List<SettingsGroup<?>> settings) {

    /** How passwords reach a verticle or leave it. */
    public enum Passwords {
        /** HTTP verticles send them to this one. */
        RECEIVED,
        /** This verticle sends them to the hashing verticle. */
        HASHED
    }

    public Capability {
        passwords = Set.copyOf(passwords);
        routes = List.copyOf(routes);
        settings = List.copyOf(settings);
    }

    public static Capability of(String name) {
        return new Capability(name, Optional.empty(), Set.of(), List.of(), List.of());
    }

    public Capability verticle(Function<Foundation, Deployable> factory) {
        return new Capability(name, Optional.of(factory), passwords, routes, settings);
    }

    public Capability passwords(Passwords... ways) {
        return new Capability(name, verticle, Set.of(ways), routes, settings);
    }

    /** Adds routes to those declared so far. */
    public Capability routes(Function<Site, Routes> factory) {
        var all = Stream.concat(routes.stream(), Stream.of(factory)).toList();
        return new Capability(name, verticle, passwords, all, settings);
    }

    public Capability settings(SettingsGroup<?>... groups) {
        return new Capability(name, verticle, passwords, routes, List.of(groups));
    }
}
