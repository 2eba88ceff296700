package eu.parvis.activation;

import eu.parvis.account.Account.Step;
import io.vertx.core.MultiMap;

/** Valid forms of all steps. */
final class StepForms {

    private StepForms() {}

    static MultiMap of(Step step) {
        return switch (step) {
            case PASSWORD -> password(Newcomers.CHOSEN);
            case CONTACTS -> contacts();
            case USERS -> users(Newcomers.MAEL);
            case CHALLENGES, DONE -> challenges();
        };
    }

    static MultiMap password(String text) {
        return MultiMap.caseInsensitiveMultiMap().add("password", text).add("passwordConfirmation", text);
    }

    /** Includes the hidden fields, as a page submits them. */
    static MultiMap contacts() {
        return MultiMap.caseInsensitiveMultiMap()
                .add("legalRepresentative.who", "ME")
                .add("legalRepresentative.person.firstName", "")
                .add("legalRepresentative.person.email", "left over")
                .add("billingContact.who", "OTHER")
                .add("billingContact.person.firstName", "Erwan")
                .add("billingContact.person.lastName", "Tanguy")
                .add("billingContact.person.email", "compta@kervella.example")
                .add("billingContact.person.phone", "02 61 91 24 61")
                .add("administrativeContact.who", "NONE")
                .add("administrativeContact.person.firstName", "");
    }

    static MultiMap users(String email) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("users.0.firstName", "Maël")
                .add("users.0.lastName", "Cariou")
                .add("users.0.email", email)
                .add("users.0.emailConfirmation", email)
                .add("users.0.roles", "TECHNICAL_CONTACT")
                .add("users.0.roles", "USER")
                .add("action", "finish");
    }

    static MultiMap challenges() {
        return MultiMap.caseInsensitiveMultiMap()
                .add("questions.0.question", "first-school")
                .add("questions.0.own", "")
                .add("questions.0.answer", "École du Moulin Vert")
                .add("questions.1.question", "childhood-friend")
                .add("questions.1.answer", "Soazig")
                .add("questions.2.question", "first-journey")
                .add("questions.2.answer", "Île de Sein")
                .add("questions.3.question", "OWN")
                .add("questions.3.own", "What was painted on the kitchen wall?")
                .add("questions.3.answer", "A blue rooster")
                .add("personalCode", "40719382")
                .add("personalCodeConfirmation", "40719382");
    }
}
