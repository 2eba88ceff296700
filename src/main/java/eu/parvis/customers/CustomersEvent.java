package eu.parvis.customers;

import eu.parvis.audit.Event;

/** Events of this package in the journal. */
enum CustomersEvent implements Event {
    ORGANISATION_ACCEPTED,
    /** An operator has opened the file of an organisation. */
    ORGANISATION_CONSULTED,
    ORGANISATION_REFUSED,
    /** An operator has opened the file of a person. */
    PERSON_CONSULTED
}
