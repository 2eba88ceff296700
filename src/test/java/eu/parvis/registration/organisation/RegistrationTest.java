package eu.parvis.registration.organisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.bus.Failure;
import eu.parvis.company.OrganisationNumber;
import eu.parvis.company.VatNumber;
import eu.parvis.mail.MailApi;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.organisation.OrganisationType;
import eu.parvis.organisation.RegisteredIn;
import eu.parvis.registration.organisation.RegistrationApi.Kind;
import eu.parvis.registration.organisation.RegistrationApi.Registered;
import eu.parvis.values.AddressLine;
import eu.parvis.values.Country;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.OrganisationName;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import eu.parvis.values.PhoneNumber;
import eu.parvis.values.Postcode;
import eu.parvis.values.Region;
import eu.parvis.values.Town;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uses the verticle through its addresses; no mail verticle runs, so all mails stay in the outbox. */
@ExtendWith(VertxExtension.class)
class RegistrationTest {

    private static final String FIRST = "BE0403019261";
    private static final String SECOND = "BE0776543297";

    /** What the first step of the wizard writes. */
    private static final String CHOSEN = "UPDATE account SET step = 'CONTACTS', password_kind = 'CHOSEN',"
            + " password_hash = 'chosen', password_expires_at = NULL";

    private TestPortal site;
    private UnactivatedSweep abandoned;

    @BeforeEach
    void start(Vertx vertx) {
        site = new TestPortal(vertx);
        site.hashing();
        var verticle = new RegistrationVerticle(site.foundation);
        Await.done(vertx.deployVerticle(verticle));
        abandoned = verticle.unactivatedSweep();
    }

    @Test
    void aRegistrationQueuesTheIdentifierAndThenThePassword() {
        var registered = Await.done(register(FIRST, "ines@rives.example"));

        assertEquals(
                List.of(Kind.IDENTIFIER, Kind.PASSWORD),
                registered.status().mails().stream()
                        .map(RegistrationApi.Mail::kind)
                        .toList());
        assertEquals(List.of("identifier", "password"), rows("SELECT occasion FROM mail ORDER BY position"));
        assertEquals(List.of("PENDING"), rows("SELECT state FROM account"));
        assertEquals(List.of("t"), rows("SELECT identifier ~ '^[A-HJ-NP-Z]{2}[0-9]{6}$' FROM account"));
    }

    @Test
    void theTemporaryPasswordIsNowhereReadable() {
        Await.done(register(FIRST, "ines@rives.example"));

        assertEquals(List.of("t"), rows("SELECT password_hash LIKE '$argon2id$%' FROM account"));
        assertEquals(
                List.of("0"),
                rows(
                        "SELECT count(*) FROM mail WHERE occasion = 'password' AND (sealed IS NULL OR content::text ~ 'password')"));
    }

    @Test
    void ofManyAtOnceOneOrganisationWins() {
        var attempts = IntStream.range(0, 8)
                .mapToObj(n -> register(FIRST, "person" + n + "@rives.example"))
                .toList();

        Await.done(Future.join(attempts).otherwiseEmpty());

        assertEquals(1, attempts.stream().filter(Future::succeeded).count());
        attempts.stream()
                .filter(Future::failed)
                .forEach(lost -> assertEquals("registration.exists", ((Failure) lost.cause()).messageId()));
        assertEquals(List.of("1"), rows("SELECT count(*) FROM organisation"));
        assertEquals(List.of("1"), rows("SELECT count(*) FROM account"));
        assertEquals(List.of("2"), rows("SELECT count(*) FROM mail"));
    }

    @Test
    void ofManyAtOnceWithOneAddressOneAccountIsMadeAndEverybodySeesTheSame() {
        var first = register(FIRST, "ines@rives.example");
        var second = register(SECOND, "ines@rives.example");

        Await.done(Future.join(first, second));

        assertEquals(List.of("1"), rows("SELECT count(*) FROM account"));
        assertEquals(List.of("1"), rows("SELECT count(*) FROM member"));
        assertEquals(shape(first.result()), shape(second.result()));
    }

