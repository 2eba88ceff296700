package eu.parvis.order;

import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestState;
import eu.parvis.request.StateSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The states that a request had, has and will have (idea 13). */
record Timeline(List<Step> steps) {

    /** Where a state is in time. */
    enum Phase {
        DONE,
        DOING,
        NEXT
    }

    /**
     * A state.
     *
     * @param since empty for a state that is to come
     * @param until empty for a state that has not ended
     * @param usual how long it usually lasts; empty if the portal has not seen one end
     */
    record Step(
            RequestState state,
            Phase phase,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<Duration> usual) {}

    Timeline {
        steps = List.copyOf(steps);
    }

    static Timeline of(Detail detail) {
        var past = detail.timeline().stream().map(span -> past(detail, span));
        var future = next(detail).stream()
                .map(state -> new Step(state, Phase.NEXT, Optional.empty(), Optional.empty(), usual(detail, state)));
        return new Timeline(Stream.concat(past, future).toList());
    }

    private static Step past(Detail detail, StateSpan span) {
        var phase = span.until().isPresent() || isOver(span.state()) ? Phase.DONE : Phase.DOING;
        return new Step(span.state(), phase, Optional.of(span.since()), span.until(), usual(detail, span.state()));
    }

    private static boolean isOver(RequestState state) {
        return switch (state) {
            case COLLECTED, REFUSED, CANCELLED -> true;
            default -> false;
        };
    }

    private static Optional<Duration> usual(Detail detail, RequestState state) {
        return Optional.ofNullable(detail.usual().get(state));
    }

    /** The way to a decision, if nothing is refused. */
    private static List<RequestState> next(Detail detail) {
        var request = detail.request();
        var way = new ArrayList<RequestState>();
        if (request.holder().mustConfirm() || !detail.missingApprovals().isEmpty()) {
            way.add(RequestState.REGISTERED);
        }
        if (!detail.checklist().isComplete()) {
            way.add(RequestState.DOCUMENTS_MISSING);
        }
        way.add(RequestState.IN_REVIEW);
        way.add(RequestState.ACCEPTED);
        return request.state() == RequestState.DRAFT || request.state().isPending()
                ? way.stream()
                        .filter(state -> state.compareTo(request.state()) > 0)
                        .toList()
                : List.of();
    }
}
