/**
 * The validation calendar: what the authority has checked of an organisation, a domain, a mailbox or a person, and until
 * when the result may be reused. Its face is {@link eu.parvis.validation.ValidationApi}; the registration desk uses {@link
 * eu.parvis.validation.ValidationStore} inside its own transactions. Must not know who may record or withdraw.
 */
package eu.parvis.validation;
