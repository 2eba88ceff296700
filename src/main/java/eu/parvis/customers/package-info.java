/**
 * Customers as the registration desk sees them: search, files of organisations and people, organisations that no register
 * could confirm, requests to join that nobody answers. Its face is {@link eu.parvis.customers.CustomersApi}. Must not
 * know how requests for certificates are decided.
 */
package eu.parvis.customers;
