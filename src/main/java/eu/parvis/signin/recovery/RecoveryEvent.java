package eu.parvis.signin.recovery;

import eu.parvis.audit.Event;

enum RecoveryEvent implements Event {
    SESSIONS_ENDED_BY_CHANGE,
    IDENTIFIER_RECOVERY_ASKED,
    PASSWORD_RECOVERY_ASKED,
    PASSWORD_RECOVERY_USED,
    RECOVERY_LINK_REFUSED,
    SIGN_IN_LINK_ASKED,
    SIGN_IN_BY_LINK,
    SIGN_IN_LINK_REFUSED
}
