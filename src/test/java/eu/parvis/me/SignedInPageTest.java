package eu.parvis.me;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.Statements;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

/** What a page costs a signed-in person beside its content, and that a session ends on every node at once. */
class SignedInPageTest {

    @Test
    void aPageWithoutRowsOfItsOwnReadsTheSessionByItsKeyAndNothingElse() {
        var statements = new Statements();
        var own = new OwnAccount(statements.vertx());
        var browser = own.browser();
        browser.get("/roles");

        var run = statements.of(() -> assertEquals(200, browser.get("/roles").statusCode()));

        assertEquals(1, run.size(), run::toString);
        assertTrue(run.get(0).contains("WHERE session.token_hash = $1"), run::toString);
        Await.done(own.portal.vertx.close());
    }

    @Test
    void anOperationOfTheApiCostsTheSame() {
        var statements = new Statements();
        var own = new OwnAccount(statements.vertx());
        var program = own.program();
        program.get("/sessions/current");

        var run = statements.of(
                () -> assertEquals(200, program.get("/sessions/current").status()));

        assertEquals(1, run.size(), run::toString);
        Await.done(own.portal.vertx.close());
    }

    @Test
    void aSessionThatIsEndedOnOneNodeIsDeadOnTheOtherAtOnceInBothDirections() {
        var here = new OwnAccount(Vertx.vertx());
        var there = here.onAnotherNode(Vertx.vertx());
        var first = here.browser();
        var second = there.browser();
        assertEquals(200, first.get("/account").statusCode());
        assertEquals(200, second.get("/account").statusCode());
        var firstThere = there.portal.browser().with("session", first.cookie("session"));
        var secondHere = here.portal.browser().with("session", second.cookie("session"));
        assertEquals(200, firstThere.get("/account").statusCode());
        assertEquals(200, secondHere.get("/account").statusCode());

        var begun = System.nanoTime();
        assertEquals(303, first.post("/account/sessions/end-others").statusCode());
        assertEquals("/sign-in?returnTo=%2Faccount", second.get("/account").getHeader("Location"));
        assertTrue(System.nanoTime() - begun < 1_000_000_000L, "within a second");

        var third = there.browser();
        begun = System.nanoTime();
        assertEquals(303, third.post("/account/sessions/end-others").statusCode());
        assertEquals("/sign-in?returnTo=%2Faccount", first.get("/account").getHeader("Location"));
        assertTrue(System.nanoTime() - begun < 1_000_000_000L, "within a second");
        Await.done(here.portal.vertx.close());
        Await.done(there.portal.vertx.close());
    }
}
