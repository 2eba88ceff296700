/**
 * Numbers of an organisation (SIRET, VAT number, registration number) and what public registers say about them. Its
 * face is {@link eu.parvis.company.CompanyApi}. An unavailable register blocks nothing: the check is repeated in the
 * background. Must not know registration or any other caller.
 */
package eu.parvis.company;
