package eu.parvis.joining;

import eu.parvis.audit.Event;

enum JoinEvent implements Event {
    JOIN_ADMINISTRATORS_REMINDED,
    JOIN_ASKED,
    JOIN_ESCALATED,
    JOIN_APPROVED,
    JOIN_REFUSED,
    JOIN_EXPIRED
}
