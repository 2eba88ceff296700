package eu.parvis.deletion;

import eu.parvis.audit.Event;

enum DeletionEvent implements Event {
    ACCOUNT_DELETION_ASKED,
    ACCOUNT_DELETION_CANCELLED,
    ACCOUNT_DELETION_PREVENTED,
    ACCOUNT_DELETED
}