    /** Everything that a visitor can compare between two answers. */
    private static List<Object> shape(Registered registered) {
        var status = registered.status();
        return List.of(
                status.to(),
                status.verification(),
                status.used(),
                status.mails().stream()
                        .map(mail -> List.of(mail.kind(), mail.to(), mail.state()))
                        .toList());
    }

    @Test
    void aKnownAddressIsToldToItsOwnerOnly() {
        Await.done(register(FIRST, "ines@rives.example"));
        site.clock.advance(Duration.ofHours(2));

        Await.done(register(SECOND, "ines@rives.example"));

        assertEquals(
                List.of("account-exists", "account-exists-organisation"),
                rows("SELECT occasion FROM mail WHERE occasion LIKE 'account%' ORDER BY position"));
        assertEquals(List.of("1"), rows("SELECT count(*) FROM account"));
        assertEquals(List.of("1"), rows("SELECT count(*) FROM member"));
    }

    @Test
    void aFormerAddressIsAnsweredLikeAKnownOneAndOnlyItsReaderIsTold() {
        var unknown = Await.done(register(FIRST, "ines@rives.example"));
        site.database.execute("""
                INSERT INTO email_change (id, account_id, new_email, token_hash, asked_at, mailed_at, expires_at, state,
                                          confirmed_at, former_email, undo_token_hash, undo_until)
                SELECT id, id, 'i@rives.example', 'a', created_at, created_at, created_at, 'CONFIRMED', created_at, email,
                       'b', created_at + interval '3 days' FROM account;
                UPDATE account SET email = 'i@rives.example', email_key = 'i@rives.example'
                """);
        site.clock.advance(Duration.ofHours(2));

        var former = Await.done(register(SECOND, "ines@rives.example"));

        assertEquals(shape(unknown), shape(former));
        assertEquals(
                List.of(
                        "account-exists-organisation|ines@rives.example",
                        "address-reserved|ines@rives.example",
                        "identifier|ines@rives.example",
                        "password|ines@rives.example"),
                rows("SELECT occasion, recipient FROM mail ORDER BY occasion"));
        assertEquals(List.of("1"), rows("SELECT count(*) FROM account"));
    }

    /** Otherwise a second call with the same number would reveal whether the address has an account. */
    @Test
    void theNumberIsTakenWhetherTheAddressIsKnownOrNot() {
        Await.done(register(SECOND, "ines@rives.example"));
        site.clock.advance(Duration.ofHours(2));
        Await.done(register(FIRST, "ines@rives.example"));

        for (var sinceThen : List.of(Duration.ZERO, Duration.ofDays(3), Duration.ofDays(26))) {
            site.clock.advance(sinceThen);
            Await.done(abandoned.sweep());
            assertEquals(
                    "registration.exists", ((Failure) Await.failure(register(FIRST, "eve@rives.example"))).messageId());
        }
        site.clock.advance(Duration.ofDays(2));
        Await.done(abandoned.sweep());
        Await.done(register(FIRST, "eve@rives.example"));
    }

    /** Only account owners get these mails. */
    @Test
    void mailsThatHelpToSignInDoNotTellWhoHasAnAccount() {
        Await.done(register(SECOND, "ines@rives.example"));
        site.clock.advance(Duration.ofHours(2));
        site.database.execute("""
                INSERT INTO mail (id, reference, group_id, occasion, recipient, recipient_key, language, content, state,
                                  created_at, next_attempt_at, changed_at)
                SELECT gen_random_uuid(), 'R' || n, gen_random_uuid(), 'recovery', recipient, recipient_key, language,
                       content, 'QUEUED', at, at, at
                FROM mail, generate_series(1, 5) n, (VALUES (timestamptz '%s')) AS moment (at)
                WHERE position = 0
                """.formatted(site.clock.instant()));

        Await.done(register(FIRST, "ines@rives.example"));
    }

