package eu.parvis.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.company.Verification;
import eu.parvis.company.VerificationStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mails about register answers that came after registration. */
@ExtendWith(VertxExtension.class)
class VerificationNoticesTest {

    private Registry registry;
    private UUID organisation;

    @BeforeEach
    void anOrganisationThatCouldNotBeCheckedWhenItRegistered(Vertx vertx) {
        registry = Registry.open(vertx);
        organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        Await.done(VerificationStore.store(
                registry.database,
                organisation,
                Verification.unverified(Verification.Kind.SIRET, Registry.SIRET),
                registry.clock.instant()));
    }

    @Test
    void everyAdministratorIsToldOnce() {
        registry.member(organisation, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
        registry.member(organisation, "erwan.tanguy@kervella.example", Role.ADMINISTRATOR);
        registry.member(organisation, "mael.cariou@kervella.example", Role.USER);
        aRegisterAnswers("VERIFIED");

        Await.done(registry.news().sweep());
        Await.done(registry.news().sweep());

        assertEquals(
                List.of(
                        "verification-result erwan.tanguy@kervella.example",
                        "verification-result nolwenn.kervella@kervella.example"),
                registry.portal.mails());
        assertEquals(
                List.of("VERIFIED|" + Registry.SIRET),
                registry.rows.query("SELECT DISTINCT content ->> 'result', content ->> 'number' FROM mail"));
    }

    @Test
    void twoNodesTellNobodyTwice() {
        registry.member(organisation, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
        aRegisterAnswers("CLOSED");

        Await.done(Future.all(registry.news().sweep(), registry.news().sweep()));

        assertEquals(1, registry.portal.mails().size());
    }

    @Test
    void whoHasNotActivatedTheAccountIsNotWrittenTo() {
        aRegisterAnswers("NOT_FOUND");

        assertEquals(1, Await.done(registry.news().sweep()).done());

        assertTrue(registry.portal.mails().isEmpty());
        assertEquals(0, Await.done(registry.news().sweep()).done());
    }

    @Test
    void whatWasKnownAtRegistrationIsNoNews() {
        assertEquals(0, Await.done(registry.news().sweep()).done());
    }

    private void aRegisterAnswers(String state) {
        registry.rows.execute("UPDATE verification SET state = '" + state + "', checked_at = now(), news = true");
    }
}
