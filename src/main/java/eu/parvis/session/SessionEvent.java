package eu.parvis.session;

import eu.parvis.audit.Event;

enum SessionEvent implements Event {
    ORGANISATION_SWITCHED,
    OTHER_SESSIONS_ENDED,
    SESSION_ENDED,
    SIGN_OUT
}