    @Test
    void theSecondClickOfADoubleOneChangesNothing() {
        var kept = Await.done(site.bus.request(
                RegistrationApi.SAVE_DRAFT,
                new RegistrationApi.SaveDraft(
                        Optional.empty(), Language.FR, Map.of("organisation.name", List.of("Rives")))));

        var first = Await.done(register(Optional.of(kept.token()), FIRST, "ines@rives.example"));
        var second = Await.done(register(Optional.of(kept.token()), FIRST, "ines@rives.example"));

        assertEquals(first.status().id(), second.status().id());
        assertEquals(List.of("2"), rows("SELECT count(*) FROM mail"));
    }

    @Test
    void aDraftThatIsSubmittedIsNotSubmittedWithOtherData() {
        var kept = Await.done(keep(Optional.empty(), Map.of("organisation.name", List.of("Rives"))));
        Await.done(register(Optional.of(kept.token()), FIRST, "ines@rives.example"));

        for (var other : List.of(
                register(Optional.of(kept.token()), FIRST, "paul@rives.example"),
                register(Optional.of(kept.token()), SECOND, "ines@rives.example"))) {
            assertEquals("registration.submitted", ((Failure) Await.failure(other)).messageId());
        }
        assertEquals(List.of("ines@rives.example"), rows("SELECT email FROM account"));
    }

    /** The second call of a client whose first call is not answered yet. */
    @Test
    void aCallRepeatedWhileItsFirstTryStillRunsFindsTheSameRegistration() throws SQLException {
        Await.done(register(SECOND, "ines@rives.example"));
        site.clock.advance(Duration.ofHours(2));
        Future<Registered> first;
        Future<Registered> second;

        try (var slow = site.database.connect();
                var statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("LOCK TABLE mail IN EXCLUSIVE MODE");
            first = registerOnce("once", FIRST, "ines@rives.example");
            second = registerOnce("once", FIRST, "ines@rives.example");
            site.database.untilWaiting(2);
            slow.rollback();
        }

        assertEquals(
                Await.done(first).status().id(), Await.done(second).status().id());
        assertEquals(List.of("4"), rows("SELECT count(*) FROM mail"));
    }

    @Test
    void aReferenceThatSomebodyHasIsDrawnAnew() {
        site.database.execute(
                "CREATE SEQUENCE draws",
                """
                CREATE FUNCTION draw() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('draws') <= 2 THEN
                        NEW.reference := '7KQ2-XM4T';
                    END IF;
                    RETURN NEW;
                END $$
                """,
                "CREATE TRIGGER draw BEFORE INSERT ON registration FOR EACH ROW EXECUTE FUNCTION draw()");

        Await.done(register(FIRST, "ines@rives.example"));
        Await.done(register(SECOND, "paul@rives.example"));

        assertEquals(
                List.of("2|1"),
                rows("SELECT count(DISTINCT reference),"
                        + " count(*) FILTER (WHERE reference = '7KQ2-XM4T') FROM registration"));
    }

    @Test
    void aMailCanBeSentAgainAfterTheCoolDownAndNotBefore() {
        var registered = Await.done(register(FIRST, "ines@rives.example"));
        rows("UPDATE mail SET state = 'SENT', sealed = NULL RETURNING id");
        var before = rows("SELECT password_hash FROM account");

        var tooSoon = (Failure) Await.failure(sendAgain(registered, Kind.PASSWORD));
        site.clock.advance(Duration.ofMinutes(3));
        Await.done(sendAgain(registered, Kind.PASSWORD));

        assertEquals(Failure.Kind.RATE_LIMITED, tooSoon.kind());
        assertNotEquals(before, rows("SELECT password_hash FROM account"), "the password sent before stops working");
        assertEquals(List.of("3"), rows("SELECT count(*) FROM mail"));
        rows("UPDATE mail SET state = 'SENT', sealed = NULL RETURNING id");
        var both = (Failure) Await.failure(sendAgain(registered, Kind.PASSWORD));
        assertEquals("registration.mails.tooMany", both.messageId(), "the longer of the cool-down and the quota");
        assertEquals(Duration.ofMinutes(57), both.retryAfter().orElseThrow());
        site.clock.advance(Duration.ofMinutes(3));
        assertEquals(
                "registration.mails.tooMany",
                ((Failure) Await.failure(sendAgain(registered, Kind.IDENTIFIER))).messageId());
    }

