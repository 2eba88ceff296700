package eu.parvis.membership;

import eu.parvis.audit.Event;

enum MembershipEvent implements Event {
    USER_ADDED,
    USER_INVITED_AGAIN,
    USER_JOINED,
    ROLES_CHANGED,
    CONTACT_NAMED,
    USER_DEACTIVATED,
    INVITATION_WITHDRAWN,
    INVITATION_DECLINED,
    USER_REACTIVATED,
    ORGANISATION_HANDED_OVER,
    LAST_ADMINISTRATOR_KEPT
}
