package eu.parvis.http;

import eu.parvis.crypto.Secret;
import eu.parvis.values.EmailAddress;
import java.util.function.BiFunction;

/**
 * Reads a field and its confirmation, in which a page asks for the same once more; the field is called the same with
 * {@code Confirmation} behind. Results may be used once {@link Input#end()} has passed.
 */
public final class TypedTwice {

    private static final String CONFIRMATION = "Confirmation";

    private TypedTwice() {}

    /** The fields {@code email} and {@code emailConfirmation}: a mistyped address would lead to a stranger. */
    public static EmailAddress email(Input in) {
        var confirmation = "email" + CONFIRMATION;
        var email = in.required("email", EmailAddress::parse);
        var again = in.required(confirmation, "form.empty." + confirmation, text -> text);
        if (email != null && again != null && !email.isSameAs(again)) {
            in.refuse(confirmation, "error.email.confirmation");
        }
        return email;
    }

    /** A secret and its confirmation. The rules of the secret compare them, and say both that one is bad and that they differ. */
    public static <T> T secret(Input in, String name, BiFunction<Secret, Secret, T> value) {
        return value.apply(in.secret(name), in.secret(name + CONFIRMATION));
    }
}
