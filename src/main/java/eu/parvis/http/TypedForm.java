package eu.parvis.http;

import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a form that could not be executed, without its secrets. A page sends them again as hidden fields. */
public record TypedForm(String action, Map<String, List<String>> fields) {

    /** Empty if the request is not a form, or has no fields besides its secrets. */
    public static Optional<TypedForm> of(RoutingContext rc) {
        var request = rc.request();
        if (!"POST".equals(request.method().name()) || (request.isExpectMultipart() && !request.isEnded())) {
            return Optional.empty();
        }
        var secrets = SecretFields.of(rc);
        var fields = new HashMap<String, List<String>>();
        for (var name : request.formAttributes().names()) {
            if (!secrets.contains(name)) {
                fields.put(name, request.formAttributes().getAll(name));
            }
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new TypedForm(request.uri(), fields));
    }
}
