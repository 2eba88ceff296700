package eu.parvis.journal;

import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry.Outcome;
import eu.parvis.audit.PersonalEntry;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Signature;
import eu.parvis.db.Database;
import eu.parvis.journal.JournalApi.Item;
import eu.parvis.journal.JournalApi.Page;
import eu.parvis.journal.JournalApi.Read;
import eu.parvis.journal.JournalApi.SentMail;
import eu.parvis.journal.KnownNames.Names;
import eu.parvis.mail.MailHeader;
import eu.parvis.mail.MailStore;
import eu.parvis.membership.Role;
import eu.parvis.session.DeviceName;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Merges a person's journal entries and mails into one list. */
final class PersonalJournal {

    private static final int ID_LENGTH = 22;

    private final Database database;
    private final AuditStore journal;
    private final MailStore mails;
    private final JournalRepository repository = new JournalRepository();
    private final KnownNames names;
    private final SecretBox box;
    private final Signature signature;

    PersonalJournal(Foundation foundation) {
        this.database = foundation.database();
        this.journal = new AuditStore(foundation.clock());
        this.mails = new MailStore(foundation);
        this.names = new KnownNames(foundation.database());
        this.box = foundation.box();
        this.signature = foundation.signature();
    }

    Future<Page> read(Read query) {
        var start = query.before()
                .map(cursor -> Cursor.open(cursor, box, query.account()))
                .orElse(Cursor.NEWEST);
        // One more than a page, to know whether there is a next one.
        var most = query.limit() + 1;
        return entries(query, start, most)
                .compose(entries -> mails(query, start, most).compose(sent -> page(query, start, entries, sent)));
    }

    private Future<List<PersonalEntry>> entries(Read query, Cursor start, int most) {
        return query.kind().equals(Optional.of(EventKind.MAIL))
                ? Future.succeededFuture(List.of())
                : journal.ofPerson(
                        database, query.account(), start.entry(), query.kind().map(EventKind::events), most);
    }

    private Future<List<MailHeader>> mails(Read query, Cursor start, int most) {
        return query.kind().filter(kind -> kind != EventKind.MAIL).isPresent()
                ? Future.succeededFuture(List.of())
                : repository
                        .mailbox(database, query.account())
                        .compose(found -> found.map(box -> mails.to(
                                        database, box.address(), box.since(), start.mailAt(), start.mail(), most))
                                .orElseGet(() -> Future.succeededFuture(List.of())));
    }

    private Future<Page> page(Read query, Cursor start, List<PersonalEntry> entries, List<MailHeader> sent) {
        return names.of(query.account(), entries).map(known -> {
            var items = new ArrayList<Item>();
            var end = start;
            var entry = 0;
            var mail = 0;
            while (items.size() < query.limit() && entry + mail < entries.size() + sent.size()) {
                if (isEntryNext(entries, entry, sent, mail)) {
                    var next = entries.get(entry++);
                    items.add(item(next, query.account(), known));
                    end = end.afterEntry(next.id());
                } else {
                    var next = sent.get(mail++);
                    items.add(item(next));
                    end = end.afterMail(next.createdAt(), next.id());
                }
            }
            var more = entry + mail < entries.size() + sent.size();
            return new Page(items, more ? Optional.of(end.seal(box, query.account())) : Optional.empty());
        });
    }

    private static boolean isEntryNext(List<PersonalEntry> entries, int entry, List<MailHeader> sent, int mail) {
        return mail == sent.size()
                || (entry < entries.size()
                        && !entries.get(entry).at().isBefore(sent.get(mail).createdAt()));
    }

    private Item item(MailHeader mail) {
        return new Item(
                id("mail " + mail.id()),
                mail.createdAt(),
                EventKind.MAIL,
                mail.occasion(),
                true,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                DeviceName.of(Map.of()),
                Optional.empty(),
                Optional.of(new SentMail(mail.reference(), mail.state())));
    }

    /** Hides the network address of another person. */
    private Item item(PersonalEntry entry, UUID reader, Names known) {
        var own = entry.accountId().equals(Optional.of(reader));
        return new Item(
                id("entry " + entry.id()),
                entry.at(),
                EventKind.of(entry.event()).orElse(EventKind.ACCOUNT),
                entry.event(),
                entry.outcome() == Outcome.DONE,
                !own,
                !own && entry.accountId().isPresent(),
                known.other(entry, reader),
                known.organisation(entry),
                roles(entry.detail().getOrDefault("roles", "")),
                own ? DeviceName.of(entry.detail()) : DeviceName.of(Map.of()),
                entry.address().filter(address -> own),
                Optional.empty());
    }

    private String id(String row) {
        return signature.token("journal.event", row).substring(0, ID_LENGTH);
    }

    /** Reads the text of a list of roles. */
    private static List<Role> roles(String text) {
        var names = Set.copyOf(List.of(text.split("[^A-Z_]+")));
        return Arrays.stream(Role.values())
                .filter(role -> names.contains(role.name()))
                .toList();
    }
}
