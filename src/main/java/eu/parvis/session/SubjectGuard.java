package eu.parvis.session;

import eu.parvis.http.FileParts;
import eu.parvis.http.Location;
import eu.parvis.http.PageModel;
import eu.parvis.http.Pages;
import eu.parvis.http.Template;
import eu.parvis.http.TypedForm;
import eu.parvis.session.Subject.Scope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the {@link Subject} of a form with the session. The session may have changed in another tab since the page
 * was shown: then nothing is done, and a page keeps what was typed and offers to continue.
 */
final class SubjectGuard {

    /** The button that makes the meant organisation the current one and sends the form again. */
    static final String SWITCH = "switchTo";

    private enum Mismatch {
        /** The page was shown for another account. */
        ACCOUNT,
        /** The page was shown for another organisation of the account. */
        ORGANISATION,
        /** The page was shown for an organisation that the session cannot act for, or for none. */
        LEFT,
        /** The form names no subject: the page is older than this version. */
        UNNAMED
    }

    /**
     * The form was not executed, because it was not meant for the present session.
     *
     * @param organisation name of the meant organisation, if the session may act for it
     * @param action of the form
     * @param fields typed values, without secrets
     * @param answer the subject that a button sends with the form
     * @param typed something that is no secret was typed
     * @param again the page of a form that held nothing but secrets, where they are typed again
     */
    @Template("session/other-subject.html")
    private record OtherSubjectPage(
            Mismatch mismatch,
            Optional<String> organisation,
            String action,
            Map<String, List<String>> fields,
            String answer,
            boolean typed,
            Optional<String> again)
            implements PageModel {}

    private final Pages pages;

    SubjectGuard(Pages pages) {
        this.pages = pages;
    }

    /** Whether the request may act in this session. A request that is no form always may. */
    static boolean admits(RoutingContext rc, Identity identity, Scope scope) {
        return !isForm(rc)
                || field(rc, Subject.FIELD)
                        .filter(meant -> meant.isWithin(scope, Subject.of(identity)))
                        .isPresent();
    }

    static boolean isForm(RoutingContext rc) {
        return HttpMethod.POST.equals(rc.request().method());
    }

    /** The organisation that the visitor chose to continue with, on the page of {@link #respondWithOther}. */
    static Optional<Identity.Membership> chosen(RoutingContext rc, Identity identity) {
        return field(rc, SWITCH).flatMap(meant -> meant.membership(identity));
    }

    /** A form with files names its subject in its address, because its fields are known only at its end. */
    private static Optional<Subject> field(RoutingContext rc, String name) {
        var given = FileParts.areRead(rc)
                ? rc.queryParams().get(name)
                : rc.request().getFormAttribute(name);
        return Optional.ofNullable(given).flatMap(Subject::parse);
    }

    Future<Void> respondWithOther(RoutingContext rc, Identity identity) {
        var meant = field(rc, Subject.FIELD);
        var membership = meant.flatMap(subject -> subject.membership(identity));
        var mismatch = mismatch(meant, membership.isPresent(), identity);
        var answer = switch (mismatch) {
            case ACCOUNT, ORGANISATION -> meant.orElseThrow();
            case LEFT, UNNAMED -> Subject.of(identity);
        };
        var fields = typedFields(rc);
        return pages.show(
                rc,
                409,
                new OtherSubjectPage(
                        mismatch,
                        membership.map(Identity.Membership::name),
                        rc.request().uri(),
                        fields,
                        answer.text(),
                        TypedForm.isTyped(rc),
                        TypedForm.of(rc)
                                        .filter(form -> form.content() == TypedForm.Content.SECRETS)
                                        .isPresent()
                                ? Optional.of(Location.of(rc.request()).link())
                                : Optional.empty()));
    }

    private static Mismatch mismatch(Optional<Subject> meant, boolean member, Identity identity) {
        if (meant.isEmpty()) {
            return Mismatch.UNNAMED;
        }
        if (!meant.get().isWithin(Scope.ACCOUNT, Subject.of(identity))) {
            return Mismatch.ACCOUNT;
        }
        return member ? Mismatch.ORGANISATION : Mismatch.LEFT;
    }

    private static Map<String, List<String>> typedFields(RoutingContext rc) {
        var fields = new HashMap<>(TypedForm.of(rc).map(TypedForm::fields).orElse(Map.of()));
        fields.remove(Subject.FIELD);
        fields.remove(SWITCH);
        return fields;
    }
}