    @Test
    void aPasswordChosenWhileAnotherIsSentAgainStays() throws SQLException {
        var registered = Await.done(register(FIRST, "ines@rives.example"));
        rows("UPDATE mail SET state = 'SENT', sealed = NULL RETURNING id");
        site.clock.advance(Duration.ofMinutes(3));
        Future<RegistrationApi.Status> again;

        try (var wizard = site.database.connect();
                var statement = wizard.createStatement()) {
            wizard.setAutoCommit(false);
            statement.execute(CHOSEN);
            again = sendAgain(registered, Kind.PASSWORD);
            site.database.untilWaiting(1);
            wizard.commit();
        }

        assertEquals("registration.used", ((Failure) Await.failure(again)).messageId());
        assertEquals(List.of("CONTACTS|CHOSEN|chosen"), rows("SELECT step, password_kind, password_hash FROM account"));
        assertEquals(List.of("2"), rows("SELECT count(*) FROM mail"), "nobody is sent a password that does not work");
    }

    @Test
    void whileTheMailServerIsAwayEveryTryBeginsTheCoolDownAnew() {
        var registered = Await.done(register(FIRST, "ines@rives.example"));
        var since = site.clock.instant();
        rows(
                "UPDATE mail SET state = 'DELAYED', reason = 'mail.reason.away', next_attempt_at = 'infinity' RETURNING id");
        site.clock.advance(Duration.ofMinutes(3));

        var status = Await.done(sendAgain(registered, Kind.PASSWORD));
        var tooSoon = (Failure) Await.failure(sendAgain(registered, Kind.PASSWORD));

        assertEquals(List.of("f"), rows("SELECT DISTINCT next_attempt_at = 'infinity' FROM mail"));
        status.mails().forEach(mail -> {
            assertEquals(since, mail.at(), "it has been delayed since then, whoever clicks");
            assertEquals(site.clock.instant().plus(Duration.ofMinutes(2)), mail.againAt());
        });
        assertEquals("registration.coolDown", tooSoon.messageId());
        site.clock.advance(Duration.ofMinutes(2));
        Await.done(sendAgain(registered, Kind.PASSWORD));
    }

    @Test
    void aCorrectedAddressGetsBothMailsAndTheOldPasswordDies() {
        var registered = Await.done(register(FIRST, "inse@rives.example"));
        var before = rows("SELECT password_hash FROM account");

        var status = Await.done(correct(registered, "ines@rives.example"));

        assertEquals(registered.status().id(), status.id());
        assertEquals(registered.status().organisationId(), status.organisationId());
        assertEquals(List.of("ines@rives.example"), rows("SELECT email FROM account"));
        assertNotEquals(before, rows("SELECT password_hash FROM account"));
        assertEquals(
                List.of("ines@rives.example", "ines@rives.example"),
                rows("SELECT recipient FROM mail WHERE state = 'QUEUED'"));
    }

