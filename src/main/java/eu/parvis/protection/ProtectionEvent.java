package eu.parvis.protection;

import eu.parvis.audit.Event;

enum ProtectionEvent implements Event {
    ACCOUNT_LOCKED
}
