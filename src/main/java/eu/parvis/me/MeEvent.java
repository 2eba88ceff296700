package eu.parvis.me;

import eu.parvis.audit.Event;

enum MeEvent implements Event {
    EMAIL_CHANGE_ASKED,
    EMAIL_CHANGE_CANCELLED,
    EMAIL_CHANGED,
    EMAIL_CHANGE_UNDONE,
    PASSWORD_CHANGED,
    PROFILE_CHANGED
}
