package eu.parvis.activation;

import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.account.Account.Step;
import eu.parvis.account.AccountStore;
import eu.parvis.account.NewAccount;
import eu.parvis.capability.Capability;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Identifiers;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.Secret;
import eu.parvis.draft.DraftCapability;
import eu.parvis.http.Browser;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailStore;
import eu.parvis.mail.Occasion;
import eu.parvis.membership.Member;
import eu.parvis.membership.MembershipStore;
import eu.parvis.membership.NewMember;
import eu.parvis.membership.Role;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.organisation.OrganisationType;
import eu.parvis.organisation.RegisteredIn;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionCapability;
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
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The organisation Menuiserie Kervella in Quimper, registered and not yet activated, its people, and the portal. */
final class Newcomers {

    static final String TEMPORARY = "kT7.mPqx4a";
    static final String CHOSEN = "Goéland.7-varech";
    static final String NOLWENN = "nolwenn@kervella.example";
    static final String YANN = "yann@kervella.example";

    /** A person without invitation. */
    static final String MAEL = "mael@kervella.example";

    final TestPortal portal;
    final UUID organisation;

    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new Ids(random);
    private final AccountStore accounts = new AccountStore();
    private final OrganisationStore organisations = new OrganisationStore();
    private final MembershipStore members = new MembershipStore();

    Newcomers(Vertx vertx, Capability... others) {
        this(vertx, Map.of(), others);
    }

    /** Changes of the configuration are setting to value. */
    Newcomers(Vertx vertx, Map<String, String> changes, Capability... others) {
        var started = Stream.concat(
                Stream.of(SessionCapability.DESCRIPTOR, DraftCapability.DESCRIPTOR, ActivationCapability.DESCRIPTOR),
                Stream.of(others));
        portal = new TestPortal(vertx, changes, started.toArray(Capability[]::new));
        organisation = organisation();
    }

    /** Another organisation, with this person as its founder. */
    UUID founderElsewhere(String email) {
        var id = account("Nolwenn", "Kervella", email);
        join(organisation(), id, Role.OF_FOUNDER, true);
        return id;
    }

    private UUID organisation() {
        var id = ids.next();
        Await.done(organisations.insert(
                portal.sql,
                id,
                new OrganisationDetails(
                        RegisteredIn.FRANCE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OrganisationType.COMPANY,
                        OrganisationName.parse("Menuiserie Kervella"),
                        PhoneNumber.parse("02 98 01 23 45", Country.FRANCE),
                        Optional.empty(),
                        AddressLine.parse("14 quai de l’Odet"),
                        Optional.of(Postcode.parse("29000", Country.FRANCE)),
                        Town.parse("Quimper"),
                        Region.parse("Finistère"),
                        Country.FRANCE),
                portal.clock.instant()));
        return id;
    }

    /** Nolwenn Kervella, who registered the organisation. */
    UUID founder() {
        var id = account("Nolwenn", "Kervella", NOLWENN);
        join(id, Role.OF_FOUNDER, true);
        return id;
    }

    /** Yann Le Goff, invited by Nolwenn. */
    UUID invited() {
        var id = account("Yann", "Le Goff", YANN);
        join(id, Role.OF_NEWCOMER, false);
        return id;
    }

    /** Like {@link #invited}, with this address. */
    UUID invited(String email) {
        var id = account("Yann", "Le Goff", email);
        join(id, Role.OF_NEWCOMER, false);
        return id;
    }

    /** A person outside the organisation, with a temporary password. */
    UUID account(String firstName, String lastName, String email) {
        var id = ids.next();
        var now = portal.clock.instant();
        Await.done(accounts.insert(
                portal.sql,
                new NewAccount(
                        id,
                        new Identifiers(random).next(),
                        new Person(
                                PersonName.parse(firstName),
                                PersonName.parse(lastName),
                                EmailAddress.parse(email),
                                Optional.empty()),
                        Language.EN,
                        hash(TEMPORARY),
                        now.plus(Duration.ofDays(3)),
                        now)));
        return id;
    }

    private String hash(String secret) {
        return portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(secret)))
                .phc();
    }

    private void join(UUID account, List<Role> roles, boolean founder) {
        join(organisation, account, roles, founder);
    }

    private void join(UUID joined, UUID account, List<Role> roles, boolean founder) {
        Await.done(members.addMember(
                portal.sql,
                new NewMember(
                        ids.next(),
                        joined,
                        account,
                        roles,
                        Member.State.INVITED,
                        founder,
                        !founder,
                        Optional.empty(),
                        Optional.empty(),
                        portal.clock.instant())));
    }

    /** Puts the account's wizard at this step. */
    void standsAt(UUID account, Step step) {
        portal.database.execute("UPDATE account SET step = '" + step + "', password_kind = 'CHOSEN',"
                + " password_expires_at = NULL, state = 'PENDING', activated_at = NULL WHERE id = '" + account + "'");
    }

    /** The token of an activation session, as issued at sign-in. */
    String session(UUID account, Channel channel) {
        return portal.session(account, Kind.ACTIVATION, channel);
    }

    /** A signed-in browser. */
    Browser browser(UUID account) {
        return stranger().with("session", session(account, Channel.BROWSER));
    }

    Browser stranger() {
        return portal.browser();
    }

    /** Queues a mail with a temporary password. */
    void mailWaits(Occasion occasion, String recipient) {
        var id = ids.next();
        Await.done(new MailStore(portal.foundation)
                .queue(
                        portal.sql,
                        new Letter(
                                id,
                                id,
                                0,
                                occasion,
                                recipient,
                                Language.EN,
                                "7Q2M-4KTX",
                                Map.of(),
                                Optional.of(new Secret(TEMPORARY)))));
    }

    boolean isHashOf(String phc, String secret) {
        return Await.done(portal.bus.request(
                        HashingApi.VERIFY, new HashingApi.Verify(new Secret(secret), Optional.of(phc))))
                .matches();
    }

    List<String> rows(String query) {
        return portal.database.query(query);
    }

    String row(String query) {
        return rows(query).get(0);
    }

    /** The whole content of the database, as text. */
    String everything() {
        var all = new StringBuilder();
        for (var table : rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            rows("SELECT t::text FROM \"" + table + "\" t")
                    .forEach(row -> all.append(row).append('\n'));
        }
        return all.toString();
    }

    /** Records that the organisation has invited this number of people today. */
    void haveBeenInvitedToday(int people) {
        portal.database.execute("INSERT INTO journal (at, event, organisation_id, outcome, detail) SELECT '"
                + portal.clock.instant() + "', 'USER_ADDED', '" + organisation
                + "', 'DONE', '{}' FROM generate_series(1, "
                + people + ")");
    }
}
