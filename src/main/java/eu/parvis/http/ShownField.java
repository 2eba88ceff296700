package eu.parvis.http;

import eu.parvis.crypto.Shown;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The hidden field of a form that says what its page has shown. */
public final class ShownField {

    public static final String NAME = "shown";

    private ShownField() {}

    /** Empty for a page that is older than the portal. */
    public static Optional<Shown> of(Input form) {
        return Optional.of(form.text(NAME)).filter(hash -> !hash.isEmpty()).map(hash -> new Shown(List.of(hash)));
    }

    /** Makes the submitted form one of a page that shows this; read the form anew afterwards. */
    public static void renew(RoutingContext rc, String hash) {
        rc.request().formAttributes().set(NAME, hash);
    }
}
