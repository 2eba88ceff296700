package eu.parvis.bench;

import java.nio.charset.StandardCharsets;

/** Requests of visitors, as bytes. */
enum Traffic {
    /** The sign-in page, as a browser fetches it. */
    PAGE("200", get("/sign-in")),

    /** The fixed answer of the limit server. */
    BARE("200", get("/")),

    /** Different people who sign in with their password. */
    SIGN_IN("201", post("/api/v1/sessions", """
            {"login":"PB000###","password":"%s"}""".formatted(People.PASSWORD))),

    /** Sign-ins to an account that does not exist. After a few, each is refused without a hash. */
    GUESSING("4", post("/api/v1/sessions", """
            {"login":"nobody@bench.example","password":"guessed"}""")),

    /** Registrations of new organisations. */
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

    /** The request of a new visitor with this number. Each {@code #} is replaced by one of its last digits. */
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

    /** Whether each request hashes. Then there are some dozens a second and not thousands. */
    boolean hashes() {
        return this == SIGN_IN || this == REGISTRATION;
    }

    /** Beginning of the expected status. Any other status is an error. */
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
