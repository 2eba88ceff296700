/**
 * Registration of a person: the form, the mail that proves the address, and the account that follows. Its face is {@link
 * eu.parvis.registration.person.PersonApi}. Must not know organisations.
 */
package eu.parvis.registration.person;
