package eu.parvis.membership;

import eu.parvis.audit.Event;

/** What happens to members, and to the contacts of an organisation. */
public enum MembershipEvent implements Event {
    USER_ADDED,
    USER_INVITED_AGAIN,
    USER_JOINED,
    ROLES_CHANGED,
    CONTACT_NAMED,
    CONTACT_REMOVED,
    CONTACT_DECLINED,
    USER_DEACTIVATED,
    INVITATION_WITHDRAWN,
    INVITATION_DECLINED,
    USER_REACTIVATED,
    ORGANISATION_HANDED_OVER,
    LAST_ADMINISTRATOR_KEPT
}
