package eu.parvis.desk;

import eu.parvis.audit.Event;

/** Events of the registration desk in the journal. */
public enum DeskEvent implements Event {
    DESK_CLAIMED,
    DESK_RELEASED,
    DOCUMENT_ACCEPTED,
    DOCUMENT_OPENED,
    DOCUMENT_REFUSED,
    FACE_TO_FACE_RECORDED,
    OPERATOR_ADDED,
    REQUEST_ACCEPTED,
    /** Accepted by the first of two operators. */
    REQUEST_ACCEPTED_ONCE,
    REQUEST_REFUSED,
    VALIDATION_RECORDED,
    VALIDATION_WITHDRAWN
}