    @Test
    void whoHasTheWrongAddressIsOut() {
        var registered = Await.done(register(FIRST, "inse@rives.example"));
        var identifier = rows("SELECT identifier FROM account");
        site.database.execute("""
                INSERT INTO session (token_hash, id, account_id, kind, channel, created_at, last_activity_at, expires_at)
                SELECT '\\x00', gen_random_uuid(), id, 'ACTIVATION', 'BROWSER', created_at, created_at, 'infinity'
                FROM account
                """, """
                INSERT INTO recovery (token_hash, account_id, created_at, expires_at)
                SELECT '\\x00', id, created_at, 'infinity' FROM account
                """);

        Await.done(correct(registered, "ines@rives.example"));

        assertNotEquals(identifier, rows("SELECT identifier FROM account"));
        assertEquals(List.of("0|0"), rows("SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM recovery)"));
        assertEquals(
                List.of("CANCELLED|", "CANCELLED|"),
                rows("SELECT state, sealed FROM mail WHERE recipient = 'inse@rives.example'"));
    }

    @Test
    void whoAskedToJoinStillHasARequestAfterTheAddressIsCorrected() {
        var registered = Await.done(register(FIRST, "inse@rives.example"));
        somebodyAsksToJoin();

        Await.done(correct(registered, "ines@rives.example"));

        assertEquals(List.of("OPEN|" + registered.status().organisationId()), requestsToJoin());
        assertEquals(
                List.of("ines@rives.example|t|INVITED"),
                rows("SELECT email, founder, member.state FROM member JOIN account ON account.id = account_id"));
    }

    @Test
    void aKnownAddressIsNotToldWhereOneIsCorrectedEither() {
        Await.done(register(SECOND, "ines@rives.example"));
        site.clock.advance(Duration.ofHours(2));
        var registered = Await.done(register(FIRST, "inse@rives.example"));
        somebodyAsksToJoin();

        var known = Await.done(correct(registered, "ines@rives.example"));

        assertEquals(shape(registered).get(1), known.verification());
        assertEquals(
                "registration.exists", ((Failure) Await.failure(register(FIRST, "eve@rives.example"))).messageId());
        assertEquals(List.of("1"), rows("SELECT count(*) FROM account"));
        assertEquals(
                List.of("account-exists", "account-exists-organisation"),
                rows("SELECT occasion FROM mail WHERE occasion LIKE 'account%' ORDER BY position"));
        assertEquals(List.of("OPEN|" + known.organisationId()), requestsToJoin());
    }

    @Test
    void anOrganisationWhoseAddressWasCorrectedToAKnownOneWaitsForItsOwner() {
        Await.done(register(SECOND, "ines@rives.example"));
        site.clock.advance(Duration.ofHours(2));
        var registered = Await.done(register(FIRST, "inse@rives.example"));
        somebodyAsksToJoin();
        Await.done(correct(registered, "ines@rives.example"));
        var id = registered.status().id();
        var owner = java.util.UUID.fromString(rows("SELECT id FROM account").get(0));

        var before = Await.done(site.bus.request(RegistrationApi.OFFER, new RegistrationApi.Offer(id, owner)));
        Await.done(site.bus.request(RegistrationApi.ACCEPT, new RegistrationApi.Accept(id, owner, "192.0.2.7")));
        var after = Await.done(site.bus.request(RegistrationApi.OFFER, new RegistrationApi.Offer(id, owner)));

        assertFalse(before.accepted());
        assertTrue(after.accepted());
        assertEquals(
                List.of("ACTIVE|ACTIVE|t"),
                rows("SELECT organisation.state, member.state, founder FROM member"
                        + " JOIN organisation ON organisation.id = organisation_id WHERE organisation_id = '"
                        + before.organisationId() + "'"));
        assertEquals(List.of("OPEN|" + before.organisationId()), requestsToJoin());
    }

