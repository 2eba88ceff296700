package eu.parvis.signin.terms;

import eu.parvis.audit.Event;

enum AcceptanceEvent implements Event {
    TERMS_ACCEPTED,
    TERMS_REFUSED
}
