package eu.parvis.session;

import java.util.Optional;

/** Signals that a token has no valid session, with the reason. */
final class SessionEnded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SessionApi.Ending ending;
    private final transient Optional<Identity> late;

    SessionEnded(SessionApi.Ending ending) {
        this(ending, Optional.empty());
    }

    /** Takes {@code late}, the person whose session ended by time. */
    SessionEnded(SessionApi.Ending ending, Optional<Identity> late) {
        super(ending.name());
        this.ending = ending;
        this.late = late;
    }

    SessionApi.Ending ending() {
        return ending;
    }

    Optional<Identity> late() {
        return late;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
