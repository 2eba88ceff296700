package eu.parvis.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final byte[] OLD = "the key of yesterday".getBytes(UTF_8);
    private static final byte[] NEW = "the key of today".getBytes(UTF_8);

    private final Signature signature = new Signature(NEW, List.of());

    @Test
    void aCookieThatWeSignedIsBelieved() {
        var cookie = signature.sign("waiting", "registration é 17");

        assertEquals(Optional.of("registration é 17"), signature.verify("waiting", cookie));
    }

    @Test
    void aCookieSignedForOnePurposeIsWorthNothingForAnother() {
        var cookie = signature.sign("waiting", "17");

        assertEquals(Optional.empty(), signature.verify("language", cookie));
    }

    @Test
    void aTokenIsTheSameForTheSameCallAndDependsOnItsPurposeAndOnTheKey() {
        var token = signature.token("call", "17");

        assertEquals(token, signature.token("call", "17"));
        assertEquals(43, token.length());
        assertNotEquals(token, signature.token("call", "18"));
        assertNotEquals(token, signature.token("other", "17"));
        assertNotEquals(token, new Signature(OLD, List.of()).token("call", "17"));
    }

    @Test
    void aCookieWithAnyCharacterAlteredIsNotBelieved() {
        var cookie = signature.sign("waiting", "registration 17");

        for (var at = 0; at < cookie.length(); at++) {
            for (var other : List.of('A', 'B', '.', '=')) {
                if (cookie.charAt(at) != other) {
                    var altered = cookie.substring(0, at) + other + cookie.substring(at + 1);
                    assertEquals(Optional.empty(), signature.verify("waiting", altered));
                }
            }
        }
    }

    @Test
    void anythingElseIsNotBelievedEither() {
        for (var nonsense : List.of("", ".", "a", "a.b", "%%%.%%%", "..", "é.é")) {
            assertEquals(Optional.empty(), signature.verify("waiting", nonsense));
        }
    }

    @Test
    void afterARotationOldCookiesAreBelievedWhileTheirKeyIsConfigured() {
        var cookie = new Signature(OLD, List.of()).sign("waiting", "17");

        assertEquals(Optional.of("17"), new Signature(NEW, List.of(OLD)).verify("waiting", cookie));
        assertEquals(Optional.empty(), signature.verify("waiting", cookie));
    }
}
