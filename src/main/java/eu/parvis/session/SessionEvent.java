package eu.parvis.session;

import eu.parvis.audit.Event;

enum SessionEvent implements Event {
    ORGANISATION_SWITCHED,
    SIGN_OUT
}
