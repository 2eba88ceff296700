package eu.parvis.membership;

import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.crypto.Shown;
import eu.parvis.db.Sql;
import eu.parvis.membership.Member.State;
import eu.parvis.membership.MembershipApi.AnswerInvitation;
import eu.parvis.membership.MembershipApi.AskInvitations;
import eu.parvis.membership.MembershipApi.Invitations;
import eu.parvis.organisation.Contact;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Accepts and declines invitations of persons who have an account. */
final class InvitationAnswers {

    private final MembershipServices services;

    InvitationAnswers(MembershipServices services) {
        this.services = services;
    }

    Future<Invitations> list(AskInvitations query) {
        return services.members().received(services.database(), query.account()).map(Invitations::new);
    }

    Future<Message.Done> answer(AnswerInvitation command) {
        return services.inTransaction(sql -> find(sql, command).compose(found -> answer(sql, command, found)))
                .map(Message.DONE);
    }

    private Future<Member> find(Sql sql, AnswerInvitation command) {
        return services.members()
                .ofAccount(sql, command.account(), command.invitation())
                .map(found -> found.filter(member -> member.state() != State.DEACTIVATED)
                        .orElseThrow(Failure::notFound));
    }

    /**
     * Takes the locks in the same order as administrators do, then reads the invitation again, because it may have been
     * withdrawn meanwhile.
     */
    private Future<Void> answer(Sql sql, AnswerInvitation command, Member found) {
        return services.organisations()
                .lock(sql, found.organisation())
                .compose(name -> services.accounts()
                        .lock(sql, command.account())
                        .compose(locked -> find(sql, command))
                        .compose(invited -> command.accepted()
                                ? accept(sql, command, invited)
                                : decline(sql, command, invited, name.orElseThrow())));
    }

    private Future<Void> accept(Sql sql, AnswerInvitation command, Member invited) {
        if (invited.state() == State.ACTIVE) {
            return Future.succeededFuture();
        }
        Shown.require(command.shown(), ReceivedInvitation.shown(invited.organisation(), invited.roles()));
        return services.members()
                .accept(sql, invited.id(), services.now())
                .compose(accepted -> record(sql, command, invited, MembershipEvent.USER_JOINED));
    }

    /** An accepted invitation cannot be declined any more. */
    private Future<Void> decline(Sql sql, AnswerInvitation command, Member invited, String organisation) {
        return invited.state() == State.ACTIVE
                ? Future.failedFuture(Failure.notFound())
                : services.members()
                        .removeMember(sql, invited.organisation(), invited.account())
                        .compose(removed -> services.invitations().cancelMails(sql, invited))
                        .compose(cancelled -> services.representatives().vacate(sql, invited))
                        .compose(vacant -> vacant.isEmpty()
                                ? notifyInviter(sql, invited, organisation)
                                : notifyAdministrators(sql, invited, organisation, vacant))
                        .compose(notified -> record(sql, command, invited, MembershipEvent.INVITATION_DECLINED));
    }

    /** Names the person as the inviter typed it: the person has not disclosed another name. */
    private Future<Void> notifyInviter(Sql sql, Member invited, String organisation) {
        return inviter(sql, invited)
                .compose(found -> found.filter(Member::administers)
                        .map(inviter -> notify(sql, inviter, invited, organisation, List.of()))
                        .orElse(Future.succeededFuture()));
    }

    private Future<Void> notify(Sql sql, Member to, Member invited, String organisation, List<Contact.Kind> vacant) {
        var letter = services.letters().invitationDeclined(to.addressee(), invited.person(), organisation, vacant);
        return services.mails().queueWithinQuota(sql, to.person().email(), letter);
    }

    /** Somebody has to name another contact. */
    private Future<Void> notifyAdministrators(Sql sql, Member invited, String organisation, List<Contact.Kind> vacant) {
        return services.members().members(sql, invited.organisation()).compose(all -> {
            Future<Void> done = Future.succeededFuture();
            for (var administrator : all.stream().filter(Member::administers).toList()) {
                done = done.compose(next -> notify(sql, administrator, invited, organisation, vacant));
            }
            return done;
        });
    }

    private Future<Optional<Member>> inviter(Sql sql, Member invited) {
        return invited.invitedBy()
                .map(account -> services.members().member(sql, invited.organisation(), account))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private Future<Void> record(Sql sql, AnswerInvitation command, Member invited, Event event) {
        var entry = Entry.done(event)
                .by(invited.account())
                .in(invited.organisation())
                .on(invited.account())
                .from(command.address())
                .with("roles", invited.roles())
                .changes(invited.id());
        return services.journal().record(sql, entry);
    }
}
