package eu.parvis.membership;

import eu.parvis.Await;
import eu.parvis.TestClock;
import eu.parvis.TestDatabase;
import eu.parvis.TestPortal;
import eu.parvis.account.AccountStore;
import eu.parvis.account.NewAccount;
import eu.parvis.activation.ActivationCapability;
import eu.parvis.capability.Capability;
import eu.parvis.company.OrganisationNumber;
import eu.parvis.company.Siret;
import eu.parvis.company.VerificationStore.News;
import eu.parvis.crypto.Identifiers;
import eu.parvis.crypto.Ids;
import eu.parvis.db.Database;
import eu.parvis.draft.DraftCapability;
import eu.parvis.home.HomeCapability;
import eu.parvis.joining.JoinCapability;
import eu.parvis.me.MeCapability;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.organisation.OrganisationCapability;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.organisation.OrganisationType;
import eu.parvis.organisation.RegisteredIn;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionCapability;
import eu.parvis.users.UsersCapability;
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
import eu.parvis.work.Worker;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Organisations with members, as after registration and activation, and the membership verticle. */
public final class Registry {

    public static final String SIRET = "73282932000074";

    private static final String ADDRESS = "192.0.2.7";

    public final OrganisationStore organisations = new OrganisationStore();
    public final MembershipStore members = new MembershipStore();
    public final TestPortal portal;
    public final TestDatabase rows;
    public final TestClock clock;
    public final Database database;

    private final SecureRandom random = new SecureRandom();
    private final AccountStore accounts = new AccountStore();
    private final Ids ids = new Ids(random);

    private Registry(TestPortal portal) {
        this.portal = portal;
        this.rows = portal.database;
        this.clock = portal.clock;
        this.database = portal.sql;
    }

    public static Registry open(Vertx vertx) {
        return open(vertx, Map.of());
    }

    /**
     * Changes of the configuration are setting to value; more capabilities start beside those that the organisations
     * need.
     */
    public static Registry open(Vertx vertx, Map<String, String> changes, Capability... more) {
        var capabilities = Stream.concat(
                Stream.of(
                        SessionCapability.DESCRIPTOR,
                        DraftCapability.DESCRIPTOR,
                        MembershipCapability.DESCRIPTOR,
                        OrganisationCapability.DESCRIPTOR,
                        JoinCapability.DESCRIPTOR,
                        HomeCapability.DESCRIPTOR,
                        ActivationCapability.DESCRIPTOR,
                        MeCapability.DESCRIPTOR,
                        UsersCapability.DESCRIPTOR),
                Stream.of(more));
        return new Registry(new TestPortal(vertx, changes, capabilities.toArray(Capability[]::new)));
    }

    /** Signs in; the token of the session. */
    public String token(UUID account, Channel channel) {
        return portal.session(account, Kind.OPEN, channel);
    }

    Worker<News> news() {
        var notices = new VerificationNotices(MembershipServices.of(portal.foundation));
        return new Worker<>(portal.vertx, notices, clock, portal.foundation.meters());
    }

    public UUID organisation(String siret, String name) {
        var id = pendingOrganisation(siret, name);
        Await.done(organisations.activate(database, id, clock.instant()));
        return id;
    }

    public UUID pendingOrganisation(String siret, String name) {
        var id = ids.next();
        Await.done(organisations.insert(database, id, details(siret, name), clock.instant()));
        return id;
    }

    private static OrganisationDetails details(String siret, String name) {
        return new OrganisationDetails(
                RegisteredIn.FRANCE,
                Optional.of(number(siret)),
                Optional.of(siret),
                Optional.empty(),
                Optional.empty(),
                OrganisationType.COMPANY,
                OrganisationName.parse(name),
                PhoneNumber.parse("01 23 45 67 89", Country.FRANCE),
                Optional.empty(),
                AddressLine.parse("14 quai de l’Odet"),
                Optional.of(Postcode.parse("29000", Country.FRANCE)),
                Town.parse("Quimper"),
                Region.parse("Finistère"),
                Country.FRANCE);
    }

    public static OrganisationNumber number(String siret) {
        return OrganisationNumber.of(Siret.parse(siret));
    }

    /** An active member as actor. */
    public Actor member(UUID organisation, String email, Role... roles) {
        return actor(organisation, activeAccount(email), roles);
    }

    public Actor actor(UUID organisation, UUID account, Role... roles) {
        Await.done(members.addMember(
                database,
                new NewMember(
                        ids.next(),
                        organisation,
                        account,
                        List.of(roles),
                        Member.State.ACTIVE,
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        clock.instant())));
        return new Actor(organisation, account, ADDRESS);
    }

    /** The member id of this actor. */
    public UUID user(Actor actor) {
        return Await.done(members.member(database, actor.organisation(), actor.account()))
                .orElseThrow()
                .id();
    }

    public UUID activeAccount(String email) {
        var id = pendingAccount(email);
        Await.done(accounts.setChosenPassword(database, id, "$chosen", clock.instant()));
        Await.done(accounts.activate(database, id, clock.instant()));
        return id;
    }

    public UUID pendingAccount(String email) {
        var account = new NewAccount(
                ids.next(),
                new Identifiers(random).next(),
                person(email),
                Language.EN,
                "$temporary",
                clock.instant().plus(Duration.ofDays(3)),
                clock.instant());
        Await.done(accounts.insert(database, account));
        return account.id();
    }

    /** Named after the address: {@code ada.lovelace@…} is Ada Lovelace. */
    public static Person person(String email) {
        var names = email.substring(0, email.indexOf('@')).split("\\.", -1);
        return new Person(
                PersonName.parse(capital(names[0])),
                PersonName.parse(capital(names[1])),
                EmailAddress.parse(email),
                Optional.empty());
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
