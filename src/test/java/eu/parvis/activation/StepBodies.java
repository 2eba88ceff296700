package eu.parvis.activation;

import eu.parvis.account.Account.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Stream;

/** Valid API bodies of all steps. */
final class StepBodies {

    private StepBodies() {}

    static JsonObject of(Step step) {
        return switch (step) {
            case PASSWORD -> password(Newcomers.CHOSEN);
            case CONTACTS -> contacts();
            case USERS -> users(user(Newcomers.MAEL));
            case CHALLENGES, DONE -> challenges();
        };
    }

    static JsonObject password(String text) {
        return new JsonObject().put("password", text).put("passwordConfirmation", text);
    }

    static JsonObject contacts() {
        return new JsonObject()
                .put("legalRepresentative", new JsonObject().put("who", "ME"))
                .put("billingContact", new JsonObject().put("who", "ME"));
    }

    static JsonObject other(String firstName, String lastName) {
        return new JsonObject()
                .put("who", "OTHER")
                .put(
                        "person",
                        new JsonObject()
                                .put("firstName", firstName)
                                .put("lastName", lastName)
                                .put("email", "compta@kervella.example")
                                .put("phone", "02 61 91 24 61"));
    }

    static JsonObject users(JsonObject... users) {
        return new JsonObject().put("users", new JsonArray(Stream.of(users).toList()));
    }

    static JsonObject user(String email) {
        return new JsonObject()
                .put("firstName", "Maël")
                .put("lastName", "Cariou")
                .put("email", email)
                .put("emailConfirmation", email)
                .put("roles", new JsonArray().add("TECHNICAL_CONTACT").add("USER"));
    }

    static JsonObject challenges() {
        var questions = new JsonArray()
                .add(challenge("first-school", "École du Moulin Vert"))
                .add(challenge("childhood-friend", "Soazig"))
                .add(challenge("first-journey", "Île de Sein"))
                .add(challenge("What was painted on the kitchen wall?", "A blue rooster"));
        return new JsonObject()
                .put("questions", questions)
                .put("personalCode", "40719382")
                .put("personalCodeConfirmation", "40719382");
    }

    private static JsonObject challenge(String question, String answer) {
        return new JsonObject(Map.of("question", question, "answer", answer));
    }
}
