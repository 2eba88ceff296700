package eu.parvis.session;

/** Signals that a token has no valid session, with the reason. */
final class SessionEnded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SessionApi.Ending ending;

    SessionEnded(SessionApi.Ending ending) {
        super(ending.name());
        this.ending = ending;
    }

    SessionApi.Ending ending() {
        return ending;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
