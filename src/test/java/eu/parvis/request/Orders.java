package eu.parvis.request;

import eu.parvis.Await;
import eu.parvis.capability.Capability;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.request.RequestApi.Create;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestApi.ListRequests;
import eu.parvis.request.RequestApi.OrderedHolder;
import eu.parvis.request.RequestApi.Page;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Menuiserie Kervella with its people, and requests for certificates. */
public final class Orders {

    public static final String OTHER_SIRET = "44306184100047";

    public final Registry registry;
    public final UUID organisation;

    public Orders(Vertx vertx, Capability... more) {
        this(vertx, Map.of(), more);
    }

    /** Changes of the configuration are setting to value. */
    public Orders(Vertx vertx, Map<String, String> changes, Capability... more) {
        registry = Registry.open(
                vertx,
                changes,
                Stream.concat(Stream.of(RequestCapability.DESCRIPTOR), Stream.of(more))
                        .toArray(Capability[]::new));
        organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
    }

    public Requester member(String email, Role... roles) {
        return requester(registry.member(organisation, email, roles), roles);
    }

    public Requester stranger(String email, Role... roles) {
        var other = registry.organisation(OTHER_SIRET, "Voilerie du Cap");
        return requester(registry.member(other, email, roles), roles);
    }

    public static Requester requester(Actor actor, Role... roles) {
        return new Requester(actor.account(), Optional.of(actor.organisation()), List.of(roles), actor.address());
    }

    public Detail order(Requester by, String product, OrderedHolder holder) {
        return registry.portal.ask(
                RequestApi.CREATE,
                new Create(by, product, holder, Optional.of(12), Optional.empty(), Language.FR, Optional.empty()));
    }

    public static OrderedHolder me() {
        return new OrderedHolder(HolderKind.ME, Optional.empty(), Optional.empty());
    }

    public static OrderedHolder person(String first, String last, String email) {
        var person = new Person(
                PersonName.parse(first), PersonName.parse(last), EmailAddress.parse(email), Optional.empty());
        return new OrderedHolder(HolderKind.PERSON, Optional.of(person), Optional.empty());
    }

    public static OrderedHolder service(String name) {
        return new OrderedHolder(HolderKind.SERVICE, Optional.empty(), Optional.of(name));
    }

    public Detail submit(Requester by, UUID request) {
        return registry.portal.ask(RequestApi.SUBMIT, new RequestApi.Submit(by, request, Optional.empty()));
    }

    public Detail show(Requester by, UUID request) {
        return registry.portal.ask(RequestApi.SHOW, new RequestApi.Show(by, request));
    }

    public Page list(Requester by, String search) {
        return registry.portal.ask(
                RequestApi.LIST,
                new ListRequests(
                        by,
                        Set.of(),
                        Optional.of(search).filter(text -> !text.isEmpty()),
                        RequestApi.Order.NEWEST,
                        Optional.empty(),
                        20));
    }

    public void receive(UUID request, String kind, String state) {
        registry.rows.execute("""
                INSERT INTO request_document (id, request_id, kind, state, file_name, media_type, size, sha256, scan,
                                              uploaded_by, uploaded_at, decided_at)
                SELECT gen_random_uuid(), id, '%s', '%s', 'carte.pdf', 'application/pdf', 9, sha256('x'), 'NOT_SCANNED',
                       ordered_by, created_at, created_at
                FROM request WHERE id = '%s'
                """.formatted(kind, state, request));
    }

    public void remindApprovers() {
        var services = RequestServices.of(registry.portal.foundation);
        var usual = new UsualDelays(services.repository(), registry.portal.foundation.clock());
        Await.done(new Approvals(services, new RequestReading(services, usual)).remind());
    }

    public void deleteDraftsUnchangedSince(Instant time) {
        var services = RequestServices.of(registry.portal.foundation);
        Await.done(new OldDrafts(services, new SupportingDocuments(services)).delete(time));
    }
}
