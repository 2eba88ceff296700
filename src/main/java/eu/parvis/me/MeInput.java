package eu.parvis.me;

import eu.parvis.account.Account;
import eu.parvis.account.PasswordInput;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Input;
import eu.parvis.http.PersonInput;
import eu.parvis.http.SecretFields;
import eu.parvis.http.ShownField;
import eu.parvis.me.MeApi.By;
import eu.parvis.me.MeApi.ChangePassword;
import eu.parvis.me.MeApi.ChangeProfile;
import eu.parvis.signin.password.SigninInput;
import eu.parvis.values.Country;
import java.util.Optional;

/** Input common to forms and JSON bodies. */
final class MeInput {

    private static final String CURRENT = "currentPassword";

    static final SecretFields PASSWORDS = SecretFields.of(CURRENT, "password", "passwordConfirmation");

    /** Of telephone numbers without country code. */
    private static final Country HOME = Country.FRANCE;

    private MeInput() {}

    /** The whole profile, as the page sends it. */
    static ChangeProfile profile(Input input, By by, Account account) {
        var person = PersonInput.renamed(input, account.person(), HOME);
        var language = PersonInput.language(input);
        input.end();
        return new ChangeProfile(by, person, language, ShownField.of(input));
    }

    /** Those parts of the profile that are given; an empty telephone number removes it. */
    static ChangeProfile changes(Input input, By by, Account account) {
        var person = PersonInput.changed(input, account.person(), HOME);
        var language = PersonInput.language(input, account.language());
        input.end();
        return new ChangeProfile(by, person, language, Optional.empty());
    }

    /** Whether the form has another telephone number; false if the number is invalid. */
    static boolean changesPhone(Input typed, Account account) {
        var phone = PersonInput.optionalPhone(typed, HOME);
        return !typed.refused() && !phone.equals(account.person().phone());
    }

    static ChangePassword password(Input input, By by, boolean endOthers, Optional<Secret> mark) {
        var current = SigninInput.currentPassword(input, CURRENT);
        var choice = PasswordInput.choice(input);
        input.end();
        return new ChangePassword(by, current, choice, endOthers, mark);
    }
}
