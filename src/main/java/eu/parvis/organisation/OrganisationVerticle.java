package eu.parvis.organisation;

import eu.parvis.bus.Bus;
import eu.parvis.company.CompanyApi;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Signature;
import eu.parvis.db.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@link OrganisationApi} and {@link JoinApi}, and passes on what nobody answered. */
public final class OrganisationVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(OrganisationVerticle.class);

    private final Bus bus;
    private final Configuration configuration;
    private final Tools tools;
    private final Signature signature;
    private final SecureRandom random;
    private boolean sweeping;
    private boolean telling;

    public OrganisationVerticle(
            Bus bus,
            Database database,
            Configuration configuration,
            SecretBox box,
            Signature signature,
            Clock clock,
            SecureRandom random) {
        this.bus = bus;
        this.configuration = configuration;
        this.tools = Tools.of(bus, database, configuration, box, clock, random);
        this.signature = signature;
        this.random = random;
    }

    @Override
    public Future<?> start() {
        var administrators = new Administrators(tools);
        var roster = new Roster(tools, administrators);
        var memberships = new Memberships(tools, administrators, roster);
        return Future.all(
                serveUsers(roster, new Invitations(tools, administrators, roster), memberships),
                serveJoining(administrators, memberships),
                listenToRegisters());
    }

    private Future<?> serveUsers(Roster roster, Invitations invitations, Memberships memberships) {
        return Future.join(List.of(
                bus.serve(OrganisationApi.LIST_USERS, roster::list),
                bus.serve(OrganisationApi.FIND_USER, roster::find),
                bus.serve(OrganisationApi.ADD_USER, invitations::add),
                bus.serve(OrganisationApi.SEND_AGAIN, invitations::sendAgain),
                bus.serve(OrganisationApi.CHANGE_ROLES, memberships::changeRoles),
                bus.serve(OrganisationApi.DEACTIVATE, memberships::deactivate),
                bus.serve(OrganisationApi.REACTIVATE, memberships::reactivate),
                bus.serve(OrganisationApi.HAND_OVER, memberships::handOver)));
    }

    private Future<?> serveJoining(Administrators administrators, Memberships memberships) {
        var repository = new JoinRepository();
        var links = new JoinLinks(signature);
        var joins = new Joins(tools, repository, links, administrators, random);
        var decisions = new JoinDecisions(tools, repository, links, administrators, memberships);
        var homes = new Homes(tools, repository);
        var answers = new InvitationAnswers(tools);
        var sweep = new JoinSweep(tools, repository, links);
        vertx.setPeriodic(configuration.registration().sweep().toMillis(), tick -> sweep(sweep));
        return Future.join(List.of(
                bus.serve(OrganisationApi.HOME, homes::home),
                bus.serve(OrganisationApi.DESCRIBE, homes::describe),
                bus.serve(OrganisationApi.INVITATIONS, answers::list),
                bus.serve(OrganisationApi.ANSWER_INVITATION, answers::answer),
                bus.serve(JoinApi.ASK, joins::ask),
                bus.serve(JoinApi.FOLLOW, joins::follow),
                bus.serve(JoinApi.LIST, joins::list),
                bus.serve(JoinApi.FIND, decisions::find),
                bus.serve(JoinApi.DECIDE, decisions::decide),
                bus.serve(JoinApi.CONSIDER, decisions::consider),
                bus.serve(JoinApi.DECIDE_BY_LINK, decisions::decide)));
    }

    private Future<?> listenToRegisters() {
        var news = new VerificationNews(tools);
        vertx.setPeriodic(configuration.registration().sweep().toMillis(), tick -> tell(news));
        return bus.listen(CompanyApi.CHECKED, nudge -> tell(news));
    }

    private void tell(VerificationNews news) {
        if (telling) {
            return;
        }
        telling = true;
        news.sweep()
                .onComplete(told -> telling = false)
                .onFailure(cause -> LOG.warn("News of registers could not be passed on: {}", cause.toString()));
    }

    private void sweep(JoinSweep sweep) {
        if (sweeping) {
            return;
        }
        sweeping = true;
        sweep.sweep()
                .eventually(sweep::forget)
                .onComplete(swept -> sweeping = false)
                .onFailure(cause -> LOG.warn("Requests to join could not be passed on: {}", cause.toString()));
    }
}
