package eu.parvis.joining;

import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.joining.JoinApi.Outcome;
import eu.parvis.membership.Role;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Page models of {@link JoinRoutes}. */
final class JoinPages {

    private JoinPages() {}

    /** The requester's own page. */
    @Template("joining/join-request.html")
    record RequestPage(Progress request) implements PageModel {

        static RequestPage of(JoinRequest request) {
            return new RequestPage(new Progress(
                    request.reference(),
                    request.organisationName(),
                    request.state(),
                    request.asked(),
                    request.askedAt(),
                    request.createdAt(),
                    request.decidedAt(),
                    request.person().email().masked()));
        }
    }

    /** How far a request is; the address is masked. */
    record Progress(
            String reference,
            String organisation,
            JoinRequest.State state,
            JoinRequest.DecidingParty asked,
            Instant askedAt,
            Instant createdAt,
            Optional<Instant> decidedAt,
            String email) {}

    /**
     * The page on which a request is decided, by an administrator or by a mailed link.
     *
     * @param action address that takes the decision
     * @param token of the mailed link
     */
    @Template("joining/join-decision.html")
    record DecisionPage(Requester request, String action, Optional<String> token, List<String> roles, Form form)
            implements PageModel {

        static DecisionPage of(
                JoinRequest request, String action, Optional<String> token, Form form, Language language) {
            return new DecisionPage(
                    Requester.of(request, language), action, token, Role.names(List.of(Role.values())), form);
        }
    }

    record Requester(String organisation, Person.Facts person, String reference, Instant createdAt) {

        static Requester of(JoinRequest request, Language language) {
            return new Requester(
                    request.organisationName(),
                    request.person().facts(language),
                    request.reference(),
                    request.createdAt());
        }
    }

    /**
     * A decision that was taken: just now by a mailed link, or meanwhile by somebody else.
     *
     * @param meanwhile the visitor's own decision came too late
     * @param by who decided, if known
     */
    @Template("joining/join-decided.html")
    record DecidedPage(
            JoinRequest.State state,
            String name,
            String organisation,
            String reference,
            boolean meanwhile,
            Optional<String> by,
            Optional<Instant> at)
            implements PageModel {

        static DecidedPage of(JoinRequest request) {
            return of(request, false, Optional.empty());
        }

        static DecidedPage meanwhile(Outcome outcome) {
            return of(outcome.request(), true, outcome.by());
        }

        private static DecidedPage of(JoinRequest request, boolean meanwhile, Optional<String> by) {
            return new DecidedPage(
                    request.state(),
                    request.person().name(),
                    request.organisationName(),
                    request.reference(),
                    meanwhile,
                    by,
                    request.decidedAt());
        }
    }
}