    @Test
    void whoAddsAnOrganisationRepresentsItByLawOnlyAfterSayingSo() {
        Await.done(register(FIRST, "ines@rives.example"));
        site.clock.advance(Duration.ofHours(2));
        var begun = Await.done(register(SECOND, "ines@rives.example"));
        var account = java.util.UUID.fromString(rows("SELECT id FROM account").get(0));

        var added = Await.done(site.bus.request(
                RegistrationApi.ACCEPT,
                new RegistrationApi.Accept(begun.status().id(), account, "192.0.2.7")));

        var organisation = " WHERE organisation_id = '" + added.organisationId() + "'";
        assertEquals(
                List.of("{ADMINISTRATOR,TECHNICAL_CONTACT,USER}"), rows("SELECT roles FROM member" + organisation));
        assertEquals(List.of("0"), rows("SELECT count(*) FROM contact" + organisation));
    }

    @Test
    void anOrganisationThatItsOwnerDoesNotTakeIsRemovedLikeOneThatNobodyActivated() {
        Await.done(register(SECOND, "ines@rives.example"));
        rows("UPDATE organisation SET state = 'ACTIVE' RETURNING id");
        site.clock.advance(Duration.ofHours(2));
        var registered = Await.done(register(FIRST, "inse@rives.example"));
        Await.done(correct(registered, "ines@rives.example"));
        site.clock.advance(Duration.ofDays(31));

        Await.done(abandoned.sweep());

        assertEquals(List.of(SECOND), rows("SELECT vat_number FROM organisation"));
        Await.done(register(FIRST, "eve@rives.example"));
    }

    @Test
    void anAddressThatTurnsOutToBeSomebodyElsesIsCorrectedOnceMore() {
        Await.done(register(SECOND, "ines@rives.example"));
        site.clock.advance(Duration.ofHours(2));
        var registered = Await.done(register(FIRST, "inse@rives.example"));
        somebodyAsksToJoin();
        Await.done(correct(registered, "ines@rives.example"));

        Await.done(correct(registered, "ines.verhaeghe@rives.example"));

        assertEquals(
                List.of("ines.verhaeghe@rives.example|t"),
                rows("SELECT email, founder FROM member JOIN account ON account.id = account_id"
                        + " WHERE organisation_id = '" + registered.status().organisationId() + "'"));
        assertEquals(List.of("OPEN|" + registered.status().organisationId()), requestsToJoin());
    }

    /** The owner of the mistyped address may have been invited by other organisations. */
    @Test
    void anAccountThatOthersInvitedStaysThere() {
        var registered = Await.done(register(FIRST, "inse@rives.example"));
        Await.done(register(SECOND, "paul@rives.example"));
        site.database.execute("""
                INSERT INTO member (id, organisation_id, account_id, roles, state, created_at, changed_at)
                SELECT gen_random_uuid(), organisation.id, account.id, '{USER}', 'INVITED', account.created_at, account.created_at
                FROM organisation, account
                WHERE vat_number = '%s' AND email = 'inse@rives.example'
                """.formatted(SECOND));

        Await.done(correct(registered, "ines@rives.example"));

        assertEquals(
                List.of(FIRST + "|ines@rives.example", SECOND + "|inse@rives.example", SECOND + "|paul@rives.example"),
                rows("SELECT vat_number, email FROM member JOIN account ON account.id = account_id"
                        + " JOIN organisation ON organisation.id = organisation_id ORDER BY 1, 2"));
    }

    private void somebodyAsksToJoin() {
        site.database.execute("""
                INSERT INTO join_request (id, organisation_id, organisation_name, reference, email, email_key, first_name,
                                          last_name, language, state, asked, asked_at, created_at)
                SELECT gen_random_uuid(), id, name, 'P-7KQ2-XM4T', 'lotte@rives.example', 'lotte@rives.example', 'Lotte',
                       'Peeters', 'fr', 'OPEN', 'ADMINISTRATORS', created_at, created_at
                FROM organisation WHERE vat_number = '%s'
                """.formatted(FIRST));
    }

    private List<String> requestsToJoin() {
        return rows("SELECT state, organisation_id FROM join_request");
    }

