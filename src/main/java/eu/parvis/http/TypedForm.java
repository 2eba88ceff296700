package eu.parvis.http;

import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of a form that could not be executed, without its secrets. A page sends them again as hidden fields. */
public record TypedForm(String action, Map<String, List<String>> fields, Content content) {

    /** What of the form the visitor typed. */
    public enum Content {
        /** Something that is no secret; it can be sent again. */
        TYPED,
        /** Nothing but secrets: they have to be typed again. */
        SECRETS,
        /** Nothing: the visitor only pressed a button. */
        NOTHING
    }

    /** The names of buttons and hidden fields. */
    private static final Set<String> NOT_TYPED = Set.of(
            "action",
            "decision",
            "discard",
            "keep",
            "kind",
            "lang",
            "organisation",
            "organisation.filledFor",
            "product",
            "register",
            "returnTo",
            "session",
            "sha256",
            "shown",
            "subject",
            "switchTo",
            "token",
            "version");

    /** Empty if the request is not a form, or has no fields. */
    public static Optional<TypedForm> of(RoutingContext rc) {
        var request = rc.request();
        if (!"POST".equals(request.method().name())
                || (request.isExpectMultipart() && !request.isEnded())
                || request.formAttributes().isEmpty()) {
            return Optional.empty();
        }
        var secrets = SecretFields.of(rc);
        var fields = new HashMap<String, List<String>>();
        for (var name : request.formAttributes().names()) {
            if (!secrets.contains(name)) {
                fields.put(name, request.formAttributes().getAll(name));
            }
        }
        return Optional.of(new TypedForm(request.uri(), fields, content(fields, SecretFields.areSent(rc))));
    }

    private static Content content(Map<String, List<String>> fields, boolean secrets) {
        if (fields.keySet().stream().anyMatch(name -> isTyped(name, fields.get(name)))) {
            return Content.TYPED;
        }
        return secrets ? Content.SECRETS : Content.NOTHING;
    }

    private static boolean isTyped(String name, List<String> values) {
        return !NOT_TYPED.contains(name) && !values.stream().allMatch(String::isBlank);
    }

    /** Whether the visitor typed something of this form that is no secret. */
    public static boolean isTyped(RoutingContext rc) {
        return of(rc).filter(form -> form.content == Content.TYPED).isPresent();
    }
}
