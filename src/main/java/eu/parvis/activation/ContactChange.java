package eu.parvis.activation;

import eu.parvis.activation.ActivationApi.ChangeContacts;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Message;
import eu.parvis.crypto.Shown;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.membership.ActingAdministrator;
import eu.parvis.membership.AdministratorStore;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.MembershipStore;
import eu.parvis.membership.RepresentativeStore;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.Contact.Kind;
import eu.parvis.organisation.OrganisationStore;
import io.vertx.core.Future;
import java.util.List;

/** Names other contacts of an organisation: one act of an administrator, told to the persons by mail. */
final class ContactChange {

    private final Bus bus;
    private final Database database;
    private final AdministratorStore administrators = new AdministratorStore();
    private final OrganisationStore organisations = new OrganisationStore();
    private final MembershipStore members = new MembershipStore();
    private final RepresentativeStore representatives;

    ContactChange(Bus bus, Database database, RepresentativeStore representatives) {
        this.bus = bus;
        this.database = database;
        this.representatives = representatives;
    }

    Future<Message.Done> change(ChangeContacts command) {
        var by = command.contacts().by();
        var actor = new Actor(command.organisation(), by.account(), by.address());
        return database.inTransaction(
                        sql -> administrators.lock(sql, actor).compose(acting -> change(sql, acting, command)))
                .onSuccess(changed -> bus.publish(MailApi.QUEUED, new MailApi.Queued()))
                .map(Message.DONE);
    }

    private Future<Void> change(Sql sql, ActingAdministrator acting, ChangeContacts command) {
        return members.members(sql, acting.organisation())
                .map(all -> new Naming(all, acting.account(), acting.member().person()).contacts(command.contacts()))
                .compose(chosen ->
                        requireUnchanged(sql, command, chosen).compose(unchanged -> appoint(sql, acting, chosen)));
    }

    /** Naming again those who are named is no fault. */
    private Future<Void> requireUnchanged(Sql sql, ChangeContacts command, List<Contact> chosen) {
        return organisations.contacts(sql, command.organisation()).map(present -> {
            if (!Contact.areEqual(present, chosen)) {
                Shown.require(command.shown(), Contact.shown(present));
            }
            return null;
        });
    }

    private Future<Void> appoint(Sql sql, ActingAdministrator acting, List<Contact> contacts) {
        Future<Void> changed = contacts.size() == Kind.values().length
                ? Future.succeededFuture()
                : representatives.remove(sql, acting, Kind.ADMINISTRATIVE_CONTACT);
        for (var contact : contacts) {
            changed = changed.compose(next -> representatives.appoint(sql, acting, contact));
        }
        return changed;
    }
}
