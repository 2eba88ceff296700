package eu.parvis.registration.organisation;

import eu.parvis.audit.Event;

enum RegistrationEvent implements Event {
    ORGANISATION_REGISTERED,
    ORGANISATION_ADDED_TO_ACCOUNT,
    ORGANISATION_REMOVED,
    EXISTING_ADDRESS_MET,
    ADDRESS_CORRECTED,
    MAIL_SENT_AGAIN
}
