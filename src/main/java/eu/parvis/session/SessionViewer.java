package eu.parvis.session;

import eu.parvis.http.Viewer;
import eu.parvis.terms.TermsDue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The signed-in person as the frame of a page shows them. */
final class SessionViewer {

    private SessionViewer() {}

    static Viewer of(Identity identity, SessionSettings settings, Instant now) {
        return new Viewer(
                identity.account().name(),
                identity.organisation().map(Identity.Membership::name).orElse(""),
                identity.operator() ? List.of(Viewer.OPERATOR) : identity.roles(),
                identity.memberships().stream()
                        .map(membership -> new Viewer.Organisation(
                                membership.organisation().toString(), membership.name(), membership.current()))
                        .toList(),
                Subject.of(identity).text(),
                identity.kind() == SessionApi.Kind.ACTIVATION,
                identity.terms().filter(due -> !due.required()).map(TermsDue::deadline),
                identity.deletionDueAt(),
                new Viewer.Session(
                        settings.inactivity().toSeconds(),
                        Duration.between(now, identity.expiresAt()).toSeconds(),
                        settings.warning().toSeconds()));
    }
}
