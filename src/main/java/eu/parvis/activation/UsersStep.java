package eu.parvis.activation;

import eu.parvis.account.Account.Step;
import eu.parvis.activation.ActivationApi.AddUsers;
import eu.parvis.activation.ActivationApi.NewUser;
import eu.parvis.activation.ActivationApi.StepResult;
import eu.parvis.activation.Steps.WizardUser;
import eu.parvis.bus.Bus;
import eu.parvis.crypto.TemporaryPasswords;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.membership.Invitation;
import eu.parvis.membership.InvitationStore;
import eu.parvis.membership.TemporaryPassword;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Step 3: adds users (CG-44 to CG-48). Optional. Each added person gets the two mails at once. Repeating the step can
 * only add users; the page "My users" removes them.
 */
final class UsersStep {

    private final Steps steps;
    private final Bus bus;
    private final Database database;
    private final InvitationStore invitations;
    private final TemporaryPasswords passwords;

    UsersStep(Steps steps, Bus bus, Database database, InvitationStore invitations, TemporaryPasswords passwords) {
        this.steps = steps;
        this.bus = bus;
        this.database = database;
        this.invitations = invitations;
        this.passwords = passwords;
    }

    Future<StepResult> add(AddUsers command) {
        var users = distinctByAddress(command.users());
        return steps.enter(command.by(), Step.USERS)
                .compose(wizardUser -> requireRoom(wizardUser, users))
                .compose(room -> TemporaryPassword.draw(users.size(), passwords, bus))
                .compose(drawn -> steps.take(
                        command.by(),
                        Step.USERS,
                        (sql, wizardUser) -> invite(sql, wizardUser, users, drawn)
                                .compose(invited -> steps.record(
                                        sql, command.by(), wizardUser, ActivationEvent.ACTIVATION_USERS_GIVEN))
                                .compose(recorded -> steps.leave(sql, wizardUser, Step.USERS))))
                .onSuccess(moved -> bus.publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    private Future<Void> requireRoom(WizardUser wizardUser, List<NewUser> users) {
        return users.isEmpty()
                ? Future.succeededFuture()
                : invitations.requireRoom(
                        database, wizardUser.foundedOrganisation().orElseThrow(), steps.now());
    }

    /** If two rows have the same address, the first one is used. */
    private static List<NewUser> distinctByAddress(List<NewUser> users) {
        var byAddress = new LinkedHashMap<String, NewUser>();
        users.forEach(user -> byAddress.putIfAbsent(user.person().email().key(), user));
        return List.copyOf(byAddress.values());
    }

    private Future<Void> invite(Sql sql, WizardUser wizardUser, List<NewUser> users, List<TemporaryPassword> drawn) {
        Future<Void> invited = Future.succeededFuture();
        for (var i = 0; i < users.size(); i++) {
            var invitation = invitation(wizardUser, users.get(i), drawn.get(i));
            invited = invited.compose(
                    before -> invitations.invite(sql, invitation, steps.now()).mapEmpty());
        }
        return invited;
    }

    private static Invitation invitation(WizardUser wizardUser, NewUser user, TemporaryPassword password) {
        var founder = wizardUser.account();
        return new Invitation(
                wizardUser.foundedOrganisation().orElseThrow(),
                Optional.of(founder.id()),
                founder.name(),
                user.person(),
                user.roles(),
                founder.language(),
                password);
    }
}
