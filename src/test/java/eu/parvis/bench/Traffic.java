package eu.parvis.bench;

import java.nio.charset.StandardCharsets;

/** What visitors ask, as bytes. */
enum Traffic {
    /** The sign-in page, as a browser fetches it. */
    PAGE("200", get("/sign-in")),

    /** Whatever the limit server has. */
    BARE("200", get("/")),

    /** People who sign in with their password, one after the other. */
    SIGN_IN("201", post("/api/v1/sessions", """
            {"login":"PB000###","password":"%s"}""".formatted(People.PASSWORD))),

    /** Somebody who guesses at the password of nobody, is soon refused without a hash, and does not stop. */
    GUESSING("4", post("/api/v1/sessions", """
            {"login":"nobody@bench.example","password":"guessed"}""")),

    /** Organisations that nobody has registered before. */
    REGISTRATION("201", post("/api/v1/registrations/organisations", """
            {"organisation":{"registeredIn":"OTHER","identificationNumber":"################","type":"COMPANY",\
            "name":"Atelier du Port","phone":"+33 2 61 91 24 60","address":"14 quai de l’Odet",\
            "postcode":"98800","town":"Nouméa","region":"Province Sud","country":"NC"},\
            "administrator":{"firstName":"Nolwenn","lastName":"Kervella","phone":"+33 6 39 98 41 27",\
            "email":"a################@bench###.example","emailConfirmation":"a################@bench###.example"},\
            "language":"fr"}"""));

    private final String status;
    private final String template;

    Traffic(String status, String template) {
        this.status = status;
        this.template = template;
    }

    /** Of visitor number so and so, who has not been here before: each {@code #} is one of the last digits of it. */
    byte[] request(long number) {
        var request = template.getBytes(StandardCharsets.UTF_8);
        var digits = number;
        for (var i = request.length - 1; i >= 0; i--) {
            if (request[i] == '#') {
                request[i] = (byte) ('0' + digits % 10);
                digits /= 10;
            } else {
                digits = number;
            }
        }
        return request;
    }

    /** Some dozens a second then, not thousands. */
    boolean hashes() {
        return this == SIGN_IN || this == REGISTRATION;
    }

    /** How the status of an answer begins; anything else is none. */
    String status() {
        return status;
    }

    private static String get(String path) {
        return """
                GET %s HTTP/1.1\r
                host: localhost\r
                accept: text/html\r
                accept-encoding: gzip\r
                accept-language: fr\r
                \r
                """.formatted(path);
    }

    private static String post(String path, String json) {
        return """
                POST %s HTTP/1.1\r
                host: localhost\r
                content-type: application/json\r
                idempotency-key: ################\r
                content-length: %d\r
                \r
                %s""".formatted(path, json.getBytes(StandardCharsets.UTF_8).length, json);
    }
}
