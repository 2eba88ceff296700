package eu.parvis.capability;

import eu.parvis.config.SettingsGroup;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import io.vertx.core.Deployable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The verticle, routes and settings of one capability. Each package of a capability or a journey declares one.
 *
 * @param name also the kind of its verticle: {@code verticles.<name>.instances} is the number of its instances on this
 *     node
 * @param verticle answers its addresses on the bus; empty if the package has no verticle
 * @param routes its pages and API operations, created for each HTTP verticle
 * @param settings the groups of settings that it reads
 */
public record Capability(
        String name,
        Optional<Function<Foundation, Deployable>> verticle,
        List<Function<Site, Routes>> routes,
        List<SettingsGroup<?>> settings) {

    public Capability {
        routes = List.copyOf(routes);
        settings = List.copyOf(settings);
    }

    public static Capability of(String name) {
        return new Capability(name, Optional.empty(), List.of(), List.of());
    }

    public Capability verticle(Function<Foundation, Deployable> factory) {
        return new Capability(name, Optional.of(factory), routes, settings);
    }

    /** Adds routes to those declared so far. */
    public Capability routes(Function<Site, Routes> factory) {
        var all = Stream.concat(routes.stream(), Stream.of(factory)).toList();
        return new Capability(name, verticle, all, settings);
    }

    public Capability settings(SettingsGroup<?>... groups) {
        return new Capability(name, verticle, routes, List.of(groups));
    }
}
