package eu.parvis.dev;

import eu.parvis.capability.Foundation;
import eu.parvis.crypto.Secret;
import eu.parvis.desk.OperatorStore;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import io.vertx.core.Future;
import java.util.Optional;

/** The operator of the sandbox's registration desk, with a password that everybody may know. */
final class SandboxOperator {

    static final String EMAIL = "desk@fidelys-confiance.example";
    static final String PASSWORD = "Sandbox.7-guichet";

    private SandboxOperator() {}

    /** Adds the operator unless an earlier run has. */
    static Future<Void> add(Foundation foundation) {
        var person = new Person(
                PersonName.parse("Camille"), PersonName.parse("Guichard"), EmailAddress.parse(EMAIL), Optional.empty());
        return new OperatorStore(foundation)
                .addActive(person, Language.FR, new Secret(PASSWORD))
                .mapEmpty();
    }
}
