package eu.parvis.me;

import eu.parvis.audit.Event;

enum MeEvent implements Event {
    PASSWORD_CHANGED,
    PROFILE_CHANGED
}
