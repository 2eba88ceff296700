package eu.parvis.organisation;

import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Message;
import eu.parvis.db.Sql;
import eu.parvis.organisation.Member.State;
import eu.parvis.organisation.OrganisationApi.AnswerInvitation;
import eu.parvis.organisation.OrganisationApi.AskInvitations;
import eu.parvis.organisation.OrganisationApi.Invitations;
import io.vertx.core.Future;
import java.util.Optional;

/** What people with an account say to organisations that invite them. */
final class InvitationAnswers {

    private final Tools tools;

    InvitationAnswers(Tools tools) {
        this.tools = tools;
    }

    Future<Invitations> list(AskInvitations query) {
        return tools.organisations().received(tools.database(), query.account()).map(Invitations::new);
    }

    Future<Message.Done> answer(AnswerInvitation command) {
        return tools.inTransaction(sql -> find(sql, command).compose(found -> answer(sql, command, found)))
                .map(Message.DONE);
    }

    private Future<Member> find(Sql sql, AnswerInvitation command) {
        return tools.organisations()
                .ofAccount(sql, command.account(), command.invitation())
                .map(found -> found.filter(member -> member.state() != State.DEACTIVATED)
                        .orElseThrow(Tools::notFound));
    }

    /** Locks in the order in which administrators do, and looks again: they may have withdrawn it meanwhile. */
    private Future<Void> answer(Sql sql, AnswerInvitation command, Member found) {
        return tools.repository()
                .lock(sql, found.organisation())
                .compose(name -> tools.accounts()
                        .lock(sql, command.account())
                        .compose(locked -> find(sql, command))
                        .compose(invited -> command.accepted()
                                ? accept(sql, command, invited)
                                : decline(sql, command, invited, name.orElseThrow())));
    }

    private Future<Void> accept(Sql sql, AnswerInvitation command, Member invited) {
        return invited.state() == State.ACTIVE
                ? Future.succeededFuture()
                : tools.organisations()
                        .accept(sql, invited.id(), tools.now())
                        .compose(accepted -> record(sql, command, invited, Event.USER_JOINED));
    }

    /** Whoever has accepted leaves in another way. */
    private Future<Void> decline(Sql sql, AnswerInvitation command, Member invited, String organisation) {
        return invited.state() == State.ACTIVE
                ? Future.failedFuture(Tools.notFound())
                : tools.organisations()
                        .removeMember(sql, invited.organisation(), invited.account())
                        .compose(removed -> tools.invitations().cancelMails(sql, invited))
                        .compose(cancelled -> tellInviter(sql, invited, organisation))
                        .compose(told -> record(sql, command, invited, Event.INVITATION_DECLINED));
    }

    /** By the name that the inviter typed: the person has disclosed no other. */
    private Future<Void> tellInviter(Sql sql, Member invited, String organisation) {
        return inviter(sql, invited)
                .compose(found -> found.filter(Member::administers)
                        .map(inviter -> tools.tell(
                                sql,
                                inviter.person(),
                                tools.letters()
                                        .invitationDeclined(Addressee.of(inviter), invited.person(), organisation)))
                        .orElse(Future.succeededFuture()));
    }

    private Future<Optional<Member>> inviter(Sql sql, Member invited) {
        return invited.invitedBy()
                .map(account -> tools.organisations().member(sql, invited.organisation(), account))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private Future<Void> record(Sql sql, AnswerInvitation command, Member invited, Event event) {
        var entry = Entry.done(event)
                .by(invited.account())
                .in(invited.organisation())
                .on(invited.account())
                .from(command.address())
                .with("roles", invited.roles());
        return tools.journal().record(sql, entry);
    }
}
