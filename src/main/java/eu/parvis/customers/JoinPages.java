package eu.parvis.customers;

import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.joining.JoinApi.AtDesk;
import eu.parvis.joining.JoinRequest;
import eu.parvis.membership.Role;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Page models of {@link UnansweredRoutes}. */
final class JoinPages {

    private JoinPages() {}

    /**
     * Requests to join that nobody has answered.
     *
     * @param next path of the next page
     */
    @Template("customers/join-requests.html")
    record UnansweredPage(List<JoinRow> requests, long days, Optional<String> next, boolean first)
            implements PageModel {}

    record JoinRow(
            String id,
            String organisation,
            String organisationId,
            Person.Facts person,
            String reference,
            JoinRequest.State state,
            JoinRequest.DecidingParty asked,
            Instant createdAt,
            Optional<Instant> remindedAt,
            List<String> administrators) {

        static JoinRow of(AtDesk found, Language language) {
            var request = found.request();
            return new JoinRow(
                    request.id().toString(),
                    request.organisationName(),
                    request.organisation().map(UUID::toString).orElse(""),
                    request.person().facts(language),
                    request.reference(),
                    request.state(),
                    request.asked(),
                    request.createdAt(),
                    found.remindedAt(),
                    found.administrators());
        }
    }

    /** One of them. */
    @Template("customers/join-request.html")
    record JoinPage(JoinRow request, boolean open, List<String> roles, Form form, Optional<String> done)
            implements PageModel {

        static JoinPage of(AtDesk found, Language language, Form form, Optional<String> done) {
            return new JoinPage(
                    JoinRow.of(found, language),
                    found.request().state() == JoinRequest.State.OPEN,
                    Role.names(List.of(Role.values())),
                    form,
                    done);
        }
    }
}
