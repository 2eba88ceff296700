package eu.parvis.request;

import eu.parvis.audit.Event;

/** Events of requests in the journal. */
public enum RequestEvent implements Event {
    REQUEST_MADE,
    REQUEST_CHANGED,
    REQUEST_SUBMITTED,
    REQUEST_APPROVED,
    REQUEST_NOT_APPROVED,
    REQUEST_HOLDER_ASKED,
    REQUEST_CONFIRMED,
    REQUEST_CORRECTED,
    REQUEST_DECLINED,
    REQUEST_CANCELLED,
    DOCUMENT_HANDED_IN
}
