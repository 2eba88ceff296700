package eu.parvis.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokensTest {

    private final Tokens tokens = new Tokens(new SecureRandom());

    @Test
    void tokensAre256BitsThatFitIntoALinkAndNeverRepeat() {
        var drawn = Stream.generate(tokens::next).limit(1_000).collect(Collectors.toSet());

        assertEquals(1_000, drawn.size());
        assertTrue(drawn.stream().allMatch(token -> token.matches("[A-Za-z0-9_-]{43}")));
    }

    @Test
    void aRowKeepsTheSha256OfAToken() {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                HexFormat.of().formatHex(Tokens.sha256("abc").getBytes()));
    }

    @Test
    void aTokenMatchesItsOwnRowOnly() {
        var token = tokens.next();

        assertTrue(Tokens.matches(token, Tokens.sha256(token)));
        assertFalse(Tokens.matches(tokens.next(), Tokens.sha256(token)));
        assertFalse(Tokens.matches(token, Buffer.buffer()));
    }
}