    @Test
    void whoChoosesAPasswordWhileTheAddressIsCorrectedIsFirst() throws SQLException {
        var registered = Await.done(register(FIRST, "ines@rives.example"));
        Future<RegistrationApi.Status> correction;

        try (var wizard = site.database.connect();
                var statement = wizard.createStatement()) {
            wizard.setAutoCommit(false);
            statement.execute(CHOSEN);
            correction = correct(registered, "eve@rives.example");
            site.database.untilWaiting(1);
            wizard.commit();
        }

        assertEquals("registration.used", ((Failure) Await.failure(correction)).messageId());
        assertEquals(List.of("ines@rives.example|chosen"), rows("SELECT email, password_hash FROM account"));
    }

    @Test
    void onceThePasswordIsChosenTheAddressStays() {
        var registered = Await.done(register(FIRST, "ines@rives.example"));
        rows("UPDATE account SET step = 'CONTACTS' RETURNING id");

        var refused = (Failure) Await.failure(correct(registered, "eve@rives.example"));

        assertEquals("registration.used", refused.messageId());
        assertEquals(List.of("ines@rives.example"), rows("SELECT email FROM account"));
    }

    @Test
    void anOrganisationThatNobodyActivatedIsRemovedAndItsNumberIsFreeAgain() {
        Await.done(register(FIRST, "ines@rives.example"));
        site.clock.advance(Duration.ofDays(29));
        Await.done(abandoned.sweep());
        assertEquals(List.of("1"), rows("SELECT count(*) FROM organisation"));

        site.clock.advance(Duration.ofDays(2));
        Await.done(abandoned.sweep());

        assertEquals(List.of("0"), rows("SELECT count(*) FROM organisation"));
        assertEquals(List.of("1"), rows("SELECT count(*) FROM mail WHERE occasion = 'removed'"));
        Await.done(register(FIRST, "ines@rives.example"));
    }

