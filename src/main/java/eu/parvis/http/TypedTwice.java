package eu.parvis.http;

import eu.parvis.crypto.Secret;
import eu.parvis.values.EmailAddress;
import java.util.function.BiFunction;

/**
 * Reads a field and its confirmation, in which the visitor types the same value again. The name of the confirmation is
 * that of the field with the suffix {@code Confirmation}. Results may be used after {@link Input#end()} has succeeded.
 */
public final class TypedTwice {

    private static final String CONFIRMATION = "Confirmation";

    private TypedTwice() {}

    /**
     * Reads {@code email} and {@code emailConfirmation}. They are compared, because mails to a mistyped address reach a
     * stranger.
     */
    public static EmailAddress email(Input in) {
        var confirmation = "email" + CONFIRMATION;
        var email = in.required("email", EmailAddress::parse);
        var again = in.required(confirmation, "form.empty." + confirmation, text -> text);
        if (email != null && again != null && !email.isSameAs(again)) {
            in.refuse(confirmation, "error.email.confirmation");
        }
        return email;
    }

    /**
     * Reads a secret and its confirmation. {@code value} compares them, so that it can report a broken rule and a
     * difference together.
     */
    public static <T> T secret(Input in, String name, BiFunction<Secret, Secret, T> value) {
        return value.apply(in.secret(name), in.secret(name + CONFIRMATION));
    }
}
