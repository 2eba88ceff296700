package eu.parvis.personaldata;

import static eu.parvis.http.Answers.answer;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.config.Limit;
import eu.parvis.http.Answers;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.personaldata.PersonalDataApi.Collect;
import eu.parvis.personaldata.PersonalDataApi.Collected;
import eu.parvis.session.ProvedGuard;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.password.ProofGuard;
import eu.parvis.signin.password.ProofGuard.Act;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** "My data": the page, the file and the API operation. All need a fresh proof of the password. */
public final class PersonalDataRoutes implements Routes {

    private static final Limit EXPORTS =
            Limit.of("exportsPerHour", Duration.ofHours(1)).alike("dataExportsPerHour");

    private static final String PAGE = "/account/data";
    private static final int SHOWN = 20;

    /** What the portal holds about the person. */
    @Template("personaldata/data.html")
    record DataPage(List<Held> sets) implements PageModel {}

    /**
     * One set.
     *
     * @param until how long it is held
     * @param count of its rows
     * @param rows the last ones
     */
    record Held(DataSet set, String until, int count, List<List<Fact>> rows) {

        static Held of(PersonalDataApi.Rows held, String until, FactText text) {
            var all = new JsonArray(held.json());
            var rows = all.stream()
                    .skip(Math.max(0, all.size() - SHOWN))
                    .map(row -> Fact.of(held.set(), (JsonObject) row, text))
                    .toList();
            return new Held(held.set(), until, all.size(), rows);
        }
    }

    private final Site site;
    private final SessionGuard guard;
    private final ProvedGuard proved;
    private final ProofGuard proof;
    private final Retention retention;
    private final Catalogue catalogue;

    public PersonalDataRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
        this.proved = new ProvedGuard(site);
        this.proof = new ProofGuard(site);
        this.retention = Retention.of(site.configuration());
        this.catalogue = Catalogue.of(site.configuration());
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE)
                .handler(guard.ownAccount())
                .handler(proof.required(Act.PAGE))
                .handler(answer(this::show));
        router.get(PAGE + ".json")
                .handler(guard.ownAccount())
                .handler(proof.required(Act.PAGE))
                .handler(answer(this::download));
    }

    @Override
    public void api(Router router) {
        router.get("/me/data")
                .handler(guard.api(Kind.OPEN))
                .handler(proved.required())
                .handler(answer(this::respond));
    }

    private Future<Collected> collect(RoutingContext rc) {
        site.limits().spend(EXPORTS, rc);
        return site.bus()
                .request(
                        PersonalDataApi.COLLECT,
                        new Collect(SessionGuard.identity(rc).account().id()));
    }

    private Future<Void> show(RoutingContext rc) {
        var words = site.pages().words(rc);
        var text = new FactText(catalogue, Visit.of(rc).language());
        return collect(rc)
                .compose(collected -> site.pages()
                        .show(
                                rc,
                                new DataPage(collected.sets().stream()
                                        .map(held -> Held.of(held, retention.howLong(held.set(), words), text))
                                        .toList())));
    }

    private Future<Void> download(RoutingContext rc) {
        return collect(rc).compose(collected -> Answers.download(rc, "my-data.json", view(collected)));
    }

    private Future<Void> respond(RoutingContext rc) {
        return collect(rc).compose(collected -> Answers.json(rc, 200, view(collected)));
    }

    private static Map<String, Object> view(Collected collected) {
        var view = new LinkedHashMap<String, Object>();
        collected.sets().forEach(held -> view.put(held.set().key(), new JsonArray(held.json()).getList()));
        return view;
    }
}
