package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a1", "bearer a1", "BEARER   a1 "})
    void theSchemeIsReadInAnyCase(String header) {
        assertEquals(Optional.of("a1"), BearerToken.of(header));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Bearer", "Basic a1", "a1"})
    void anyOtherHeaderHasNoToken(String header) {
        assertEquals(Optional.empty(), BearerToken.of(header));
    }

    @Test
    void nothingBehindTheSchemeIsATokenThatNobodyHas() {
        assertEquals(Optional.of(""), BearerToken.of("Bearer "));
    }
}
