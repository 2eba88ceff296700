package eu.parvis.bench;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What visitors ask, as bytes. */
enum Traffic {
    /** The sign-in page, as a browser fetches it. */
    PAGE("200") {
        @Override
        byte[] request(long number) {
            return SIGN_IN_PAGE;
        }
    },

    /** Whatever the limit server has. */
    BARE("200") {
        @Override
        byte[] request(long number) {
            return ROOT;
        }
    },

    /** People who sign in with their password, one after the other. */
    SIGN_IN("201") {
        @Override
        byte[] request(long number) {
            var json = """
                    {"login":"%s","password":"%s"}""".formatted(People.identifier((int) (number % People.COUNT)), People.PASSWORD);
            return post("/api/v1/sessions", json);
        }
    },

    /** Organisations that nobody has registered before. */
    REGISTRATION("201") {
        @Override
        byte[] request(long number) {
            var email = "a%d@bench%d.example".formatted(number, number % 1000);
            var json = """
                    {"organisation":{"registeredIn":"OTHER","identificationNumber":"%d","type":"COMPANY",\
                    "name":"Atelier du Port","phone":"+33 2 61 91 24 60","address":"14 quai de l’Odet",\
                    "postcode":"98800","town":"Nouméa","region":"Province Sud","country":"NC"},\
                    "administrator":{"firstName":"Nolwenn","lastName":"Kervella","phone":"+33 6 39 98 41 27",\
                    "email":"%s","emailConfirmation":"%s"},"language":"fr"}""".formatted(number, email, email);
            return post("/api/v1/registrations/organisations", json);
        }
    };

    private static final byte[] SIGN_IN_PAGE = get("/sign-in");
    private static final byte[] ROOT = get("/");

    private final String status;

    Traffic(String status) {
        this.status = status;
    }

    /** Of visitor number so and so, who has not been here before. */
    abstract byte[] request(long number);

    /** Anything else is not an answer. */
    String status() {
        return status;
    }

    private static byte[] get(String path) {
        return """
                GET %s HTTP/1.1\r
                host: localhost\r
                accept: text/html\r
                accept-encoding: gzip\r
                accept-language: fr\r
                \r
                """.formatted(path).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] post(String path, String json) {
        return """
                POST %s HTTP/1.1\r
                host: localhost\r
                content-type: application/json\r
                idempotency-key: %s\r
                content-length: %d\r
                \r
                %s""".formatted(path, UUID.randomUUID(), json.getBytes(StandardCharsets.UTF_8).length, json)
                .getBytes(StandardCharsets.UTF_8);
    }
}
