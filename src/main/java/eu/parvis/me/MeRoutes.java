package eu.parvis.me;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Account;
import eu.parvis.account.PasswordSettings;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Languages;
import eu.parvis.http.PersonInput;
import eu.parvis.http.Routes;
import eu.parvis.http.ShownField;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.me.MeApi.AskOverview;
import eu.parvis.me.MeApi.By;
import eu.parvis.me.MeApi.ChangeProfile;
import eu.parvis.me.MePages.OverviewPage;
import eu.parvis.me.MePages.PasswordPage;
import eu.parvis.me.MePages.ProfilePage;
import eu.parvis.session.DeviceGuard;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.password.PasswordGuard;
import eu.parvis.signin.password.ProofGuard;
import eu.parvis.signin.password.ProofGuard.Act;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pages "My account": overview, profile and password. */
public final class MeRoutes implements Routes {

    static final String OVERVIEW = "/account";

    private static final String PROFILE = OVERVIEW + "/profile";
    private static final String PASSWORD = OVERVIEW + "/password";

    /** Acts after which the overview shows a sentence, {@code me.done.*}. */
    private static final Set<String> DONE = Set.of("profile", "password", "questions");

    private final Site site;
    private final FormDraftGuard drafts;
    private final SessionGuard guard;
    private final ProofGuard proof;
    private final PasswordGuard passwords;
    private final DeviceGuard devices;

    public MeRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.drafts = new FormDraftGuard(site);
        this.guard = guard;
        this.proof = new ProofGuard(site);
        this.passwords = new PasswordGuard(site);
        this.devices = new DeviceGuard(site);
    }

    @Override
    public void pages(Router router) {
        router.get(OVERVIEW).handler(guard.ownAccount()).handler(answer(this::showOverview));
        router.get(PROFILE).handler(guard.ownAccount()).handler(answer(this::showProfile));
        router.post(PROFILE)
                .handler(ProofGuard.SECRETS)
                .handler(guard.lateForms(drafts::keepLate).ownAccount())
                .handler(drafts.keeping())
                .handler(proof.required(Act.PROFILE, rc -> MeInput.changesPhone(Input.of(rc), account(rc))))
                .handler(answer(this::changeProfile));
        router.get(PASSWORD).handler(guard.ownAccount()).handler(answer(rc -> showPassword(rc, 200, untouched())));
        router.post(PASSWORD)
                .handler(MeInput.PASSWORDS)
                .handler(guard.ownAccount())
                .handler(answer(this::changePassword));
    }

    static By by(RoutingContext rc) {
        var identity = SessionGuard.identity(rc);
        return new By(identity.account().id(), identity.session(), Visit.of(rc).address());
    }

    static Account account(RoutingContext rc) {
        return SessionGuard.identity(rc).account();
    }

    // --- Overview -----------------------------------------------------------------------------------------------

    private Future<Void> showOverview(RoutingContext rc) {
        var id = account(rc).id();
        var overview = site.bus().request(MeApi.OVERVIEW, new AskOverview(id));
        var sessions = site.bus().request(SessionApi.LIST, new SessionApi.ListSessions(id));
        return Future.all(overview, sessions)
                .compose(all -> site.pages()
                        .show(
                                rc,
                                200,
                                OverviewPage.of(
                                        SessionGuard.identity(rc),
                                        overview.result(),
                                        sessions.result().sessions().size(),
                                        done(rc),
                                        Visit.of(rc).language())));
    }

    private Optional<String> done(RoutingContext rc) {
        return site.notices().take(rc).stream().filter(DONE::contains).findFirst();
    }

    // --- Profile ------------------------------------------------------------------------------------------------

    private Future<Void> showProfile(RoutingContext rc) {
        return drafts.form(rc, PROFILE, form(account(rc))).compose(form -> showProfile(rc, 200, form));
    }

    private static Form form(Account account) {
        return Form.of(PersonInput.fields("", account.person()))
                .orElse("language", account.language().code())
                .orElse(ShownField.NAME, ProfileDetail.shown(account));
    }

    private Future<Void> showProfile(RoutingContext rc, int status, Form form) {
        return site.pages().show(rc, status, ProfilePage.of(form));
    }

    private Future<Void> changeProfile(RoutingContext rc) {
        return Answers.submit(
                        rc,
                        () -> changeProfile(rc, MeInput.profile(Input.of(rc), by(rc), account(rc))),
                        (status, faults) -> refuseProfile(rc, status, faults))
                .recover(cause -> cause instanceof Failure failure && failure.kind() == Failure.Kind.PRECONDITION_FAILED
                        ? respondWithChanged(rc)
                        : Future.failedFuture(cause));
    }

    /** The pages speak the new language, whatever was chosen in this browser before. */
    private Future<Void> changeProfile(RoutingContext rc, ChangeProfile command) {
        return site.bus()
                .request(MeApi.CHANGE_PROFILE, command)
                .compose(changed -> drafts.forget(rc))
                .compose(forgotten -> {
                    Languages.choose(
                            rc, command.language(), site.configuration().http().secure());
                    return site.notices().seeOther(rc, OVERVIEW, List.of("profile"));
                });
    }

    private Future<Void> refuseProfile(RoutingContext rc, int status, List<FieldError> faults) {
        return drafts.refused(rc, Input.of(rc), faults).compose(typed -> showProfile(rc, status, typed));
    }

    /** The profile was changed in another window after the page was shown. */
    private Future<Void> respondWithChanged(RoutingContext rc) {
        var account = account(rc);
        var facts = account.person().facts(Visit.of(rc).language());
        ShownField.renew(rc, ProfileDetail.shown(account));
        var fault = FieldError.of(
                "", "me.profile.changed", facts.name(), facts.phone().orElse("–"));
        return refuseProfile(rc, 409, List.of(fault));
    }

    // --- Password -----------------------------------------------------------------------------------------------

    private static Form untouched() {
        return Form.empty().orElse("endOthers", "true");
    }

    private Future<Void> showPassword(RoutingContext rc, int status, Form form) {
        var rules = site.configuration().get(PasswordSettings.class).policy().rules();
        return site.pages().show(rc, status, PasswordPage.of(account(rc), rules, form));
    }

    private Future<Void> changePassword(RoutingContext rc) {
        var input = Input.of(rc);
        return Answers.submit(
                rc,
                () -> {
                    var command = MeInput.password(input, by(rc), input.ticked("endOthers"), devices.mark(rc));
                    return passwords
                            .limit(rc, () -> site.bus().request(MeApi.CHANGE_PASSWORD, command))
                            .compose(changed -> {
                                guard.begin(rc, changed.session());
                                return site.notices().seeOther(rc, OVERVIEW, List.of("password"));
                            });
                },
                (status, faults) -> showPassword(
                        rc, status, input.form().with(faults, site.pages().words(rc))),
                Failure.Kind.RATE_LIMITED);
    }
}
