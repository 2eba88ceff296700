package eu.parvis.account;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.crypto.ContextWords;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.crypto.Secret;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A new password and its confirmation, from the fields {@code password} and {@code passwordConfirmation}. */
public record PasswordChoice(Secret password, Secret confirmation) {

    private static final String FIELD = "password";

    public PasswordChoice {
        password = password.stripped();
        confirmation = confirmation.stripped();
    }

    /**
     * Validates the password and reports all violations together.
     *
     * @param organisations their names; like the person's name they are easy to guess, so the password must not contain
     *     them
     * @throws Failure INVALID with the fields
     */
    public void require(PasswordPolicy policy, Account account, List<String> organisations) {
        var errors = faults(policy, words(account, organisations));
        if (!errors.isEmpty()) {
            throw Failure.invalid(errors);
        }
    }

    /** All violations. */
    public List<FieldError> faults(PasswordPolicy policy, ContextWords words) {
        var errors = new ArrayList<FieldError>();
        if (password.text().isEmpty()) {
            errors.add(FieldError.of(FIELD, "error.password.missing"));
        } else {
            policy.broken(password.text(), words).forEach(rule -> errors.add(rule.at(FIELD)));
            if (!password.equals(confirmation)) {
                errors.add(FieldError.of("passwordConfirmation", "error.password.differs"));
            }
        }
        return errors;
    }

    /**
     * Fails with INVALID and this message if the password is the stored one.
     *
     * @param message why the stored password must not be taken again
     */
    public Future<Void> requireChange(Bus bus, Optional<String> stored, String message) {
        return bus.request(HashingApi.VERIFY, new HashingApi.Verify(password, stored))
                .compose(verified -> verified.matches()
                        ? Future.failedFuture(Failure.invalid(FieldError.of(FIELD, message)))
                        : Future.succeededFuture());
    }

    private static ContextWords words(Account account, List<String> organisations) {
        var words = new ArrayList<>(organisations);
        var person = account.person();
        words.addAll(
                List.of(person.firstName().value(), person.lastName().value(), account.email(), account.identifier()));
        return ContextWords.of(words);
    }
}