    @Test
    void anOrganisationThatCannotBeRemovedHoldsNobodyElseUp() {
        Await.done(register(FIRST, "ines@rives.example"));
        site.clock.advance(Duration.ofMinutes(1));
        Await.done(register(SECOND, "paul@rives.example"));
        site.clock.advance(Duration.ofDays(31));
        site.database.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'a bad row';
                END $$
                """, """
                CREATE TRIGGER refuse BEFORE DELETE ON organisation FOR EACH ROW WHEN (OLD.vat_number = '%s')
                EXECUTE FUNCTION refuse()
                """.formatted(FIRST));
        var nudged = Promise.<MailApi.Queued>promise();
        Await.done(site.bus.listen(MailApi.QUEUED, nudged::tryComplete));

        var told = Await.failure(abandoned.sweep());

        assertTrue(told.getMessage().contains("a bad row"), told::getMessage);
        assertEquals(List.of(FIRST), rows("SELECT vat_number FROM organisation"));
        assertEquals(List.of("paul@rives.example"), rows("SELECT recipient FROM mail WHERE occasion = 'removed'"));
        Await.done(nudged.future());
    }

    @Test
    void anOrganisationBegunByAStrangerIsAddedByTheAccountThatOwnsTheAddress() {
        Await.done(register(FIRST, "ines@rives.example"));
        site.clock.advance(Duration.ofHours(2));
        var begun = Await.done(register(SECOND, "ines@rives.example"));
        // The page of the registration is gone; the mail with the offer is not.
        site.clock.advance(Duration.ofDays(20));
        Await.done(abandoned.sweep());
        var account = java.util.UUID.fromString(rows("SELECT id FROM account").get(0));

        var accept = new RegistrationApi.Accept(begun.status().id(), account, "192.0.2.7");
        Await.done(site.bus.request(RegistrationApi.ACCEPT, accept));
        var again = Await.done(site.bus.request(RegistrationApi.ACCEPT, accept));

        assertTrue(again.accepted());
        assertEquals(List.of("2"), rows("SELECT count(*) FROM organisation"));
        assertEquals(List.of("2"), rows("SELECT count(*) FROM member"));
        assertEquals(
                List.of("ines@rives.example|" + begun.status().reference()),
                rows("SELECT recipient, reference FROM mail WHERE occasion = 'organisation-added'"));
        var stranger = new RegistrationApi.Offer(begun.status().id(), java.util.UUID.randomUUID());
        assertEquals(
                Failure.Kind.NOT_FOUND,
                ((Failure) Await.failure(site.bus.request(RegistrationApi.OFFER, stranger))).kind());
    }

    @Test
    void whatIsTypedInOnePartDoesNotUndoTheOther() {
        var kept = Await.done(keep(Optional.empty(), Map.of("organisation.name", List.of("Rives"))));
        Await.done(keep(Optional.of(kept.token()), Map.of("administrator.firstName", List.of("Inès"))));
        Await.done(keep(Optional.of(kept.token()), Map.of("organisation.town", List.of("Liège"))));

        var draft = Await.done(site.bus.request(RegistrationApi.RECALL, new RegistrationApi.Recall(kept.token())));

        assertEquals(
                Map.of("administrator.firstName", List.of("Inès"), "organisation.town", List.of("Liège")),
                draft.fields());
        assertEquals(List.of("f"), rows("SELECT encode(draft, 'escape') ~ 'Rives|Inès' FROM registration"));
    }

    private Future<RegistrationApi.DraftToken> keep(Optional<String> token, Map<String, List<String>> fields) {
        return site.bus.request(RegistrationApi.SAVE_DRAFT, new RegistrationApi.SaveDraft(token, Language.FR, fields));
    }

    private Future<RegistrationApi.Status> sendAgain(Registered registered, Kind kind) {
        return site.bus.request(
                RegistrationApi.SEND_AGAIN, new RegistrationApi.SendAgain(registered.token(), kind, "192.0.2.7"));
    }

    private Future<RegistrationApi.Status> correct(Registered registered, String address) {
        return site.bus.request(
                RegistrationApi.CORRECT_EMAIL,
                new RegistrationApi.CorrectEmail(registered.token(), EmailAddress.parse(address), "192.0.2.7"));
    }

    private Future<Registered> register(String vatNumber, String address) {
        return register(Optional.empty(), vatNumber, address);
    }

    private Future<Registered> register(Optional<String> token, String vatNumber, String address) {
        return register(token, Optional.empty(), vatNumber, address);
    }

    private Future<Registered> registerOnce(String token, String vatNumber, String address) {
        return register(Optional.empty(), Optional.of(token), vatNumber, address);
    }

    private Future<Registered> register(
            Optional<String> draft, Optional<String> once, String vatNumber, String address) {
        var belgium = new Country("BE");
        var number = VatNumber.parse(vatNumber);
        return site.bus.request(
                RegistrationApi.REGISTER,
                new RegistrationApi.Register(
                        draft,
                        once,
                        Language.FR,
                        new OrganisationDetails(
                                RegisteredIn.EUROPEAN_UNION,
                                Optional.of(OrganisationNumber.of(number)),
                                Optional.empty(),
                                Optional.of(number.value()),
                                Optional.empty(),
                                OrganisationType.ASSOCIATION,
                                OrganisationName.parse("Atelier des Deux Rives"),
                                PhoneNumber.parse("02 555 12 12", belgium),
                                Optional.empty(),
                                AddressLine.parse("Rue du Canal 8"),
                                Optional.of(Postcode.parse("1000", belgium)),
                                Town.parse("Bruxelles"),
                                Region.parse("Bruxelles-Capitale"),
                                belgium),
                        new Person(
                                PersonName.parse("Inès"),
                                PersonName.parse("Verhaeghe"),
                                EmailAddress.parse(address),
                                Optional.of(PhoneNumber.parse("0470 12 34 56", belgium))),
                        "192.0.2.7"));
    }

    private List<String> rows(String sql) {
        return site.database.query(sql);
    }
}
