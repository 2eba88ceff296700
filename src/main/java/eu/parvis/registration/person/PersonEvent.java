package eu.parvis.registration.person;

import eu.parvis.audit.Event;

enum PersonEvent implements Event {
    PERSON_REGISTERED,
    PERSON_WITH_ACCOUNT_REGISTERED,
    VERIFICATION_SENT_AGAIN,
    VERIFICATION_ADDRESS_CORRECTED,
    VERIFICATION_CODE_REFUSED,
    ADDRESS_VERIFIED,
    REGISTRATION_DENIED
}
