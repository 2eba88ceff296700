package eu.parvis.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.mail.Verdict.Kind;
import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    @ParameterizedTest
    @CsvSource({"450, LATER", "452, LATER", "550, REFUSED", "552, REFUSED", "554, REFUSED"})
    void aReplySpeaksOfTheMail(int code, Kind kind) {
        assertEquals(kind, Verdict.of(reply(code)).kind());
        assertEquals(Optional.of(code + " so it is"), Verdict.of(reply(code)).answer());
    }

    @ParameterizedTest
    @CsvSource({"530", "534", "535", "538"})
    void aRefusedSignInSpeaksOfOurServerAndIsNobodysBusiness(int code) {
        assertEquals(Verdict.without(Kind.AWAY), Verdict.of(reply(code)));
    }

    @Test
    void aServerThatIsBeingRestartedSaysNothingOfTheMail() {
        assertEquals(Verdict.without(Kind.BROKEN), Verdict.of(reply(421)));
    }

    @Test
    void whatNeverReachedOurServerSaysNothingOfTheMail() {
        assertEquals(Verdict.without(Kind.AWAY), Verdict.of(new ConnectException()));
        assertEquals(Verdict.without(Kind.AWAY), Verdict.of(new UnknownHostException("smtp.example")));
        assertEquals(Verdict.without(Kind.AWAY), Verdict.of(new SSLHandshakeException("wrong name")));
    }

    @Test
    void whatBrokeOffMayHaveArrived() {
        assertEquals(Verdict.without(Kind.BROKEN), Verdict.of(new IOException("reset")));
        assertEquals(Verdict.without(Kind.BROKEN), Verdict.of(new TimeoutException()));
    }

    @Test
    void whatIsNoAddressNeverWillBe() {
        assertEquals(Verdict.without(Kind.REFUSED), Verdict.of(new IllegalArgumentException("invalid address")));
    }

    private static SMTPException reply(int code) {
        return new SMTPException("refused", code, List.of(code + " so it is"), false);
    }
}
