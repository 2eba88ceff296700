package eu.parvis.me;

import eu.parvis.account.Account;
import eu.parvis.bus.Message;
import eu.parvis.crypto.Shown;
import eu.parvis.db.Sql;
import eu.parvis.me.MeApi.AskOverview;
import eu.parvis.me.MeApi.ChangeProfile;
import eu.parvis.me.MeApi.Overview;
import io.vertx.core.Future;
import java.util.List;

/** Reads the account, and changes names, telephone number and language. */
final class Profiles {

    private final MeServices services;
    private final EmailChangeRepository emails = new EmailChangeRepository();

    Profiles(MeServices services) {
        this.services = services;
    }

    Future<Overview> overview(AskOverview question) {
        var sql = services.database();
        var changedAt = services.accounts().passwordChangedAt(sql, question.account());
        var since = services.challenges().since(sql, question.account());
        var pending = emails.pending(sql, question.account());
        return Future.all(changedAt, since, pending)
                .map(all -> new Overview(changedAt.result(), since.result(), pending.result()));
    }

    Future<Message.Done> change(ChangeProfile command) {
        return services.inTransaction(sql ->
                        services.lock(sql, command.by().account()).compose(before -> change(sql, command, before)))
                .map(Message.DONE);
    }

    private Future<Void> change(Sql sql, ChangeProfile command, Account before) {
        var now = new Account(
                before.id(),
                before.identifier(),
                command.person().with(before.person().email()),
                command.language(),
                before.state(),
                before.step());
        var changed = ProfileDetail.differing(before.person(), before.language(), now.person(), now.language());
        if (changed.isEmpty()) {
            return Future.succeededFuture();
        }
        Shown.require(command.shown(), ProfileDetail.shown(before));
        return store(sql, command, before, now, changed);
    }

    private Future<Void> store(
            Sql sql, ChangeProfile command, Account before, Account now, List<ProfileDetail> changed) {
        var at = services.now();
        return services.accounts()
                .changeProfile(sql, now.id(), now.person(), now.language())
                .compose(
                        set -> services.organisations().followAccount(sql, now.id(), before.person(), now.person(), at))
                .compose(followed ->
                        services.mails().queue(sql, services.letters().detailsChanged(now, changed, at)))
                .compose(queued -> services.journal()
                        .record(
                                sql,
                                MeServices.entry(command.by(), MeEvent.PROFILE_CHANGED)
                                        .with("changed", changed)));
    }
}
