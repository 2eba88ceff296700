package eu.parvis.signin.password;

import eu.parvis.audit.Event;

enum SigninEvent implements Event {
    SIGN_IN,
    SIGN_IN_THROTTLED,
    TEMPORARY_PASSWORD_USED,
    REAUTHENTICATION,
    PASSWORD_REHASHED,
    GUESSING_REPORTED
}
